/**
 * A timeline: events in lanes on one axis, drawn on a sheet of fixed width as the figure is, with names where Python found
 * room for them. The list of all events, which the build wrote into the page, shows those that the picture shows.
 *
 * A day is a dot: its top is its bottom; grade 0 is full, 1 half full, 2 empty.
 *
 * @typedef {[x: number, top: number, bottom: number, lane: number, grade: number]} Mark
 * @typedef {import("../types").Common & {
 *   kind: "timeline",
 *   width: number, height: number, top: number, bottom: number, years: number, edge: number,
 *   names_from: number, size: number, dot: number,
 *   lanes: [name: string, x: number, colour: string][],
 *   ticks: [string, number, boolean][],
 *   marks: Mark[],
 *   names: [event: number, text: string, x: number, start: number, y: number, lane: number][],
 *   key: [Mark, string][],
 *   items: string[],
 *   table: string[][],
 * }} Picture
 */

import { adopt, html, set, svg } from "../../dom.mjs";
import look from "./timeline.css";
import { Tip } from "./tip.mjs";

adopt(look);

const HEAD = 16; // height of the names of the lanes
const REACH = 22; // how far from a mark a pointer may be
const LARGEST = 1.25; // px of a unit: where there is more room, the lanes lie further apart and the names are titles, where these fit
const WIDE = 1.15; // times the width of the figure, from where on there is room for titles
const TITLE = 4; // its column in the table
const ASIDE = 16; // of the step slider, on both sides

export class Timeline {
  /** @param {HTMLElement} host @param {import("../drawers").Options} options */
  constructor(host, options) {
    this.options = options;
    this.host = host;
    this.still = svg("g");
    this.cursor = svg("g", { class: "timeline__cursor" });
    this.svg = svg("svg", { class: "chart__svg board timeline", role: "img" }, this.still, this.cursor);
    this.root = html("div", { class: "chart board--tall" }, this.svg);
    this.tip = new Tip(this.root);
    host.append(this.root);
    this.stretch = 1; // of all that lies beside one another
    this.observer = new ResizeObserver(() => this.resize());
    this.observer.observe(host);
    this.list = host.closest("play-ground")?.querySelector("[data-items]");
    /** @type {Picture|undefined} */
    this.picture = undefined;
    /** @type {Map<number, SVGElement>} the names, by event */
    this.names = new Map();
    /** @type {number|null|undefined} the event that is shown; undefined before any was looked for */
    this.shown = undefined;
    /** @type {number|null} */
    this.at = null;
    this.listening = new AbortController();
    this.follow();
  }

  /** Where the step slider stands. */
  get axes() {
    const { low, high } = this.picture?.x ?? { low: 0, high: 0 };
    return {
      x: (/** @type {number} */ event) =>
        ASIDE + ((event - low) / Math.max(1, high - low)) * (this.host.clientWidth - 2 * ASIDE),
    };
  }

