/**
 * What crosses the bridge between the page and `plots.bridge`: requests and edits go in, states and pictures come out.
 * The modules here and the tests of Python's answers read this one description.
 */

/** Names a control, as ["schedulers", 1, "gamma"]; only Python reads it. */
export type Path = (string | number)[];

export interface Edit {
  setting: number;
  path?: Path;
  text?: string;
  op?: string;
  index?: number;
}

export interface Progress {
  progress: number;
  label?: string;
}

export interface Problem {
  setting: number;
  path: Path;
  message: string;
}

/** Pairs of a control's name and its text, as the next request brings them back. */
export type Setting = [string, string][];

export interface State {
  settings: Setting[];
  query: string;
  /** For each setting; null where the page has this structure already. */
  markup: (string | null)[];
  structure: string[];
  values: [Path, string][][];
  ranges: [Path, [string, string, string]][][];
  problems: Problem[];
  /** Null where something is wrong. */
  pictures: (Picture | null)[] | null;
  /** Names of pictures that are asked for by themselves. */
  more: string[];
  sentence: string;
  labels: string[];
  roles: number[];
  /** Where code stands that is not ours. */
  code: { setting: number; path: Path }[];
  limits: { settings: number };
}

/** From low to high, with data from first to last. */
export interface Range {
  label: string;
  low: number;
  high: number;
  first?: number;
  last?: number;
}

/** ticks: where, and what is written; room: what they take at the left of an upright axis. */
export interface Axis extends Range {
  scale: "linear" | "log";
  ticks: [number, string][];
  room: number;
}

export interface Common {
  name: string;
  label: string;
  /** Of the walk through the steps: it ends at `reach` as long as the picture is not whole, and begins at `start`. */
  x: Range | Axis;
  reach?: number;
  start?: number;
  progress?: number;
  note?: string;
  retell?: boolean;
}

/**
 * aside: a helper line, thin and dashed; dash: a second line of the same role; dots: whether each value gets its dot, if
 * not where there is room; dot: its diameter; width: of the label.
 */
export interface Series {
  label: string;
  width?: number;
  dot: number;
  setting?: number;
  role?: number;
  start?: number;
  values?: number[];
  points?: [number, number][];
  aside?: boolean;
  dash?: boolean;
  dots?: boolean;
}

export interface Handle {
  path: Path;
  setting: number;
  x: number;
  low: number;
  high: number;
  step?: number;
  label: string;
}

/** A line that the reader draws. */
export interface Curve {
  path: Path;
  setting: number;
  series?: number;
  low: number;
  high: number;
  decimals?: number;
  label?: string;
}

type Place = [x: number, y: number];

/** What is said beside the data; see plots/pictures/annotations.py. */
export type Annotation =
  | { kind: "level"; y: number; text: string; at: "left" | "right"; below: boolean }
  | { kind: "moment"; x: number; text: string; top: number | null; row: number }
  | { kind: "span"; start: number; end: number; y: number; text: string; at: "start" | "middle" | "end" }
  | {
      kind: "note";
      x: number;
      y: number;
      text: string;
      dx: number;
      dy: number;
      anchor: "start" | "middle" | "end";
      role: number;
      size: number;
    }
  | { kind: "arrow"; start: Place; end: Place; bend: number; gap: number }
  | { kind: "ring"; places: Place[] }
  | { kind: "shade"; start: number; end: number };

/**
 * A picture in a frame of axes; height: of its figure; lowest: height of its plot; bare: its x axis is that of the picture
 * below.
 */
interface Charted extends Common {
  height: number;
  lowest?: number;
  bare?: boolean;
  annotations?: Annotation[];
}

/**
 * titles: what a place on the x axis is called, if not by its number; names: the room of several names at the ends of the
 * lines, 0 where they stand above.
 */
export interface LinesPicture extends Charted {
  kind: "lines" | "steps";
  x: Axis;
  y: Axis;
  names?: number;
  series: Series[];
  handles?: Handle[];
  curve?: Curve;
  titles?: [number, string][];
  format?: { x?: number; y?: number };
}

export interface Plane {
  x: Axis;
  y: Axis;
  square: boolean;
}

/** labels: a character for each point, "0" for the first cluster. */
export interface ClustersMoment {
  words: string;
  step: string;
  centers: [number, number][];
  labels: string;
  sizes: number[];
}

/** How a cluster is marked; see plots/pictures/glyphs.py. */
export type Glyph = [role: number, name: string, corners: Place[]];

/** glyphs: of the clusters; size, center: how large they are for points and centres. */
export interface PointsPicture extends Charted {
  kind: "points";
  plane: Plane;
  glyphs: Glyph[];
  size: number;
  center: number;
  points: [number, number][];
  names: string[];
  moments: ClustersMoment[];
  regions?: boolean;
  edits?: { points: Path; centers: Path; setting: number };
}

export type Part = [left: number, bottom: number, right: number, top: number];

/** A round; what its members are is told in ensemble.mjs. */
export interface EnsembleMoment {
  words: string;
  title?: string;
  annotations?: Annotation[];
  stairs?: [number[], number[]];
  stems?: number[];
  boxes?: [left: number, bottom: number, right: number, top: number, level: number][];
  parts?: Part[];
  wrong?: string;
  y?: Axis;
  lines?: [
    depth: number,
    feature: number,
    places: number[],
    gains: (number | null)[],
    chosen: [number, number] | null,
  ][];
}

export interface EnsemblePicture extends Charted {
  kind: "ensemble";
  start: number;
  plane: Plane;
  points: [number, number][];
  names: string[];
  moments: EnsembleMoment[];
  glyphs?: Glyph[];
  size: number;
  labels?: string;
  /** Empty where the data follow no curve. */
  truth?: [places: number[], values: number[]] | [];
  level?: number;
  role?: number;
  shaded?: boolean;
  byFeature?: boolean;
  edits?: { points: Path; setting: number };
}

/** Places of the children in the list, −1 for a leaf; two words are drawn; "cut" is a leaf whose split γ took away. */
export type TreeNode = [left: number, right: number, look: "split" | "leaf" | "cut", words: string[]];

export interface TreePicture extends Common {
  kind: "tree";
  start: number;
  moments: { words: string; nodes: TreeNode[] }[];
}

export interface HistogramPicture extends Charted {
  kind: "histogram";
  x: Axis;
  y: Axis;
  edges: number[];
  rows: { label: string; role: number; counts: number[] }[];
}

/** Of any kind; what is told of one kind alone stands at the head of what draws it. */
export type Picture = import("./pictures/kinds.mjs").Picture;

/** What is asked, beside what to do; see plots/bridge.py. */
export interface Request {
  query?: string;
  settings?: Setting[];
  edits?: Edit[];
  name?: string;
  setting?: number;
  step?: number | null;
  /** Structures of the controls that the page has: their markup is left out. */
  have?: string[];
  /** Of the ids in the markup. */
  prefix?: string;
  /** Whether this is the playground's own page. */
  page?: boolean;
}

/** What is answered to each thing that can be done. */
export interface Answers {
  open: State;
  show: State;
  picture: Picture | Progress | null;
  sentence: string;
  snippets: [name: string, text: string][];
}
