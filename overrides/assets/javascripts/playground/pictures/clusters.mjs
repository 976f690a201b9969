/**
 * Points of the plane and their clusters, moment by moment, over the cells of their centres; what a picture of kind
 * "points" shows. The reader also drags the centres of the first moment.
 *
 * `glyphs`: of the clusters; `size`, `center`: how large they are for points and centres; `labels`: a character for each
 * point, "0" for the first cluster.
 *
 * @typedef {{words: string, step: string, centers: [number, number][], labels: string, sizes: number[]}} Moment
 * @typedef {import("../types").Charted & {
 *   kind: "points", plane: import("../types").Plane,
 *   glyphs: import("../types").Glyph[], size: number, center: number,
 *   points: [number, number][], names: string[],
 *   moments: Moment[],
 *   regions?: boolean,
 *   edits?: {points: Path, centers: Path, table: Path, classes?: undefined, setting: number}, labels?: undefined,
 * }} Picture
 * @typedef {import("../types").Path} Path
 * @typedef {import("./plane.mjs").Place} Place
 */

import { fill, set, svg } from "../../dom.mjs";
import { table } from "./table.mjs";
import { formatNumber } from "../format.mjs";
import { plain, rough, within } from "./geometry.mjs";
import { glyph } from "./glyphs.mjs";
import { Plane, ZERO } from "./plane.mjs";
import { Regions } from "./regions.mjs";
import { squared } from "./square.mjs";

const FIRST = 3.2; // size of the dot where the way of a centre begins
const ROOM = 4; // between the tools and the plot, at least

/** @extends {Plane<Picture>} */
export class Clusters extends Plane {
  /** @param {HTMLElement} host @param {import("../drawers").Options} options */
  constructor(host, options) {
    super(host, options, "还没有分簇");
    this.regions = new Regions(this.frame);
    this.ways = svg("g", { class: "points__ways" });
    this.centers = svg("g");
    this.frame.plot.prepend(this.regions.group);
    this.frame.plot.append(this.ways, this.centers);
    this.glides = true;
    /** @type {Place[]} where the centres are drawn, and where they were before they moved on */
    this.drawnCenters = [];
    this.left = this.drawnCenters;
    this.laidOut = "";
    /** @type {{x: import("../types").Axis, y: import("../types").Axis}|null} the axes as they are laid out */
    this.plane = null;
  }

  /** Lay out the plane; with one scale for both axes the one with room to spare becomes longer. It stays while one drags. */
  layOut() {
    const { frame, picture } = this;
    if (!picture) {
      return;
    }
    const { x, y, square } = picture.plane;
    const above = Math.max(0, (this.tools.root.offsetHeight + ROOM) / frame.scale - FRAME.TOP);
    const options = { ...picture, label: "", above };
    const key = JSON.stringify([picture.plane, frame.pixels, above]);
    if (key !== this.laidOut && !this.drag) {
      this.laidOut = key;
      this.plane = { x, y };
      frame.layOut(x, y, options);
      if (square) {
        this.plane = squared(picture.plane, frame.edges);
      }
    }
    const plane = this.plane ?? picture.plane;
    frame.layOut(plane.x, plane.y, options);
  }

  /** Show a moment; the first where the reader looks at none. @param {number|null} at @param {number} [share] of the way of the centres */
  showCursor(at, share = 1) {
    this.at = at;
    const { index, picture } = this;
    if (!picture || !this.frame.drawn) {
      return;
    }
    const { moments } = picture;
    /** @type {Moment|undefined} */
    const moment = moments[index];
    if (share === 0) {
      this.left = this.drawnCenters;
    }
    const centers = (moment?.centers ?? []).map((place, center) => {
      const goal = (index === 0 && this.moved.get(`center ${center}`)) || place;
      return share < 1 && this.left[center] ? between(this.left[center], goal, share) : goal;
    });
    this.places = picture.points.map((place, point) => this.moved.get(`point ${point}`) ?? place);
    this.shownCenters = this.drawnCenters = centers;
    this.frame.annotate(picture.annotations);
    this.regions.draw(picture.regions ? centers : [], picture.glyphs);
    if (share === 0 || share === 1) {
      this.drawMarks(moment?.labels);
      this.drawRings(moments[index - 1]?.labels, moment?.labels ?? "");
    }
    this.drawCenters(centers, moments.slice(0, index));
    this.tools.show(moments, index);
    this.nib.place();
    const words = this.describe(index);
    set(this.frame.drawing, { "aria-label": words });
    if (words !== this.words || moment !== this.told) {
      [this.words, this.told] = [words, moment];
      this.data.replaceChildren(table("chart__table", words, rowsOf(moment, picture.glyphs)));
    }
  }

  /** The centres, and the ways that they have come. @param {Place[]} centers @param {Moment[]} before */
  drawCenters(centers, before) {
    const { glyphs = [], center: size = 0 } = this.picture ?? {};
    fill(this.centers, centers.length, () => svg("path"));
    fill(this.ways, centers.length, () => svg("path"));
    centers.forEach((place, index) => {
      const [role, , corners] = glyphs[index];
      set(this.centers.children[index], {
        class: `points__center board__box--center-${role}`,
        d: this.start(place) + glyph(corners, size),
      });
      const way = [...before.map((moment) => moment.centers[index]), place].map(
        ([x, y]) => `${rough(this.frame.x(x))},${rough(this.frame.y(y))}`,
      );
      const d = way.some((each) => each !== way[0]) ? `M${way.join("L")}M${way[0]}${glyph([], FIRST)}` : "";
      set(this.ways.children[index], { d });
    });
  }

  /** The data as rows of a table. @returns {string[][]} */
  table() {
    if (!this.picture) {
      return [];
    }
    const { moments, points, plane } = this.picture;
    const labels = moments[this.index]?.labels;
    const cluster = (/** @type {number} */ index) => (labels ? labels.charCodeAt(index) - ZERO : "");
    return [
      [plain(plane.x.label), plain(plane.y.label), "簇的编号"],
      ...points.map(([x, y], index) => [x, y, cluster(index)].map(String)),
    ];
  }

  /** The centres are one list, of which one has moved. @param {import("./nib.mjs").Item} item @param {Place} place @param {boolean} final */
  tell(item, place, final) {
    const { edits } = this.picture ?? {};
    if (item.kind === "point" || !edits) {
      super.tell(item, place, final);
      return;
    }
    const { x, y } = this.frame;
    const text = this.shownCenters
      .map(([left, up]) => [within(left, x.domain()), within(up, y.domain())].join(","))
      .join(";");
    this.options.onEdit({ setting: edits.setting, path: edits.centers, text }, final);
  }
}

/** @param {Place} start @param {Place} end @param {number} share of the way @returns {Place} */
function between(start, end, share) {
  return [start[0] + (end[0] - start[0]) * share, start[1] + (end[1] - start[1]) * share];
}

/** The clusters of a moment as a table. @param {Moment|undefined} moment @param {Picture["glyphs"]} glyphs @returns {string[][]} */
function rowsOf(moment, glyphs) {
  const rows = (moment?.centers ?? []).map(([x, y], index) => [
    String(index + 1),
    glyphs[index][1],
    String(moment?.sizes[index]),
    `(${formatNumber(x)}, ${formatNumber(y)})`,
  ]);
  return [["簇", "形状", "点数", "质心"], ...rows];
}
