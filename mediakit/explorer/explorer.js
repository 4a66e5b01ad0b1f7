// The explorer's view. It computes nothing: the kernel answers, and every text becomes a text node.

const WAIT = 120; // milliseconds without a key before a question is sent
const PATIENCE = 15_000;

/** Make an element; properties that begin with "on" are listeners, strings become text nodes. */
function h(tag, properties = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else if (name in element && name !== "list") element[name] = value;
    else element.setAttribute(name, value);
  }
  element.append(...children.filter((child) => child !== null));
  return element;
}

/** Words, numbers and days in the language of the explorer. */
function speaker({ language, words, unit }) {
  const locale = language === "de" ? "de-DE" : "en-GB";
  const whole = new Intl.NumberFormat(locale, { maximumFractionDigits: 0 });
  const exact = new Intl.NumberFormat(locale, { maximumSignificantDigits: 3 });
  const percent = new Intl.NumberFormat(locale, { style: "percent", maximumFractionDigits: 1 });
  const shape = { D: { day: "numeric", month: "long", year: "numeric" } };
  shape.W = shape.D;
  shape.M = { month: "long", year: "numeric" };
  shape.Y = { year: "numeric" };
  const short = { D: { day: "numeric", month: "short" }, M: { month: "short", year: "numeric" } };
  const period = new Intl.DateTimeFormat(locale, { ...shape[unit], timeZone: "UTC" });
  const tick = new Intl.DateTimeFormat(locale, {
    ...(short[unit] ?? (unit === "W" ? short.D : shape.Y)), timeZone: "UTC",
  });
  const day = new Intl.DateTimeFormat(locale, { dateStyle: "medium", timeZone: "Europe/Berlin" });
  const say = (key, values = {}) =>
    words[key].replace(/\{(\w+)\}/g, (_, name) => values[name] ?? "");
  return {
    say,
    number: (value) => (value >= 100 || Number.isInteger(value) ? whole : exact).format(value),
    percent: (value) => percent.format(value),
    day: (iso) => (iso ? day.format(new Date(iso)) : say("no_date")),
    tick: (iso) => tick.format(new Date(iso)),
    period: (iso) => {
      const written = period.format(new Date(iso));
      return unit === "W" ? say("week", { day: written }) : written;
    },
  };
}

/** Send questions one at a time: while the kernel works, only the newest one waits. */
function messenger(model, { answer, lost }) {
  let number = 0;
  let flying = null;
  let next = null;
  let timer;
  const tag = Math.random().toString(36).slice(2);
  const fly = (message) => {
    flying = `${tag}-${(number += 1)}`;
    clearTimeout(timer);
    timer = setTimeout(() => { flying = null; lost(); }, PATIENCE);
    model.send({ ...message, id: flying });
  };
  const listen = (message) => {
    if (message.id !== flying) return;
    flying = null;
    clearTimeout(timer);
    if (next) { const waiting = next; next = null; fly(waiting); }
    answer(message);
  };
  model.on("msg:custom", listen);
  return {
    send: (message) => { if (flying) next = message; else fly(message); },
    stop: () => { clearTimeout(timer); model.off("msg:custom", listen); },
  };
}

/** Bars that are buttons: arrows move between them, a click keeps the period. */
function drawBars(box, { values, starts, speak, labels, dimmed = () => false, choose = null }) {
  const most = Math.max(...values, 0);
  let current = 0;
  const bars = values.map((value, at) => h(choose ? "button" : "span", {
    className: "mkx-bar" + (dimmed(at) ? " mkx-dim" : ""),
    title: labels(at),
    ...(choose ? { type: "button", tabIndex: at ? -1 : 0, ariaLabel: labels(at), onclick: () => choose(at) } : {}),
  }, h("span", { style: `height:${most ? (100 * value) / most : 0}%` })));
  const row = h("div", {
    className: "mkx-bars",
    role: choose ? "group" : "img",
    ariaLabel: box.dataset.label + (choose ? "" : ": " + values.map((_, at) => labels(at)).join("; ")),
    onkeydown: (event) => {
      const step = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
      if (!step || !choose || !bars[current + step]) return;
      bars[current].tabIndex = -1;
      current += step;
      bars[current].tabIndex = 0;
      bars[current].focus();
      event.preventDefault();
    },
    onfocusin: (event) => { current = Math.max(bars.indexOf(event.target), 0); },
  }, ...bars);
  const places = starts.length > 4 ? [0, 1, 2, 3].map((n) => Math.round((n * (starts.length - 1)) / 3)) : starts.map((_, at) => at);
  const ticks = places.map((at) => h("span", {
    style: `left:${(100 * (at + 0.5)) / starts.length}%`,
    className: starts.length < 5 ? "" : at === 0 ? "mkx-first" : at === starts.length - 1 ? "mkx-last" : "",
  }, speak.tick(starts[at])));
  box.replaceChildren(
    h("div", { className: "mkx-most", ariaHidden: "true" }, labels.most(most)),
    row, h("div", { className: "mkx-ticks", ariaHidden: "true" }, ...ticks),
  );
}

