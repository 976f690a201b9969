/**
 * The compared settings: the controls of one of them are shown, and chips choose which.
 *
 * @typedef {import("./types").State} State
 * @typedef {import("./types").Edit} Edit
 * @typedef {import("./types").Path} Path
 */

import { renderChips } from "./chips.mjs";
import { Controls } from "./controls.mjs";
import { targetOf } from "../dom.mjs";

export class Settings {
  #element;
  #chips;
  #name;
  #onEdit;
  #waiting;
  #note;
  #markups;
  /** @type {State|null} */ #state = null;
  #presets; // their names by their queries: those that the page lists, and those that were chosen

  /**
   * @param {HTMLElement} element @param {import("./shell.mjs").Parts} parts
   * @param {{onEdit: (edit: Edit, options: {moving: boolean}) => void, onSettled: () => void, onRun: () => void,
   *   waiting: () => Edit[], note: (text: string) => void, signal: AbortSignal}} options
   *   `waiting`: the edits that Python has not seen; `note`: says what is wrong where no control is
   */
  constructor(element, { form, chips, anchor }, { waiting, note, ...options }) {
    this.#element = element;
    this.#chips = chips;
    this.#name = `${anchor}-setting`;
    this.#onEdit = options.onEdit;
    this.#waiting = waiting;
    this.#note = note;
    this.active = 0; // the setting whose controls are shown
    this.problems = ""; // what the note says
    /** @type {NodeListOf<HTMLAnchorElement>} */
    const listed = document.querySelectorAll("a[data-query]");
    this.#presets = new Map([...listed].map(({ dataset, pathname }) => [dataset.query, pathname.split("/").at(-2)]));
    /** @type {{structure: string, markup: string}[]} of the controls of each setting */
    this.#markups = form.dataset.structure ? [{ structure: form.dataset.structure, markup: form.innerHTML }] : [];
    this.controls = new Controls(form, options);
    const { signal } = options;
    chips.addEventListener("change", (event) => this.#choose(event), { signal });
    chips.addEventListener("click", (event) => this.#press(event), { signal });
  }

  get structures() {
    return this.#markups.map(({ structure }) => structure);
  }

  /** Take an answer in. @param {State} state @param {Edit[]} edits that led to it */
  take(state, edits) {
    this.#markups = state.structure.map((structure, index) => ({
      structure,
      markup: state.markup[index] ?? this.#markups[index]?.markup ?? "",
    }));
    this.active = shownSetting(this.active, this.#state, state, edits);
    this.#state = state;
    const last = edits.at(-1);
    if (last?.op === "preset") {
      this.#presets.set(state.query, last.text);
    }
    this.#show(state);
  }

  /** @param {State} state */
  #show(state) {
    const { active } = this;
    const { structure, markup } = this.#markups[active];
    this.#element.dataset.tuned = String(state.roles[active] ?? active + 1);
    this.controls.show(active, structure, markup);
    const newer = this.#waiting().filter(({ setting, op }) => setting === active && !op);
    this.controls.update(
      state.values[active],
      state.ranges[active],
      newer.map(({ path = [] }) => path),
    );
    this.controls.choosePreset((state.whole && this.#presets.get(state.query)) || "");
    const own = state.problems.filter(({ setting }) => setting === active).map(({ message }) => message); // or shared
    const others = state.problems.filter(({ setting, message }) => setting !== active && !own.includes(message));
    this.problems = [
      ...this.complain(state.problems),
      ...others.map(({ setting, message }) => `${state.labels[setting] ?? `曲线 ${setting + 1}`}：${message}`),
    ].join(" ");
    this.#note(this.problems);
    this.#showChips(state);
  }

  /** Say at its controls what is wrong with the shown setting; returns what has no control. @param {State["problems"]} problems */
  complain(problems) {
    return this.controls.complain(problems.filter(({ setting }) => setting === this.active));
  }

  /** Whether there is a field, as far as is known. @param {{setting: number, path: Path}} place */
  has({ setting, path }) {
    return setting !== this.active || this.controls.fieldOf(path) !== undefined;
  }

  /** Show a field, of whichever setting, and what it is folded into. @param {{setting: number, path: Path}} place */
  reveal({ setting, path }) {
    if (this.#state && setting !== this.active) {
      this.active = setting;
      this.#show(this.#state);
    }
    const field = this.controls.fieldOf(path);
    for (let fold = field?.closest("details"); fold; fold = fold.parentElement?.closest("details")) {
      fold.open = true;
    }
    return field;
  }

  /** Lead the reader to a field. @param {{setting: number, path: Path}} place */
  go(place) {
    const field = this.reveal(place);
    const editor = /** @type {HTMLElement|null} */ (
      field?.hidden ? field.parentElement?.querySelector(".cm-content") : null
    );
    (editor ?? field)?.focus();
  }

  /** @param {State} state */
  #showChips({ labels, roles, settings, limits }) {
    const { active } = this;
    const chips = this.#chips;
    const focused = /** @type {HTMLElement|null} */ (chips.querySelector(":focus"));
    const count = settings.length;
    renderChips(chips, { count, labels, roles, active, most: limits.settings, name: this.#name });
    if (focused?.isConnected === false) {
      const again = chips.querySelector(`[data-chip="${focused.dataset.chip}"]`);
      const next = again ?? chips.querySelector("input:checked, button");
      /** @type {HTMLElement|null} */ (next)?.focus({ preventScroll: true });
    }
  }

  /** @param {Event} event */
  #press(event) {
    const { chip } = targetOf(event).closest("button")?.dataset ?? {};
    if (chip === "add" || chip === "remove") {
      const op = chip === "add" ? "copy-setting" : "remove-setting";
      this.#onEdit({ setting: this.active, op }, { moving: false });
    }
  }

  /** @param {Event} event */
  #choose(event) {
    this.active = Number(/** @type {HTMLInputElement} */ (event.target).value);
    if (this.#state) {
      this.#show(this.#state);
    }
  }
}

/**
 * The setting whose controls are shown, when settings have come or gone.
 *
 * @param {number} active @param {State|null} before @param {State} state @param {Edit[]} edits that led from one to the other
 */
function shownSetting(active, before, state, edits) {
  const count = state.settings.length;
  const removed = edits.find(({ op }) => op === "remove-setting");
  if (edits.some(({ op }) => op === "preset")) {
    return 0;
  }
  let shown = edits.length && before && count > before.settings.length ? count - 1 : active;
  if (removed && shown >= removed.setting && shown > 0) {
    shown -= 1;
  }
  return Math.min(shown, count - 1);
}
