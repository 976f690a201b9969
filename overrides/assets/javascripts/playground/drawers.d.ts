/** What the page asks of whatever draws a picture, and what it gives it. */

import type { Axes } from "./pictures/axes.mjs";
import type { Edit, Picture } from "./types";

/** hold: while a control is dragged; outdated: the reader has changed something since the picture was asked for. */
export interface Look {
  hold?: boolean;
  outdated?: boolean;
}

export type OnEdit = (edit: Edit, final: boolean) => void;

export interface Options {
  axes: (host: HTMLElement, redraw: () => void) => Axes;
  onPoint: (step: number | null) => void;
  onPick: (step: number) => void;
  onWalk: (by: number) => void;
  onEdit: OnEdit;
  onLayout: () => void;
}

export interface Drawer {
  picture?: Picture;
  svg: SVGSVGElement;
  /** Where the step slider stands, in units or in pixels. */
  axes?: { x: (step: number) => number; scale?: number };
  draw(picture: Picture | undefined, look: Look): void;
  /** `share` of the way from where things were when it was last 0; all of it if not given. */
  showCursor(at: number | null, share?: number): void;
  /** Whether it is drawn otherwise on the way. */
  glides?: boolean;
  describe(at: number): string;
  table(): string[][];
  remove(): void;
}

export type DrawerClass = new (host: HTMLElement, options: Options) => Drawer;
