/** Regions: the cells of the plane that are nearer to one centre than to the others, within the frame of a picture. */

import { Delaunay } from "d3-delaunay";
import { fill, set, svg } from "../../dom.mjs";
import { rough } from "./geometry.mjs";

export class Regions {
  /** @param {import("./axes.mjs").Axes} axes */
  constructor(axes) {
    this.axes = axes;
    this.group = svg("g");
    /** @type {(Delaunay.Polygon|null)[]} */
    this.polygons = [];
  }

  /**
   * @param {[number, number][]} centers in the units of the axes: distances on the screen are others where scales differ
   * @param {import("../types").Glyph[]} glyphs
   */
  draw(centers, glyphs) {
    const [left, right] = this.axes.x.domain();
    const [low, high] = this.axes.y.domain();
    const hasRoom = right > left && high > low; // not while the page gives the picture none
    const diagram = centers.length && hasRoom ? Delaunay.from(centers).voronoi([left, low, right, high]) : null;
    fill(this.group, centers.length, () => svg("path"));
    this.polygons = centers.map((_, index) => diagram?.cellPolygon(index) ?? null); // none for a second centre at the same place
    this.polygons.forEach((corners, index) =>
      set(this.group.children[index], {
        class: `board__box--cell-${glyphs[index][0]}`,
        d: corners ? this.outline(corners) : "",
      }),
    );
  }

  /** @param {Delaunay.Polygon} corners */
  outline(corners) {
    return `M${corners.map(([x, y]) => `${rough(this.axes.x(x))},${rough(this.axes.y(y))}`).join("L")}Z`;
  }
}