function render({ model, el }) {
  const setup = model.get("setup");
  const speak = speaker(setup);
  const { say } = speak;
  const facets = Object.keys(setup.facets);
  const query = { pattern: setup.pattern, case: false, first: "", last: "", sort: "newest", offset: 0 };
  for (const name of facets) query[name] = [];
  const id = `mkx-${Math.random().toString(36).slice(2)}`;
  let measure = "hits";
  let answered = null;
  let tab = "lines";
  let topic = 0;
  let opener = null;

  const mail = messenger(model, {
    answer: (message) => answers[message.kind]?.(message),
    lost: () => { status.textContent = say("lost"); root.classList.remove("mkx-busy"); },
  });
  const ask = (kind, more = {}) => {
    root.classList.add("mkx-busy");
    mail.send({ ...query, kind, ...more });
  };
  let typing;
  const search = ({ keep = false, wait = 0 } = {}) => {
    if (!keep) query.offset = 0;
    clearTimeout(typing);
    typing = setTimeout(() => ask("search"), wait);
  };

  // ---- what is asked
  const box = h("input", {
    type: "search", id: `${id}-box`, value: query.pattern, placeholder: say("hint"),
    autocomplete: "off", spellcheck: false,
    oninput: () => { query.pattern = box.value; search({ wait: WAIT }); },
  });
  const capital = h("input", {
    type: "checkbox", onchange: () => { query.case = capital.checked; search(); },
  });
  const days = ["first", "last"].map((name, at) => {
    const input = h("input", {
      type: "date", onchange: () => { query[name] = input.value; search(); },
    });
    return [input, h("label", { className: "mkx-day" }, say(at ? "to" : "from"), " ", input)];
  });
  const menus = facets.map((name) => {
    const summary = h("summary", {}, "");
    const list = h("div", { role: "group", ariaLabel: say(name) });
    const menu = h("details", {
      className: "mkx-menu", name: `${id}-menu`,
      onkeydown: (event) => {
        if (event.key === "Escape") { menu.open = false; summary.focus(); event.stopPropagation(); }
      },
    }, summary, list);
    const choose = (number, kept) => {
      query[name] = query[name].filter((other) => other !== number);
      if (kept) query[name].push(number);
      search();
    };
    const draw = (counts) => {
      const kept = query[name];
      const value = kept.length === 1 ? setup.facets[name][kept[0]] : kept.length || say("all");
      summary.replaceChildren(`${say(name)}: `, h("b", {}, String(value)));
      const focused = list.contains(document.activeElement) ? document.activeElement.value : null;
      list.replaceChildren(...counts.map(([number, count]) => h("label", {},
        h("input", {
          type: "checkbox", value: String(number), checked: kept.includes(number),
          onchange: (event) => choose(number, event.target.checked),
        }),
        h("span", {}, setup.facets[name][number]), h("output", {}, speak.number(count)))));
      if (focused !== null) list.querySelector(`input[value="${focused}"]`)?.focus();
    };
    draw([]);
    return { menu, draw };
  });
  const reset = h("button", {
    type: "button", className: "mkx-plain", hidden: true,
    onclick: () => {
      for (const name of facets) query[name] = [];
      query.first = query.last = "";
      search();
      box.focus();
    },
  }, say("reset"));
  const away = (event) => {
    for (const { menu } of menus) if (!menu.contains(event.target)) menu.open = false;
  };
  document.addEventListener("pointerdown", away);

  // ---- what is answered
  const status = h("p", { className: "mkx-status", role: "status" });
  const timeline = h("div", { className: "mkx-timeline" });
  timeline.dataset.label = say("timeline");
  const measures = h("select", {
    onchange: () => { measure = measures.value; drawTimeline(); },
  }, h("option", { value: "hits" }, say("hits")), h("option", { value: "rate" }, say("per_million")));
  const measured = h("label", {}, say("measure"), " ", measures);
  const undated = h("span", {});
  const orders = h("select", { onchange: () => { query.sort = orders.value; search(); } },
    ...["newest", "oldest", "corpus", "left", "keyword", "right"].map((name) => h("option", { value: name }, say(name))));
  const table = h("table", { className: "mkx-lines" });
  const shown = h("span", { className: "mkx-shown" });
  const turn = [["previous", -1], ["next", 1]].map(([name, step]) => h("button", {
    type: "button",
    onclick: () => { query.offset = Math.max(query.offset + step * setup.page, 0); search({ keep: true }); },
  }, say(name)));
  const lines = h("div", { className: "mkx-list", id: `${id}-lines` },
    h("div", { className: "mkx-tools" }, h("label", {}, say("sort"), " ", orders), shown, turn[0], turn[1]),
    table);
  const topics = h("div", { className: "mkx-list mkx-topics", id: `${id}-topics`, hidden: true });
  const reader = h("article", { className: "mkx-reader", hidden: true });

  // ---- two views, if there are topics
  const tabs = ["lines", "topics"].map((name) => h("button", {
    type: "button", role: "tab", id: `${id}-tab-${name}`, ariaSelected: String(name === tab),
    tabIndex: name === tab ? 0 : -1,
    "aria-controls": `${id}-${name}`,
    onclick: () => show(name),
  }, say(name)));
  const tablist = h("div", {
    className: "mkx-tabs", role: "tablist",
    onkeydown: (event) => {
      if (!["ArrowLeft", "ArrowRight"].includes(event.key)) return;
      show(tab === "lines" ? "topics" : "lines");
      tabs[tab === "lines" ? 0 : 1].focus();
    },
  }, ...tabs);
  const show = (name) => {
    tab = name;
    lines.hidden = name !== "lines";
    topics.hidden = name !== "topics";
    tabs.forEach((button, at) => {
      const chosen = ["lines", "topics"][at] === name;
      button.ariaSelected = String(chosen);
      button.tabIndex = chosen ? 0 : -1;
    });
    close();
    if (name === "topics") ask("topic", { number: topic });
  };
  if (facets.includes("topic")) {
    for (const [at, panel] of [lines, topics].entries()) {
      panel.setAttribute("role", "tabpanel");
      panel.setAttribute("aria-labelledby", tabs[at].id);
    }
  }

  const panes = h("div", { className: "mkx-panes" }, lines, topics, reader);
  const root = h("section", {
    className: "mkx", lang: setup.language, ariaLabel: say("explorer"), "data-lm-suppress-shortcuts": "true",
  },
  h("div", { className: "mkx-search" },
    h("label", { className: "mkx-box" }, h("span", {}, say("search")), box),
    h("label", {}, capital, " ", say("case"))),
  h("div", { className: "mkx-filters" }, ...menus.map(({ menu }) => menu), days[0][1], days[1][1], reset),
  status,
  setup.starts.length ? h("div", { className: "mkx-when" }, timeline,
    h("div", { className: "mkx-tools" }, measured, undated, h("span", { className: "mkx-shown" }, say("timeline_hint")))) : null,
  facets.includes("topic") ? tablist : null,
  panes);
  el.replaceChildren(root);

  function drawTimeline() {
    if (!setup.starts.length) return;
    const rate = measure === "rate" && answered.searched;
    const values = answered.timeline.map(([hits, words]) => (rate ? (words ? (1e6 * hits) / words : 0) : hits));
    const unit = rate ? say("per_million") : answered.searched ? say("hits") : say("articles");
    const labels = (at) => say("bar", { period: speak.period(setup.starts[at]), value: `${speak.number(values[at])} ${unit}` });
    labels.most = (most) => `${speak.number(most)} ${unit}`;
    const end = (at) => setup.starts[at + 1] ? before(setup.starts[at + 1]) : setup.until;
    drawBars(timeline, {
      values, starts: setup.starts, speak, labels,
      dimmed: (at) => (query.first && end(at) < query.first) || (query.last && setup.starts[at] > query.last),
      choose: (at) => {
        const same = query.first === setup.starts[at] && query.last === end(at);
        [query.first, query.last] = same ? ["", ""] : [setup.starts[at], end(at)];
        search();
        refocus = at;
      },
    });
    measured.hidden = !answered.searched;
    undated.textContent = answered.undated ? say("undated", { n: speak.number(answered.undated) }) : "";
    if (refocus !== null) timeline.querySelectorAll("button")[refocus]?.focus();
    refocus = null;
  }
  let refocus = null;

  function drawLines() {
    const hits = answered.searched;
    const heads = hits ? ["published", "outlet", "before", "hit", "behind"] : ["published", "outlet", "section", "title"];
    const body = answered.lines.map((line) => {
      const words = hits ? line.keyword : line.title || say("untitled");
      const button = h("button", { type: "button", title: hits ? say("read", { title: line.title || say("untitled") }) : "" }, words);
      const text = (part, name) => h("td", { className: name }, h("bdi", {}, part));
      const cells = hits
        ? [text(line.left, "mkx-left"), h("td", { className: "mkx-key" }, button), text(line.right, "mkx-right")]
        : [text(line.section, "mkx-section"), h("td", { className: "mkx-title" }, button)];
      return h("tr", {
        onclick: (event) => {
          if (!window.getSelection().toString() || event.target === button) open(line.row, button);
        },
      }, text(speak.day(line.published), "mkx-date"), text(line.outlet, "mkx-outlet"), ...cells);
    });
    table.className = `mkx-lines ${hits ? "mkx-kwic" : "mkx-titles"}`;
    table.replaceChildren(
      h("thead", {}, h("tr", {}, ...heads.map((name) => h("th", { scope: "col", className: `mkx-head-${name}` }, say(name))))),
      h("tbody", {}, ...body),
    );
    tabs[0].textContent = say(hits ? "lines" : "articles");
    const all = hits ? answered.hits : answered.articles;
    shown.textContent = all ? say("shown", {
      first: speak.number(query.offset + 1), last: speak.number(query.offset + body.length), all: speak.number(all),
    }) : say("nothing");
    turn[0].disabled = query.offset === 0;
    turn[1].disabled = query.offset + setup.page >= all;
    for (const option of orders.options) option.disabled = !hits && ["left", "keyword", "right"].includes(option.value);
  }
  table.addEventListener("keydown", (event) => {
    const step = { ArrowUp: -1, ArrowDown: 1 }[event.key];
    const buttons = [...table.querySelectorAll("tbody button")];
    const next = step && buttons[buttons.indexOf(document.activeElement) + step];
    if (!next) return;
    next.focus();
    event.preventDefault();
  });

  function open(row, button) {
    opener?.closest("tr, li")?.removeAttribute("aria-current");
    opener = button;
    button.closest("tr, li")?.setAttribute("aria-current", "true");
    ask("article", { row });
  }
  function close() {
    if (reader.hidden) return;
    reader.hidden = true;
    panes.classList.remove("mkx-reading");
    opener?.closest("tr, li")?.removeAttribute("aria-current");
    if (opener?.isConnected) opener.focus();
    opener = null;
  }
  reader.addEventListener("keydown", (event) => { if (event.key === "Escape") close(); });

  const answers = {
    error: ({ message }) => { status.textContent = message; root.classList.remove("mkx-busy"); },
    search: (answer) => {
      answered = answer;
      root.classList.remove("mkx-busy");
      const n = (value) => speak.number(value);
      status.textContent = answer.searched
        ? say("found", {
          hits: n(answer.hits), articles: n(answer.articles), all: n(answer.kept),
          rate: n(answer.words ? (1e6 * answer.hits) / answer.words : 0),
        })
        : say("found_articles", { articles: n(answer.articles), all: n(setup.articles) });
      menus.forEach(({ draw }, at) => draw(answer.facets[facets[at]]));
      days.forEach(([input], at) => { input.value = at ? query.last : query.first; });
      reset.hidden = !(query.first || query.last || facets.some((name) => query[name].length));
      drawTimeline();
      drawLines();
      if (tab === "topics") ask("topic", { number: topic });
    },
    article: (answer) => {
      root.classList.remove("mkx-busy");
      const marks = [];
      const pieces = answer.parts.map((part, at) => {
        if (at % 2 === 0) return part;
        marks.push(h("mark", { tabIndex: -1 }, part));
        return marks.at(-1);
      });
      let at = -1;
      const next = h("button", {
        type: "button", hidden: !marks.length,
        onclick: () => { at = (at + 1) % marks.length; jump(marks[at]); },
      }, say("next_hit"));
      const jump = (mark) => {
        text.querySelector(".mkx-now")?.classList.remove("mkx-now");
        mark.classList.add("mkx-now");
        text.scrollTop += mark.getBoundingClientRect().top - text.getBoundingClientRect().top - text.clientHeight / 3;
      };
      const heading = h("h3", { tabIndex: -1 }, h("bdi", {}, answer.title || say("untitled")));
      const facts = [answer.outlet, answer.section, speak.day(answer.published)].filter(Boolean);
      const text = h("div", { className: "mkx-text", tabIndex: 0, role: "region", ariaLabel: answer.title || say("untitled") }, ...pieces);
      if (answer.left_out) text.append(h("p", { className: "mkx-quiet" }, say("left_out", { n: speak.number(answer.left_out) })));
      reader.replaceChildren(
        h("header", {}, heading,
          h("p", {}, ...facts.flatMap((fact, n) => (n ? [" · ", h("bdi", {}, fact)] : [h("bdi", {}, fact)])),
            marks.length ? ` · ${say("marks", { n: speak.number(marks.length) })}` : ""),
          h("div", { className: "mkx-tools" }, next, h("button", { type: "button", onclick: close }, say("close")))),
        text,
      );
      reader.hidden = false;
      panes.classList.add("mkx-reading");
      if (marks.length) next.click();
      if (getComputedStyle(tab === "lines" ? lines : topics).display === "none") heading.focus();
    },
    topic: (answer) => {
      root.classList.remove("mkx-busy");
      drawTopics(answer);
    },
  };

  function drawTopics(answer) {
    topic = answer.number;
    const counts = answered.topics;
    const all = counts.reduce((sum, count) => sum + count, 0);
    const list = h("ol", { className: "mkx-topiclist" }, ...setup.facets.topic.map((label, number) => h("li", {
      ...(number === topic ? { "aria-current": "true" } : {}),
    }, h("button", { type: "button", ariaPressed: String(number === topic), onclick: () => { wanted = number; ask("topic", { number }); } },
      h("span", {}, label), h("span", { className: "mkx-quiet" }, say("of_articles", { n: speak.number(counts[number]) })),
      bar(all ? counts[number] / Math.max(...counts) : 0)))));
    const heaviest = Math.max(...answer.words.map(([, weight]) => weight));
    const words = h("ul", { className: "mkx-words" }, ...answer.words.map(([term, weight]) => h("li", {},
      h("button", { type: "button", className: "mkx-plain", onclick: () => { box.value = query.pattern = term; show("lines"); search(); } }, term),
      bar(weight / heaviest))));
    const typical = h("ul", { className: "mkx-typical" }, ...answer.typical.map((line) => {
      const button = h("button", { type: "button", className: "mkx-plain", onclick: () => open(line.row, button) }, line.title || say("untitled"));
      return h("li", {}, button, h("span", { className: "mkx-quiet" }, ` ${line.outlet}, ${speak.day(line.published)}, ${speak.percent(line.share)}`));
    }));
    const time = h("div", { className: "mkx-timeline mkx-small" });
    time.dataset.label = say("share");
    const values = answer.timeline.map(([some, every]) => (every ? some / every : 0));
    const labels = (at) => say("bar", { period: speak.period(setup.starts[at]), value: speak.percent(values[at]) });
    labels.most = (most) => speak.percent(most);
    if (setup.starts.length) drawBars(time, { values, starts: setup.starts, speak, labels });
    const only = h("button", { type: "button", onclick: () => { query.topic = [topic]; show("lines"); search(); } }, say("only_topic"));
    topics.replaceChildren(list, h("div", { className: "mkx-topic" },
      h("h3", {}, setup.facets.topic[topic]), only,
      h("h4", {}, say("words")), words,
      setup.starts.length ? h("h4", {}, say("share")) : null, setup.starts.length ? time : null,
      h("h4", {}, say("typical")), typical));
    if (wanted === topic) list.children[topic].firstChild.focus();
    wanted = null;
  }
  let wanted = null;

  search();
  return () => {
    clearTimeout(typing);
    mail.stop();
    document.removeEventListener("pointerdown", away);
  };
}

/** A bar beside a word; its length says nothing that is not written elsewhere. */
function bar(share) {
  return h("span", { className: "mkx-share", ariaHidden: "true" }, h("span", { style: `width:${100 * share}%` }));
}

/** The day before. */
function before(iso) {
  return new Date(new Date(iso).getTime() - 86_400_000).toISOString().slice(0, 10);
}

export default { render };
