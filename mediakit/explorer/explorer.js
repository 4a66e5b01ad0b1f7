// The explorer's view. It computes nothing: the kernel answers, and every text becomes a text node.

function render({ model, el }) {
  const setup = model.get("setup");
  const speak = speaker(setup);
  const { say } = speak;
  const facets = Object.keys(setup.facets);
  const query = { pattern: setup.pattern, first: "", last: "", sort: "newest", offset: 0 };
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
    autocomplete: "off", spellcheck: false, "aria-describedby": `${id}-rule`,
    oninput: () => { query.pattern = box.value; search({ wait: WAIT }); },
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
    if (name === "topics" && answered) ask("topic", { number: topic });
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
    h("span", { id: `${id}-rule`, className: "mkx-quiet" }, say("rule"))),
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
    table.className = `mkx-lines ${hits ? "mkx-kwic" : "mkx-titles"}`;
    table.replaceChildren(...lineTable(answered, { speak, open }));
    tabs[0].textContent = say(hits ? "lines" : "articles");
    const all = hits ? answered.hits : answered.articles;
    const last = query.offset + answered.lines.length;
    shown.textContent = all ? say("shown", {
      first: speak.number(query.offset + 1), last: speak.number(last), all: speak.number(all),
    }) : say("nothing");
    turn[0].disabled = query.offset === 0;
    turn[1].disabled = last >= all;
    for (const option of orders.options) option.disabled = !hits && ["left", "keyword", "right"].includes(option.value);
  }
  moveByArrows(table);

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
      const { nodes, heading, next } = articleView(answer, { speak, close });
      reader.replaceChildren(...nodes);
      reader.hidden = false;
      panes.classList.add("mkx-reading");
      next();
      if (getComputedStyle(tab === "lines" ? lines : topics).display === "none") heading.focus();
    },
    topic: (answer) => {
      root.classList.remove("mkx-busy");
      drawTopics(answer);
    },
  };

  let wanted = null;
  function drawTopics(answer) {
    topic = answer.number;
    const list = topicList(setup, {
      shown: topic, counts: answered.topics, speak,
      choose: (number) => { wanted = number; ask("topic", { number }); },
    });
    topics.replaceChildren(list, topicView(setup, {
      answer, speak, open,
      only: () => { query.topic = [topic]; show("lines"); search(); },
      find: (term) => { box.value = query.pattern = term; show("lines"); search(); },
    }));
    if (wanted === topic) list.children[topic].firstChild.focus();
    wanted = null;
  }

  search();
  return () => {
    clearTimeout(typing);
    mail.stop();
    document.removeEventListener("pointerdown", away);
  };
}

export default { render };
