// What the explorer shows of an answer: lines, an article, a topic.

/** Head and body of the table: hits in their context, or articles. */
function lineTable(answered, { speak, open }) {
  const { say } = speak;
  const hits = answered.searched;
  const heads = hits ? ["published", "outlet", "before", "hit", "behind"] : ["published", "outlet", "section", "title"];
  const text = (part, name) => h("td", { className: name }, h("bdi", {}, part));
  const rows = answered.lines.map((line) => {
    const title = line.title || say("untitled");
    const button = h("button", { type: "button", title: hits ? say("read", { title }) : "" }, hits ? line.keyword : title);
    const cells = hits
      ? [text(line.left, "mkx-left"), h("td", { className: "mkx-key" }, button), text(line.right, "mkx-right")]
      : [text(line.section, "mkx-section"), h("td", { className: "mkx-title" }, button)];
    return h("tr", {
      onclick: (event) => {
        if (!window.getSelection().toString() || event.target === button) open(line.row, button);
      },
    }, text(speak.day(line.published), "mkx-date"), text(line.outlet, "mkx-outlet"), ...cells);
  });
  const head = heads.map((name) => h("th", { scope: "col", className: `mkx-head-${name}` }, say(name)));
  return [h("thead", {}, h("tr", {}, ...head)), h("tbody", {}, ...rows)];
}

/** Up and down move between the lines of a table. */
function moveByArrows(table) {
  table.addEventListener("keydown", (event) => {
    const step = { ArrowUp: -1, ArrowDown: 1 }[event.key];
    const buttons = [...table.querySelectorAll("tbody button")];
    const next = step && buttons[buttons.indexOf(document.activeElement) + step];
    if (!next) return;
    next.focus();
    event.preventDefault();
  });
}

/** An article with its hits marked: its nodes, its heading, and what goes to the next hit. */
function articleView(answer, { speak, close }) {
  const { say } = speak;
  const title = answer.title || say("untitled");
  const marks = [];
  const pieces = answer.parts.map((part, at) => {
    if (at % 2 === 0) return part;
    marks.push(h("mark", {}, part));
    return marks.at(-1);
  });
  const text = h("div", { className: "mkx-text", tabIndex: 0, role: "region", ariaLabel: title }, ...pieces);
  if (answer.left_out) {
    text.append(h("p", { className: "mkx-quiet" }, say("left_out", { n: speak.number(answer.left_out) })));
  }
  let at = -1;
  const next = () => {
    if (!marks.length) return;
    marks[at]?.classList.remove("mkx-now");
    at = (at + 1) % marks.length;
    marks[at].classList.add("mkx-now");
    const away = marks[at].getBoundingClientRect().top - text.getBoundingClientRect().top;
    text.scrollTop += away - text.clientHeight / 3;
  };
  const facts = [answer.outlet, answer.section, speak.day(answer.published)].filter(Boolean);
  if (marks.length) facts.push(say("marks", { n: speak.number(marks.length) }));
  const heading = h("h3", { tabIndex: -1 }, h("bdi", {}, title));
  const header = h("header", {}, heading,
    h("p", {}, ...facts.flatMap((fact, n) => (n ? [" · ", h("bdi", {}, fact)] : [h("bdi", {}, fact)]))),
    h("div", { className: "mkx-tools" },
      h("button", { type: "button", hidden: !marks.length, onclick: next }, say("next_hit")),
      h("button", { type: "button", onclick: close }, say("close"))));
  return { nodes: [header, text], heading, next };
}

/** All topics with their sizes; the one that is shown is marked. */
function topicList(setup, { shown, counts, speak, choose }) {
  const most = Math.max(...counts, 1);
  return h("ol", { className: "mkx-topiclist" }, ...setup.facets.topic.map((label, number) => h("li", {
    ...(number === shown ? { "aria-current": "true" } : {}),
  }, h("button", { type: "button", ariaPressed: String(number === shown), onclick: () => choose(number) },
    h("span", {}, label),
    h("span", { className: "mkx-quiet" }, speak.say("of_articles", { n: speak.number(counts[number]) })),
    bar(counts[number] / most)))));
}

/** One topic: its words, its share over time, its typical articles. */
function topicView(setup, { answer, speak, only, find, open }) {
  const { say } = speak;
  const heaviest = Math.max(...answer.words.map(([, weight]) => weight));
  const words = answer.words.map(([term, weight]) => h("li", {},
    h("button", { type: "button", className: "mkx-plain", onclick: () => find(term) }, term), bar(weight / heaviest)));
  const typical = answer.typical.map((line) => {
    const button = h("button", { type: "button", className: "mkx-plain", onclick: () => open(line.row, button) }, line.title || say("untitled"));
    const facts = [line.outlet, speak.day(line.published), speak.percent(line.share)].filter(Boolean);
    return h("li", {}, button, h("span", { className: "mkx-quiet" }, ` ${facts.join(", ")}`));
  });
  const time = h("div", { className: "mkx-timeline mkx-small" });
  time.dataset.label = say("share");
  const values = answer.timeline.map(([some, every]) => (every ? some / every : 0));
  const labels = (at) => say("bar", { period: speak.period(setup.starts[at]), value: speak.percent(values[at]) });
  labels.most = speak.percent;
  if (values.length) drawBars(time, { values, starts: setup.starts, speak, labels });
  return h("div", { className: "mkx-topic" },
    h("h3", {}, setup.facets.topic[answer.number]),
    h("button", { type: "button", onclick: only }, say("only_topic")),
    h("h4", {}, say("words")), h("ul", { className: "mkx-words" }, ...words),
    ...(values.length ? [h("h4", {}, say("share")), time] : []),
    h("h4", {}, say("typical")), h("ul", { className: "mkx-typical" }, ...typical));
}
