// Without scripts every table stays as it is. A cell, or a part of it, may say in data-sorteer by
// what it sorts; a column header with data-sorteer="nee" does not sort. A cell may say in data-keuze
// under which value of the list above the table it falls.
(() => {
  const number = (text) =>
    Number(text.replace(/[.%\s\u00a0\u202f]/g, "").replace(/[−–]/g, "-").replace(",", "."));
  const value = (row, i) => {
    const cell = row.cells[i];
    if (!cell) return "";
    const mark = cell.matches("[data-sorteer]") ? cell : cell.querySelector("[data-sorteer]");
    const text = mark ? mark.dataset.sorteer : cell.textContent.trim();
    return text !== "" && !Number.isNaN(number(text)) ? number(text) : text;
  };
  const compare = (a, b) => {
    if (typeof a === "number" && typeof b === "number") return a - b;
    if (typeof a !== typeof b) return typeof a === "number" ? -1 : 1;
    return a.localeCompare(b, "nl", { numeric: true });
  };
  const headsOf = (table) => [...table.tHead.rows[table.tHead.rows.length - 1].cells];
  const make = (tag, properties, ...children) => {
    const element = Object.assign(document.createElement(tag), properties);
    element.append(...children);
    return element;
  };

  // Column headers of a table.sorteerbaar become buttons.
  document.querySelectorAll("table.sorteerbaar").forEach((table) => {
    const heads = headsOf(table);
    const body = table.tBodies[0];
    heads.forEach((head, i) => {
      if (head.dataset.sorteer === "nee") return;
      const button = make("button", { type: "button" }, ...head.childNodes);
      head.append(button);
      button.addEventListener("click", () => {
        const down = head.getAttribute("aria-sort") === "ascending";
        heads.forEach((other) => other.removeAttribute("aria-sort"));
        head.setAttribute("aria-sort", down ? "descending" : "ascending");
        const rows = [...body.rows].filter((row) => !row.matches(".totaal, .subtotaal"));
        const fixed = [...body.rows].filter((row) => row.matches(".totaal, .subtotaal"));
        rows.sort((a, b) => compare(value(a, i), value(b, i)) * (down ? -1 : 1));
        body.append(...rows, ...fixed);
      });
    });
  });

  // A table.filterbaar gets a search field, and a list of its values for each column that asks.
  document.querySelectorAll("table.filterbaar").forEach((table, nummer) => {
    const rows = [...table.tBodies[0].rows];
    const shown = (row, i) => row.cells[i].dataset.keuze ?? row.cells[i].textContent.trim();
    const veld = make("input", { type: "search", id: `filter-${nummer}`, autocomplete: "off" });
    const keuzes = headsOf(table).flatMap((head, kolom) => {
      if (head.dataset.keuze === undefined) return [];
      const sorted = [...rows].sort((a, b) => compare(value(a, kolom), value(b, kolom)));
      const lijst = make("select", { id: `filter-${nummer}-${kolom}` }, new Option("alle", ""));
      lijst.append(...[...new Set(sorted.map((row) => shown(row, kolom)))].map((w) => new Option(w)));
      return [{ naam: head.textContent, kolom, lijst }];
    });
    const aantal = make("p", { className: "klein" });
    aantal.setAttribute("role", "status");
    const wis = make("button", { type: "button" }, "Wis");
    const toon = () => {
      const tekst = veld.value.trim().toLowerCase();
      rows.forEach((row) => {
        const alles = [...row.cells].map((cell) => cell.textContent.trim()).join(" ");
        row.hidden = !alles.toLowerCase().includes(tekst) ||
          keuzes.some(({ kolom, lijst }) => lijst.value && shown(row, kolom) !== lijst.value);
      });
      const zichtbaar = rows.filter((row) => !row.hidden).length;
      // On paper the fields are gone: there the count says that rows were left out.
      const deel = zichtbaar < rows.length;
      aantal.classList.toggle("gefilterd", deel);
      const alle = rows.length === 1 ? "1 rij" : `${rows.length} rijen`;
      const over = deel ? `${zichtbaar} van de ${alle}` : alle;
      aantal.textContent = zichtbaar ? over : "Geen rij past bij dit filter.";
    };
    wis.addEventListener("click", () => {
      [veld, ...keuzes.map(({ lijst }) => lijst)].forEach((invoer) => { invoer.value = ""; });
      toon();
      veld.focus();
    });
    const balk = make("div", { className: "zoekbalk" });
    balk.dataset.pdf = "nee";
    const bij = (naam, invoer) =>
      make("span", { className: "veld" }, make("label", { htmlFor: invoer.id }, naam), invoer);
    balk.append(bij("Toon alleen rijen met", veld));
    keuzes.forEach(({ naam, lijst }) => {
      lijst.addEventListener("change", toon);
      balk.append(bij(naam, lijst));
    });
    veld.addEventListener("input", toon);
    balk.append(wis, aantal);
    (table.closest(".tabel-rol") ?? table).before(balk);
    toon();
  });
})();
