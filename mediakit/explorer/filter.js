// Without a kernel: every table of the display gets a box that filters its rows.
for (const shown of document.querySelectorAll(".mk-display[data-mk-filter]:not([data-mk-ready])")) {
  shown.dataset.mkReady = "";
  for (const table of shown.querySelectorAll("table")) {
    const rows = [...table.tBodies[0].rows];
    const label = document.createElement("label");
    const box = document.createElement("input");
    const count = document.createElement("output");
    const draw = () => {
      const wanted = box.value.toLocaleLowerCase();
      for (const row of rows) row.hidden = !row.textContent.toLocaleLowerCase().includes(wanted);
      count.textContent = ` ${rows.filter((row) => !row.hidden).length} / ${rows.length}`;
    };
    box.type = "search";
    box.addEventListener("input", draw);
    label.className = "mk-filter";
    label.append(`${shown.dataset.mkFilter}: `, box, count);
    table.before(label);
    draw();
  }
}
