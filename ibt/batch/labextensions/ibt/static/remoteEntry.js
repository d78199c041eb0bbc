"use strict";
// An extension of JupyterLab as it loads them (a container of module federation), written by hand:
// a tile in the launcher for each notebook of the project. See ibt/cli/lab.py.
(() => {
  const NAAM = "ibt";
  const MAP = "notebooks";
  const EIGEN = `${MAP}/eigen`;
  const TITELS = {
    "verkenning.ipynb": "Verkennen",
    "gemeente.ipynb": "Rapport van een gemeente",
    "provincie.ipynb": "Provinciaal overzicht",
    "voortgang.ipynb": "Tussenstand van een gemeente",
    "voortgang_provincie.ipynb": "Tussenstand van de provincie",
  };
  const OPENEN = `${NAAM}:open`;
  let gedeeld = {};

  // The very module that JupyterLab itself uses.
  const module_of = async (naam) => (await Object.values(gedeeld[naam])[0].get())();

  // What lies in a folder; nothing where it is not there, without asking for it in vain.
  const inhoud = async (contents, pad) => {
    const boven = pad.split("/").slice(0, -1).join("/");
    if (pad !== "") {
      const daar = await inhoud(contents, boven);
      if (!daar.some((een) => een.path === pad && een.type === "directory")) return [];
    }
    return (await contents.get(pad)).content;
  };

  const notebooks = async (contents) => {
    const geleverd = Object.keys(TITELS);
    const alle = [...(await inhoud(contents, MAP)), ...(await inhoud(contents, EIGEN))];
    const rang = (een) => (geleverd.indexOf(een.name) + 1 || 90) + (een.path.startsWith(EIGEN) ? 100 : 0);
    return alle
      .filter((een) => een.type === "notebook")
      .map((een) => ({ pad: een.path, rang: rang(een) }))
      .sort((a, b) => a.rang - b.rang || a.pad.localeCompare(b.pad));
  };

  const titel = (pad) => {
    const naam = pad.split("/").pop();
    const kort = TITELS[naam] || naam.replace(/\.ipynb$/, "");
    return pad.startsWith(`${EIGEN}/`) ? `${kort} (eigen)` : kort;
  };

  const make_plugin = (ILauncher, notebookIcon) => ({
    id: `${NAAM}:tegels`,
    autoStart: true,
    requires: [ILauncher],
    activate: async (app, launcher) => {
      app.commands.addCommand(OPENEN, {
        label: (args) => (args.pad ? titel(args.pad) : "Notebook van het project"),
        caption: (args) => args.pad || "",
        icon: notebookIcon,
        execute: (args) => app.commands.execute("docmanager:open", { path: args.pad }),
      });
      for (const { pad, rang } of await notebooks(app.serviceManager.contents)) {
        launcher.add({ command: OPENEN, args: { pad }, category: "IBT", rank: rang });
      }
    },
  });

  window._JUPYTERLAB = window._JUPYTERLAB || {};
  window._JUPYTERLAB[NAAM] = {
    init: (scope) => {
      gedeeld = scope;
    },
    get: async () => {
      const { ILauncher } = await module_of("@jupyterlab/launcher");
      const { notebookIcon } = await module_of("@jupyterlab/ui-components");
      return () => ({ __esModule: true, default: make_plugin(ILauncher, notebookIcon) });
    },
  };
})();