  /** @param {Picture|undefined} picture */
  draw(picture) {
    if (!picture) {
      return;
    }
    const first = !this.picture;
    this.picture = picture;
    const stretch = (this.stretch = this.stretchOf(picture));
    const { height, top, bottom, size, dot, lanes, ticks, marks, names, key, table } = picture;
    const [width, years, edge, from] = [picture.width, picture.years, picture.edge, picture.names_from].map(
      (length) => length * stretch,
    );
    const across = (/** @type {number} */ x) => x * stretch;
    const lookOf = (/** @type {number} */ lane) => `timeline__lane lane--${lanes[lane][2]}`;
    const drawn = (/** @type {Mark} */ [x, ...mark]) => drawnMark([across(x), ...mark], dot, lookOf(mark[2]));
    set(this.svg, { viewBox: `0 0 ${width} ${height}` });
    this.names = new Map(
      names.map(([event, text, , , y, lane]) => [
        event,
        words(from, y, stretch > WIDE ? table[event + 1][TITLE] : text, { class: lookOf(lane), "font-size": size }),
      ]),
    );
    this.still.replaceChildren(
      ...lanes.flatMap(([name, x], lane) => [
        words(across(x), HEAD, name, { class: lookOf(lane), "text-anchor": "middle" }),
        line(across(x), top, across(x), bottom),
      ]),
      ...ticks.flatMap(([text, y, year]) => [
        line(year ? years + 4 : years + 10, y, edge, y),
        words(years, y + (year ? 9 : 0), text, { "text-anchor": "end" }),
      ]),
      line(years + 4, bottom, edge, bottom),
      ...names.map(([, , x, start, y, lane]) =>
        svg("path", {
          class: `timeline__way ${lookOf(lane)}`,
          d: `M${across(x) + dot},${start}H${edge}L${from - 4},${y}`,
        }),
      ),
      ...this.names.values(),
      ...[...marks].sort((one, other) => other[2] - other[1] - (one[2] - one[1])).flatMap(drawn),
      ...key.flatMap(([mark, text]) => [...drawn(mark), words(across(mark[0]) + 12, mark[1], text)]),
    );
    const room = width - from - 4;
    names
      .filter(([event]) => this.nameOf(event).getComputedTextLength() > room) // all measured before any is written
      .forEach(([event, text]) => (this.nameOf(event).textContent = text));
    this.showList(new Set(picture.items));
    this.shown = undefined;
    this.showCursor(this.at);
    if (first) {
      this.goToAnchor();
    }
  }

  /** @param {number} event */
  nameOf(event) {
    return /** @type {SVGTextElement} */ (this.names.get(event));
  }

  /** Ring the event that the reader looks at, and find it in the list. @param {number|null} at */
  showCursor(at) {
    this.at = at;
    if (!this.picture) {
      return;
    }
    const { marks, items, label } = this.picture;
    const event = at === null || items.length === 0 ? null : Math.max(0, Math.min(items.length - 1, Math.round(at)));
    if (event === this.shown) {
      return;
    }
    this.names.get(this.shown ?? -1)?.classList.remove("timeline__name--now");
    this.list?.querySelector("[aria-current]")?.removeAttribute("aria-current");
    this.shown = event;
    set(this.svg, { "aria-label": event === null ? label : `${label}。${this.describe(event)}` });
    if (event === null) {
      this.cursor.replaceChildren();
      this.tip.hide();
      return;
    }
    const [x, top, bottom] = marks[event];
    const { stretch } = this;
    const [round, scale] = [this.picture.dot + 3.5, this.svg.clientWidth / (this.picture.width * stretch)];
    this.cursor.replaceChildren(svg("path", { d: outline(x * stretch, top, bottom, round) }));
    this.tip.show(this.describe(event), {
      left: (x * stretch - round) * scale,
      right: (x * stretch + round) * scale,
      top: (top - round) * scale,
      bottom: (bottom + round) * scale,
    });
    this.names.get(event)?.classList.add("timeline__name--now");
    this.itemOf(items[event])?.setAttribute("aria-current", "true");
  }

  /** An event, for those who hear it. @param {number} at */
  describe(at) {
    const row = this.picture?.table[Math.round(at) + 1];
    return row ? `${row[1]}，${row[3]}：${row[4]}` : "";
  }

  table() {
    return this.picture?.table ?? [];
  }

  /** @param {string} id */
  itemOf(id) {
    return this.list?.querySelector(`[data-item="${CSS.escape(id)}"]`);
  }

  /** Hide in the list what the picture does not show. @param {Set<string>} [shown] all if it is not given */
  showList(shown) {
    for (const each of this.list?.querySelectorAll("[data-item]") ?? []) {
      const item = /** @type {HTMLElement} */ (each);
      item.hidden = shown ? !shown.has(item.dataset.item ?? "") : false;
    }
  }

  /** Look at the event that the address names. */
  goToAnchor() {
    const items = this.picture?.items ?? [];
    const event = items.indexOf(decodeURIComponent(location.hash.slice(1)));
    if (event >= 0 && this.itemOf(items[event])?.id) {
      setTimeout(() => this.listening.signal.aborted || this.options.onPick(event)); // when the slider knows its range
    }
  }

