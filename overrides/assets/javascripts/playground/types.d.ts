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
  /** To which step of the reader's it belongs; the page asks, Python does not. */
  step?: number;
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
  /** Whether the query says all; it leaves out what is too long for a link. */
  whole: boolean;
  /** For each setting; null where the page has this structure already. */
  markup: (string | null)[];
  structure: string[];
  values: [Path, string][][];
  ranges: [Path, [string, string, string]][][];
  problems: Problem[];
  /** Null where something is wrong. */
  pictures: Picture[] | null;
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
  /** Of the walk through the steps: it ends at `reach` as long as the picture is not whole, and begins at `start`; each step is shown for `reading` ms where it has a sentence. */
  x: Range | Axis;
  reach?: number;
  start?: number;
  reading?: number;
  /** What the first step is called, if not by its place. */
  numbered?: number;
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

/** What is said beside the data; see plots/pictures/annotations.py; wide: without room on a phone. */
export type Annotation = { wide?: boolean } & (
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
  | { kind: "shade"; start: number; end: number }
);

/**
 * A picture in a frame of axes; height: of its figure; lowest: height of its plot; bare: its x axis is that of the picture
 * below.
 */
export interface Charted extends Common {
  height: number;
  lowest?: number;
  bare?: boolean;
  annotations?: Annotation[];
}

export interface Plane {
  x: Axis;
  y: Axis;
  square: boolean;
}

/** How a cluster is marked; see plots/pictures/glyphs.py. */
export type Glyph = [role: number, name: string, corners: Place[]];

/** Of any kind; what is told of one kind alone stands at the head of what draws it. */
export type Picture = import("./pictures/kinds.mjs").Picture;

/** What is asked, beside what to do; see plots/bridge.py. */
export interface Request {
  query?: string;
  settings?: Setting[];
  edits?: Edit[];
  name?: string;
  /** Whether a picture that is not whole yet would not be shown. */
  brief?: boolean;
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
