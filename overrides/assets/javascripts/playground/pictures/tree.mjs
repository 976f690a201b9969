/**
 * A tree of splits, moment by moment; what a picture of kind "tree" shows: the root at the left, leaves at the right, who
 * says yes goes up.
 *
 * @typedef {[left: number, right: number, look: "split"|"leaf"|"cut", words: string[]]} Node  places of the children in
 *   the list, −1 for a leaf; the first two words are drawn, all are in the table;
 *   "cut" is a leaf whose split γ took away
 * @typedef {{name: string, label: string, start: number, moments: {words: string, nodes: Node[]}[]}} Picture
 */

import { html, set, svg } from "../dom.mjs";

const ROW = 38; // from leaf to leaf
const TIGHT_ROW = 20; // where there are many, and only the first word is drawn
const MANY = 10;
const FONT = 12;
const NARROWEST_FONT = 8;
const CHARACTERS = 9; // of a word, for which a column has room
const GAP = 0.24; // of a column, between the nodes of two

export class Tree {
  /** @param {HTMLElement} host @param {{onLayout: () => void}} options */
  constructor(host) {
    this.host = host;
    this.svg = svg("svg", { class: "chart__svg tree", role: "img" });
    this.data = html("div", { class: "playground__live" });
    this.root = html("div", { class: "chart" }, this.svg, this.data);
    host.append(this.root);
    this.width = host.clientWidth;
    this.at = null;
    this.observer = new ResizeObserver(([entry]) => {
      const width = Math.round(entry.contentRect.width);
      if (width > 0 && width !== this.width) {
        this.width = width;
        this.draw(this.picture);
      }
    });
    this.observer.observe(host);
  }

  /** @param {Picture} picture */
  draw(picture) {
    if (!picture) {
      return;
    }
    this.picture = picture;
    this.leaves = Math.max(1, ...picture.moments.map(({ nodes }) => nodes.filter(([left]) => left < 0).length));
    this.deepest = Math.max(...picture.moments.map(({ nodes }) => depthOf(nodes, 0)));
    this.shown = null;
    this.showCursor(this.at);
  }

  /** Show a moment; the one at the start where the reader looks at none. @param {number|null} at */
  showCursor(at) {
    this.at = at;
    const { moments, label } = this.picture;
    const index = this.indexOf(at);
    if (index === this.shown || this.width <= 0) {
      return;
    }
    this.shown = index;
    const { nodes, words } = moments[index];
    const row = this.leaves > MANY ? TIGHT_ROW : ROW;
    const column = this.width / (this.deepest + 1);
    const font = Math.max(NARROWEST_FONT, Math.min(FONT, (column * (1 - GAP)) / (CHARACTERS * 0.62)));
    set(this.svg, {
      viewBox: `0 0 ${this.width} ${this.leaves * row}`,
      width: this.width,
      height: this.leaves * row,
      "aria-label": `${label}。${words}`,
    });
    const places = placed(nodes, row, (this.leaves - nodes.filter(([left]) => left < 0).length) / 2);
    const lines = nodes.flatMap(([left, right], node) =>
      left < 0
        ? []
        : [left, right].map((child) =>
            svg("path", { class: "tree__branch", d: branch(places[node], places[child], column) }),
          ),
    );
    this.svg.replaceChildren(
      ...lines,
      ...nodes.flatMap((node, place) => drawnNode(node, places[place], { row, column, font })),
    );
    this.data.replaceChildren(asTable(words, nodes));
  }

  indexOf(at) {
    const { moments, start } = this.picture;
    return Math.max(0, Math.min(moments.length - 1, Math.round(at ?? start)));
  }

  /** What the moment says, for those who hear it. @param {number} at */
  describe(at) {
    return this.picture.moments[this.indexOf(at)].words;
  }

  /** The data as rows of a table. @returns {string[][]} */
  table() {
    return rowsOf(this.picture.moments[this.indexOf(this.at)].nodes);
  }

  remove() {
    this.observer.disconnect();
    this.root.remove();
  }
}

function depthOf(nodes, place) {
  const [left, right] = nodes[place];
  return left < 0 ? 0 : 1 + Math.max(depthOf(nodes, left), depthOf(nodes, right));
}

/** Column and height of each node: leaves in rows, the others half way between their children. */
function placed(nodes, row, before) {
  const places = [];
  let next = before;
  const place = (node, depth) => {
    const [left, right] = nodes[node];
    const middle = left < 0 ? (next++ + 0.5) * row : (place(left, depth + 1) + place(right, depth + 1)) / 2;
    places[node] = [depth, middle];
    return middle;
  };
  place(0, 0);
  return places;
}

function branch([depth, from], [, to], column) {
  const left = (depth + 1 - GAP) * column;
  const right = (depth + 1) * column;
  return `M${short(left)},${short(from)}C${short((left + right) / 2)},${short(from)} ${short((left + right) / 2)},${short(to)} ${short(right)},${short(to)}`;
}

/** @param {Node} node */
function drawnNode([, , look, words], [depth, middle], { row, column, font }) {
  const width = column * (1 - GAP) - 2;
  const [left, top] = [depth * column + 1, middle - row / 2 + 2];
  const shown = row === TIGHT_ROW ? words.slice(0, 1) : words.slice(0, 2);
  const text = shown.map((word, index) =>
    svg(
      "text",
      {
        x: short(left + width / 2),
        y: short(middle + (index - (shown.length - 1) / 2) * 14),
        "text-anchor": "middle",
        "dominant-baseline": "central",
        "font-size": short(font),
      },
      word,
    ),
  );
  return [
    svg("path", {
      class: `tree__node tree__node--${look}`,
      d: `M${short(left)},${short(top)}h${short(width)}v${row - 4}h${short(-width)}z`,
    }),
    ...text,
  ];
}

function rowsOf(nodes) {
  const kinds = { split: "分裂", leaf: "叶子", cut: "剪成的叶子" };
  return [
    ["编号", "种类", "内容", "是", "否"],
    ...nodes.map(([left, right, look, words], place) =>
      [place, kinds[look], words.join("；"), ...[left, right].map((child) => (child < 0 ? "" : child))].map(String),
    ),
  ];
}

function asTable(words, nodes) {
  const [head, ...rows] = rowsOf(nodes);
  const row = (tag, cells) => html("tr", {}, ...cells.map((cell) => html(tag, {}, cell)));
  return html(
    "table",
    { class: "tree__table" },
    html("caption", {}, words),
    row("th", head),
    ...rows.map((each) => row("td", each)),
  );
}

function short(value) {
  return Math.round(value * 10) / 10;
}
