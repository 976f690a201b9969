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

/** From low to high, with data and ticks from first to last; ticks: where, and what is written if it is no number. */
export interface Axis {
  label: string;
  low: number;
  high: number;
  first?: number;
  last?: number;
  scale?: "linear" | "log";
  ticks?: [number, string][];
}

interface Common {
  name: string;
  label: string;
  /** Of the walk through the steps: it ends at `reach` as long as the picture is not whole, and begins at `start`. */
  x: Axis;
  reach?: number;
  start?: number;
  progress?: number;
  aspect?: number;
  note?: string;
  retell?: boolean;
}

/** aside: a helper line, thin and dashed; dash: a second line of the same role; dots: whether each value gets its dot. */
export interface Series {
  label: string;
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

/** row of a rule: from the top. */
export interface Rule {
  x?: number;
  y?: number;
  label: string;
  row?: number;
}

type Place = [x: number, y: number];

/** What is said beside the data; see plots/pictures/annotations.py. */
export type Annotation =
  | { kind: "level"; y: number; text: string; at: "left" | "right"; below: boolean }
  | { kind: "moment"; x: number; text: string; top: number | null }
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

/** titles: what a place on the x axis is called, if not by its number. */
export interface LinesPicture extends Common {
  kind: "lines" | "steps";
  y: Axis;
  series: Series[];
  rules?: Rule[];
  handles?: Handle[];
  curve?: Curve;
  titles?: [number, string][];
  format?: { x?: number; y?: number };
  share?: number;
}

/** Round a centre; a look is a name in plots/pictures/looks.py and a class in palette.css. */
export type Box = [x: number, y: number, width: number, height: number, text: string, look: string];

export interface Note {
  x: number;
  y: number;
  text: string;
  anchor: string;
  size: number;
  look: string;
}

export interface BoardPicture extends Common {
  kind: "board";
  width: number;
  height: number;
  boxes: Box[];
  notes: Note[];
  lines: [x: number, y: number, toX: number, toY: number, look: string][];
  moments: { words: string; boxes: Box[] }[];
  rest: number;
  table: string[][];
  /** The sizes behind boxes that are bars: drawn nowhere, for whoever asks what is shown. */
  bars?: { label: string; place: string; parts: [string, number][]; limit: number }[];
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
export interface PointsPicture extends Common {
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
  stairs?: [number[], number[]];
  stems?: number[];
  boxes?: [left: number, bottom: number, right: number, top: number, level: number][];
  parts?: Part[];
  wrong?: string;
  top?: number;
  lines?: [
    depth: number,
    feature: number,
    places: number[],
    gains: (number | null)[],
    chosen: [number, number] | null,
  ][];
}

export interface EnsemblePicture extends Common {
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
  shaded?: boolean;
  fitted?: boolean;
  byFeature?: boolean;
  share?: number;
  bare?: boolean;
  edits?: { points: Path; setting: number };
}

/** Places of the children in the list, −1 for a leaf; two words are drawn; "cut" is a leaf whose split γ took away. */
export type TreeNode = [left: number, right: number, look: "split" | "leaf" | "cut", words: string[]];

export interface TreePicture extends Common {
  kind: "tree";
  start: number;
  moments: { words: string; nodes: TreeNode[] }[];
}

export interface HistogramPicture extends Common {
  kind: "histogram";
  y: Axis;
  edges: number[];
  rows: { label: string; role: number; counts: number[] }[];
  rules: { x: number; label: string }[];
}

/** A day is a dot: top is bottom; grade 0 is full, 1 half full, 2 empty. */
export type Mark = [x: number, top: number, bottom: number, lane: number, grade: number];

export interface TimelinePicture extends Common {
  kind: "timeline";
  width: number;
  height: number;
  top: number;
  bottom: number;
  years: number;
  edge: number;
  names_from: number;
  size: number;
  dot: number;
  lanes: [name: string, x: number, colour: string][];
  ticks: [string, number, boolean][];
  marks: Mark[];
  names: [event: number, text: string, x: number, start: number, y: number, lane: number][];
  key: [Mark, string][];
  items: string[];
  table: string[][];
}

export type Picture =
  LinesPicture | BoardPicture | PointsPicture | EnsemblePicture | TreePicture | HistogramPicture | TimelinePicture;

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