  /** The pointer shows an event, and pressing goes there. */
  follow() {
    const { signal } = this.listening;
    const pick = (/** @type {number|null} */ found) => found !== null && this.options.onPick(found);
    this.svg.addEventListener(
      "pointermove",
      (event) => event.pointerType === "mouse" && this.options.onPoint(this.under(event)),
      { signal },
    );
    this.svg.addEventListener("pointerleave", () => this.options.onPoint(null), { signal });
    this.svg.addEventListener("click", (event) => pick(this.under(event)), { signal });
    addEventListener("hashchange", () => this.goToAnchor(), { signal });
  }

  /** The event whose mark or name is under the pointer, or null. @param {MouseEvent} event */
  under({ clientX, clientY }) {
    if (!this.picture) {
      return null;
    }
    const box = this.svg.getBoundingClientRect();
    const { marks, names, edge: end, size } = this.picture;
    const { stretch } = this;
    const scale = (this.picture.width * stretch) / box.width;
    const [x, y] = [(clientX - box.left) * scale, (clientY - box.top) * scale];
    const edge = end * stretch;
    const places =
      x > edge
        ? names.map(([event, , , , at]) => [event, 0, at, at])
        : marks.map(([at, top, bottom], event) => [event, at * stretch - x, top, bottom]);
    /** @type {number|null} */
    let best = null;
    let least = x > edge ? size : REACH;
    for (const [event, aside, top, bottom] of places) {
      const away = Math.hypot(aside, Math.max(top - y, y - bottom, 0));
      if (away < least) {
        [best, least] = [event, away];
      }
    }
    return best;
  }

  /** How much wider than the figure the sheet is. @param {Picture} picture */
  stretchOf({ width }) {
    return Math.max(1, this.host.clientWidth / LARGEST / width);
  }

  resize() {
    if (this.picture && Math.abs(this.stretchOf(this.picture) - this.stretch) > 0.001) {
      this.draw(this.picture);
    }
    this.options.onLayout();
  }

  remove() {
    this.observer.disconnect();
    this.listening.abort();
    this.showList(); // as it was
    this.root.remove();
  }
}

/** A dot or a bar: full, half full or empty. Paths, since files leave out rectangles. @param {Mark} mark @param {number} dot @param {string} lane */
function drawnMark([x, top, bottom, , grade], dot, lane) {
  const look = `${lane} timeline__mark`;
  const whole = svg("path", {
    class: grade === 0 ? look : `${look} timeline__mark--open`,
    d: outline(x, top, bottom, dot),
  });
  return grade === 1 ? [whole, svg("path", { class: look, d: half(x, top, bottom, dot) })] : [whole];
}

/** @param {number} x @param {number} top @param {number} bottom @param {number} radius */
function outline(x, top, bottom, radius) {
  if (top === bottom) {
    return `M${x},${top - radius}a${radius},${radius} 0 1 1 -0.01,0z`;
  }
  const air = Math.max(0, radius - 4); // of a ring round a bar
  return `M${x - radius},${top - air}H${x + radius}V${bottom + air}H${x - radius}z`;
}

/** @param {number} x @param {number} top @param {number} bottom @param {number} radius */
function half(x, top, bottom, radius) {
  return top === bottom
    ? `M${x},${top - radius}a${radius},${radius} 0 0 0 0,${2 * radius}z`
    : `M${x - radius},${top}H${x}V${bottom}H${x - radius}z`;
}

/** @param {number} x @param {number} y @param {string} text */
function words(x, y, text, attributes = {}) {
  return svg("text", { x, y, "dominant-baseline": "central", "font-size": 12, ...attributes }, text);
}

/** @param {number} x @param {number} y @param {number} toX @param {number} toY */
function line(x, y, toX, toY) {
  return svg("path", { class: "timeline__line", d: `M${x},${y}L${toX},${toY}` });
}
