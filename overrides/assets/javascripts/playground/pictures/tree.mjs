/**
 * A tree of splits, moment by moment; what a picture of kind "tree" shows: the root at the left, leaves at the right, who
 * says yes goes up.
 *
 * A node has the places of its children in the list, −1 for a leaf; two words are drawn; "cut" is a leaf whose split γ took
 * away.
 *
 * @typedef {[left: number, right: number, look: "split"|"leaf"|"cut", words: string[]]} TreeNode
 * @typedef {import("../types").Common & {
 *   kind: "tree", start: number, moments: {words: string, nodes: TreeNode[]}[],
 * }} Picture
 * @typedef {[depth: number, middle: number]} Place
 */

import { adopt, html, set, svg } from "../../dom.mjs";
import { table } from "./table.mjs";
import { rough } from "./geometry.mjs";
import look from "./tree.css";

adopt(look);

const ROW = 38; // from leaf to leaf
const TIGHT_ROW = 20; // where there are many, and only the first word is drawn
const MANY = 10;
const FONT = 12;
const NARROWEST_FONT = 8;
const CHARACTERS = 9; // of a word, for which a column has room
const GAP = 0.24; // of a column, between the nodes of two

export class Tree {
  /** @param {HTMLElement} host */
  constructor(host) {
    this.host = host;
    this.svg = svg("svg", { class: "chart__svg tree", role: "img" });
    this.data = html("div", { class: "playground__live visually-hidden" });
    this.root = html("div", { class: "chart" }, this.svg, this.data);
    host.append(this.root);
    this.width = host.clientWidth;
    /** @type {Picture|undefined} */
    this.picture = undefined;
    this.leaves = 1;
    this.deepest = 0;
    /** @type {number|null} */
    this.shown = null;
    /** @type {number|null} */
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

  /** @param {Picture|undefined} picture */
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
    const index = this.indexOf(at);
    if (!this.picture || index === this.shown || this.width <= 0) {
      return;
    }
    this.shown = index;
    const { moments, label } = this.picture;
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
    this.data.replaceChildren(table("tree__table", words, rowsOf(nodes)));
  }

  /** The moment at a step. @param {number|null} at */
  indexOf(at) {
    const { moments = [], start = 0 } = this.picture ?? {};
    return Math.max(0, Math.min(moments.length - 1, Math.round(at ?? start)));
  }

  /** What the moment says, for those who hear it. @param {number} at */
  describe(at) {
    return this.picture?.moments[this.indexOf(at)]?.words ?? "";
  }

  /** The data as rows of a table. @returns {string[][]} */
  table() {
    return rowsOf(this.picture?.moments[this.indexOf(this.at)]?.nodes ?? []);
  }

  remove() {
    this.observer.disconnect();
    this.root.remove();
  }
}

/** @param {TreeNode[]} nodes @param {number} place @returns {number} */
function depthOf(nodes, place) {
  const [left, right] = nodes[place];
  return left < 0 ? 0 : 1 + Math.max(depthOf(nodes, left), depthOf(nodes, right));
}

/** Column and height of each node: leaves in rows, the others half way between their children. @param {TreeNode[]} nodes @param {number} row @param {number} before */
function placed(nodes, row, before) {
  /** @type {Place[]} */
  const places = [];
  let next = before;
  /** @param {number} node @param {number} depth @returns {number} */
  const place = (node, depth) => {
    const [left, right] = nodes[node];
    const middle = left < 0 ? (next++ + 0.5) * row : (place(left, depth + 1) + place(right, depth + 1)) / 2;
    places[node] = [depth, middle];
    return middle;
  };
  place(0, 0);
  return places;
}

/** @param {Place} from @param {Place} to @param {number} column */
function branch([depth, from], [, to], column) {
  const left = (depth + 1 - GAP) * column;
  const right = (depth + 1) * column;
  return `M${rough(left)},${rough(from)}C${rough((left + right) / 2)},${rough(from)} ${rough((left + right) / 2)},${rough(to)} ${rough(right)},${rough(to)}`;
}

/** @param {TreeNode} node @param {Place} place @param {{row: number, column: number, font: number}} size */
function drawnNode([, , look, words], [depth, middle], { row, column, font }) {
  const width = column * (1 - GAP) - 2;
  const [left, top] = [depth * column + 1, middle - row / 2 + 2];
  const shown = row === TIGHT_ROW ? words.slice(0, 1) : words.slice(0, 2);
  const text = shown.map((word, index) =>
    svg(
      "text",
      {
        x: rough(left + width / 2),
        y: rough(middle + (index - (shown.length - 1) / 2) * 14),
        "text-anchor": "middle",
        "dominant-baseline": "central",
        "font-size": rough(font),
      },
      word,
    ),
  );
  return [
    svg("path", {
      class: `tree__node tree__node--${look}`,
      d: `M${rough(left)},${rough(top)}h${rough(width)}v${row - 4}h${rough(-width)}z`,
    }),
    ...text,
  ];
}

/** @param {TreeNode[]} nodes @returns {string[][]} */
function rowsOf(nodes) {
  const kinds = { split: "分裂", leaf: "叶子", cut: "剪成的叶子" };
  return [
    ["编号", "种类", "内容", "是", "否"],
    ...nodes.map(([left, right, look, words], place) =>
      [place, kinds[look], words.join("；"), ...[left, right].map((child) => (child < 0 ? "" : child))].map(String),
    ),
  ];
}
