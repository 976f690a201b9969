/** Points with the cells of their centres below them: apart from points.mjs, so that others need no Voronoi diagrams. */

import { Points } from "./points.mjs";
import { Regions } from "./regions.mjs";

export class Clusters extends Points {
  /** As `Points`. */
  constructor(host, options) {
    super(host, options);
    this.regions = new Regions(this.frame);
    this.frame.plot.prepend(this.regions.group);
  }
}
