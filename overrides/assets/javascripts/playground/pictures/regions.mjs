/** Regions: the cells of the plane that are nearer to one centre than to the others, within the frame of a picture. */

import { Delaunay } from "d3-delaunay";
import { fill, set, svg } from "../dom.mjs";
import { rough } from "./geometry.mjs";

export class Regions {
  /** @param {import("./axes.mjs").Axes} axes */
  constructor(axes) {
    this.axes = axes;
    this.cells = svg("g");
    this.edges = svg("path", { class: "points__edges" });
    /** @type {(Delaunay.Polygon|null)[]} */
    this.polygons = [];
    this.group = svg("g", {}, this.cells, this.edges);
  }

  /**
   * @param {[number, number][]} centers in the units of the axes: distances on the screen are others where scales differ
   * @param {import("../types").Glyph[]} glyphs
   */
  draw(centers, glyphs) {
    const [left, right] = this.axes.x.domain();
    const [low, high] = this.axes.y.domain();
    const diagram = centers.length ? Delaunay.from(centers).voronoi([left, low, right, high]) : null;
    fill(this.cells, centers.length, () => svg("path"));
    this.polygons = centers.map((_, index) => diagram?.cellPolygon(index) ?? null); // none for a second centre at the same place
    const drawn = this.polygons.map((corners) => (corners ? this.outline(corners) : ""));
    drawn.forEach((d, index) =>
      set(this.cells.children[index], { class: `points__cell points__cell--${glyphs[index][0]}`, d }),
    );
    set(this.edges, { d: drawn.join("") });
  }

  /** @param {Delaunay.Polygon} corners */
  outline(corners) {
    return `M${corners.map(([x, y]) => `${rough(this.axes.x(x))},${rough(this.axes.y(y))}`).join("L")}Z`;
  }
}
