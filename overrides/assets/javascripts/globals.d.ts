/** What is there beside the browser: the build's constants, Material's globals, what has no types. */

/** How files are called that no import names; see scripts/assets/browser_parts.py. */
declare const PLAYGROUND_NAME: string;
declare const WORKER_NAME: string;
declare const WASM_NAME: string;
declare const SANDBOX_NAME: string;
declare const RUNNER_NAME: string;
declare const EDITOR_NAME: string;

/** The numbers of plots/pictures/frame.py. */
declare const FRAME: Record<
  "WIDTH" | "TEXT" | "LEADING" | "RISE" | "LEFT" | "RIGHT" | "TOP" | "BOTTOM" | "BARE",
  number
> &
  Record<"LOWEST" | "NAME" | "DOTS_FROM" | "LINE" | "DOTTED" | "ASIDE" | "BASE" | "GRID" | "AUXILIARY", number> &
  Record<"AWAY" | "LATE" | "BAR" | "RING", number> &
  Record<"ASIDE_DASH" | "SECOND_DASH" | "LEVEL_DASH" | "MOMENT_DASH" | "HANDLE_DASH" | "HEAD", number[]> & {
    DASHES: number[][];
  };

declare const document$: { subscribe(listener: (document: Document) => void): void };
declare const component$: {
  subscribe(listener: (component: { ref: HTMLElement; scrollable?: boolean }) => void): void;
};
declare function __md_get(key: string): any;
declare function __md_set(key: string, value: unknown): void;
declare const location$: { subscribe(listener: (location: URL) => void): void };

/** A style sheet as text. */
declare module "*.css" {
  const text: string;
  export default text;
}

declare module "@micropython/micropython-webassembly-pyscript/micropython.mjs" {
  export interface FileSystem {
    mkdirTree(path: string): void;
    writeFile(path: string, text: string): void;
  }
  export interface MicroPython {
    FS: FileSystem;
    runPython(code: string): unknown;
    globals: {
      get(name: "bridge"): { find(id: string): unknown; handle: (request: string) => string };
      set(name: string, value: string): void;
    };
  }
  export function loadMicroPython(options: {
    url: string;
    heapsize: number;
    linebuffer?: boolean;
    stdin?: () => null;
    stdout?: (line: string) => void;
    stderr?: (line: string) => void;
  }): Promise<MicroPython>;
}
