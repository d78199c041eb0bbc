// Column headers of a table.sorteerbaar become buttons; without scripts the table stays as it is.
document.querySelectorAll("table.sorteerbaar").forEach((table) => {
  const heads = [...table.tHead.rows[table.tHead.rows.length - 1].cells];
  const body = table.tBodies[0];
  const value = (row, i) => {
    const cell = row.cells[i];
    if (!cell) return "";
    const text = cell.dataset.sorteer ?? cell.textContent.trim();
    const number = Number(text.replace(/[.%\s\u00a0\u202f]/g, "").replace(/[−–]/g, "-").replace(",", "."));
    return text !== "" && !Number.isNaN(number) ? number : text;
  };
  const compare = (a, b) => {
    if (typeof a === "number" && typeof b === "number") return a - b;
    if (typeof a !== typeof b) return typeof a === "number" ? -1 : 1;
    return a.localeCompare(b, "nl", { numeric: true });
  };
  heads.forEach((head, i) => {
    const button = document.createElement("button");
    button.type = "button";
    button.append(...head.childNodes);
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
// A table.filterbaar gets a search field; without scripts it shows all its rows.
document.querySelectorAll("table.filterbaar").forEach((table, nummer) => {
  const rows = [...table.tBodies[0].rows];
  const balk = document.createElement("div");
  balk.className = "zoekbalk";
  balk.dataset.pdf = "nee";
  const label = document.createElement("label");
  label.htmlFor = `filter-${nummer}`;
  label.textContent = "Toon alleen rijen met ";
  const veld = document.createElement("input");
  veld.type = "search";
  veld.id = label.htmlFor;
  veld.autocomplete = "off";
  const aantal = document.createElement("p");
  aantal.className = "klein";
  aantal.setAttribute("role", "status");
  const toon = () => {
    const tekst = veld.value.trim().toLowerCase();
    let zichtbaar = 0;
    rows.forEach((row) => {
      const celteksten = [...row.cells].map((cell) => cell.textContent.trim()).join(" ");
      row.hidden = !celteksten.toLowerCase().includes(tekst);
      if (!row.hidden) zichtbaar += 1;
    });
    aantal.textContent = zichtbaar + (zichtbaar === 1 ? " rij" : " rijen");
  };
  veld.addEventListener("input", toon);
  balk.append(label, veld, aantal);
  const plek = table.closest(".tabel-rol") ?? table;
  plek.before(balk);
  toon();
});
