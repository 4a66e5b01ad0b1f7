// Pieces of the explorer: elements, words, messages, bars. Joined with the other two files by widget.py.

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

/** A bar beside a word; its length says nothing that is not written elsewhere. */
function bar(share) {
  return h("span", { className: "mkx-share", ariaHidden: "true" }, h("span", { style: `width:${100 * share}%` }));
}

/** The day before. */
function before(iso) {
  return new Date(new Date(iso).getTime() - 86_400_000).toISOString().slice(0, 10);
}
