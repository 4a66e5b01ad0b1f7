// Tables get a filter and headings to sort by; without this script they stay plain tables.
const main = document.querySelector("main"), language = document.documentElement.lang;
const order = new Intl.Collator(language, { numeric: true, sensitivity: "base" });
const numbers = new Intl.NumberFormat(language);

function addFilter(table, rows) {
  const line = document.createElement("p"), label = document.createElement("label");
  const input = document.createElement("input"), told = document.createElement("output");
  input.type = "search";
  label.append(`${main.dataset.filter} `, input);
  line.className = "filter";
  line.append(label, " ", told);
  (table.closest(".scroll") ?? table).before(line);
  input.addEventListener("input", () => {
    const wanted = input.value.trim().toLocaleLowerCase(language);
    let left = 0;
    for (const row of rows) {
      row.hidden = !row.textContent.toLocaleLowerCase(language).includes(wanted);
      left += !row.hidden;
    }
    told.textContent = wanted && `${numbers.format(left)} / ${numbers.format(rows.length)} ${main.dataset.rows}`;
  });
}

function addSorting(table, rows) {
  const heads = [...table.tHead.rows[table.tHead.rows.length - 1].cells];
  const value = (row, place) => row.cells[place].dataset.value ?? row.cells[place].textContent.trim();
  const compare = (a, b) => a !== "" && b !== "" && !isNaN(a) && !isNaN(b) ? a - b : order.compare(a, b);
  heads.forEach((head, place) => {
    if (!head.textContent.trim()) return;
    const button = document.createElement("button");
    button.type = "button";
    button.append(...head.childNodes);
    head.append(button);
    button.addEventListener("click", () => {
      const up = head.getAttribute("aria-sort") !== "ascending";
      heads.forEach(other => other.removeAttribute("aria-sort"));
      head.setAttribute("aria-sort", up ? "ascending" : "descending");
      rows.sort((a, b) => (up ? 1 : -1) * compare(value(a, place), value(b, place)));
      table.tBodies[0].append(...rows);
    });
  });
}

for (const table of document.querySelectorAll("main table")) {
  const rows = table.tBodies.length === 1 && table.tHead ? [...table.tBodies[0].rows] : [];
  const even = new Set(rows.map(row => row.cells.length)).size === 1;
  if (rows.length > 2 && even && !table.querySelector("[rowspan], [colspan]")) addSorting(table, rows);
  if (rows.length > 7) addFilter(table, rows);
}
