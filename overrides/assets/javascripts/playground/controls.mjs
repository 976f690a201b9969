/**
 * The controls, whose markup Python makes: what the reader does becomes edits, what Python answers goes back in.
 *
 * @typedef {import("./types").Edit} Edit
 * @typedef {import("./types").Path} Path
 * @typedef {HTMLInputElement|HTMLSelectElement|HTMLTextAreaElement|HTMLButtonElement} Field
 * @typedef {{open: Map<string|undefined, boolean>, id?: string, op?: string, path?: string, caret?: [number|null, number|null]|null}} Kept
 */

import { html, isTyped, set, targetOf } from "../dom.mjs";

const DIGITS = 3; // significant digits of a number from a logarithmic slider

export class Controls {
  /**
   * @param {HTMLFormElement} form
   * @param {{onEdit: (edit: Edit, options: {moving: boolean}) => void, onSettled: () => void, onRun: () => void,
   *   signal: AbortSignal}} options `onSettled`: a slider was let go
   */
  constructor(form, { onEdit, onSettled, onRun, signal }) {
    this.form = form;
    this.onEdit = onEdit;
    this.onSettled = onSettled;
    this.onRun = onRun;
    this.setting = 0;
    this.structure = form.dataset.structure ?? "";
    this.dragged = false;
    /** @type {Map<string, string>} what Python said is in the fields, by path */
    this.texts = new Map();
    /** @type {Map<string, Field[]>} by path */
    this.fields = new Map();
    /** @type {Map<string, HTMLElement[]>} in which problems are said, by path */
    this.places = new Map();
    this.find();
    for (const type of ["input", "change", "click"]) {
      form.addEventListener(type, (event) => this.handle(event), { signal });
    }
    form.addEventListener("submit", (event) => event.preventDefault(), { signal });
    form.addEventListener("focusout", (event) => this.put(/** @type {Field} */ (targetOf(event))), { signal });
    form.addEventListener("pointerdown", (event) => (this.dragged = isSlider(targetOf(event))), { signal });
    for (const type of ["pointerup", "pointercancel"]) {
      form.addEventListener(type, () => this.letGo(), { signal });
    }
  }

  letGo() {
    if (this.dragged) {
      this.dragged = false;
      this.onSettled();
    }
  }

  /** Turn what happened on a control into an edit. @param {Event} event */
  handle(event) {
    const target = /** @type {Field|null} */ (targetOf(event).closest("[data-op], [data-run], [data-path]"));
    if (!target || !this.form.contains(target)) {
      return;
    }
    const { op, path = "[]", index, text } = target.dataset;
    const choice = target instanceof HTMLSelectElement;
    if (op) {
      if (event.type === (choice ? "change" : "click") && !(choice && target.value === "")) {
        const edit = {
          setting: this.setting,
          path: JSON.parse(path),
          op,
          text: choice ? target.value : text,
        };
        this.onEdit(index === undefined ? edit : { ...edit, index: Number(index) }, { moving: false });
        if (choice) {
          target.selectedIndex = 0;
        }
      }
    } else if ("run" in target.dataset) {
      if (event.type === "click") {
        this.onRun();
      }
    } else if (event.type === "input" && "value" in target && !(target instanceof HTMLButtonElement)) {
      const text = textOf(target);
      sayValue(target, text);
      this.onEdit({ setting: this.setting, path: JSON.parse(path), text }, { moving: this.dragged });
    } else if (event.type === "change" && isSlider(target)) {
      this.letGo();
    }
  }

  /**
   * Show the controls of a setting; the markup is set only where its structure is another one.
   *
   * @param {number} setting @param {string} structure @param {string} markup from Python, everything in it escaped
   */
  show(setting, structure, markup) {
    this.setting = setting;
    if (structure === this.structure) {
      return;
    }
    this.structure = structure;
    const kept = this.remember();
    const template = document.createElement("template");
    template.innerHTML = markup;
    this.form.replaceChildren(template.content);
    this.find();
    this.restore(kept);
  }

  /** Show which preset is chosen; "" for none. @param {string} name */
  choosePreset(name) {
    const presets = /** @type {HTMLSelectElement|null} */ (this.form.querySelector("[data-op=preset]"));
    if (presets) {
      presets.value = name;
    }
  }

  /** Index what can be set and where problems are said. */
  find() {
    this.fields = byPath(
      /** @type {NodeListOf<Field>} */ (this.form.querySelectorAll("[data-path]:not([data-op])")),
      "path",
    );
    this.places = byPath(
      /** @type {NodeListOf<HTMLElement>} */ (this.form.querySelectorAll("[data-problem]")),
      "problem",
    );
  }

  /**
   * Put texts into the fields, and their ranges into those sliders whose range depends on another value.
   *
   * @param {[Path, string][]} values @param {[Path, [string, string, string]][]} ranges
   * @param {Path[]} newer what the reader has changed again since these were asked for
   */
  update(values, ranges, newer) {
    this.texts = new Map(values.map(([path, text]) => [JSON.stringify(path), text]));
    newer.forEach((path) => this.texts.delete(JSON.stringify(path)));
    for (const [path, [min, max, step]] of ranges) {
      this.fields
        .get(JSON.stringify(path))
        ?.filter(isSlider)
        .forEach((slider) => set(slider, { min, max, step }));
    }
    for (const fields of this.fields.values()) {
      fields.forEach((field) => (field === document.activeElement && isTyped(field) ? undefined : this.put(field)));
    }
  }

  /** Put the text of one field into it. @param {Field} field */
  put(field) {
    const { path } = field.dataset;
    const text = path === undefined ? undefined : this.texts.get(normal(path));
    if (text !== undefined) {
      setText(field, text);
    }
  }

  /**
   * Say what is wrong beside the controls; what has no place is returned.
   *
   * @param {{path: Path, message: string}[]} problems @returns {string[]}
   */
  complain(problems) {
    /** @type {Map<string, string>} */
    const messages = new Map();
    for (const { path, message } of problems) {
      const key = JSON.stringify(path);
      messages.set(key, (messages.get(key) ?? "") + message);
    }
    for (const [path, places] of this.places) {
      const message = messages.get(path);
      messages.delete(path);
      const fields = this.fields.get(path) ?? [];
      const id = fields.map((field) => field.id && `${field.id}-problem`).find(Boolean);
      places.forEach((place) => say(place, message, id));
      const invalid = message === undefined ? {} : { "aria-invalid": "true", "aria-describedby": id };
      fields.forEach((field) => set(field, { "aria-invalid": null, "aria-describedby": null, ...invalid }));
    }
    return [...messages.values()];
  }

  /** The field of a path, and not its slider; none where the controls that are shown have none. @param {Path} path */
  fieldOf(path) {
    return this.fields.get(JSON.stringify(path))?.find((field) => !isSlider(field));
  }

  /** What must survive new markup: focus, caret, open groups. @returns {Kept} */
  remember() {
    const active = /** @type {Field} */ (document.activeElement);
    const open = new Map(
      [...this.form.querySelectorAll("details")].map((details) => [groupName(details), details.open]),
    );
    if (!this.form.contains(active)) {
      return { open };
    }
    /** @type {Kept["caret"]} */
    const caret = isTyped(active) && active.type !== "number" ? [active.selectionStart, active.selectionEnd] : null;
    return { open, id: active.id, op: active.dataset.op, path: active.dataset.path, caret };
  }

  /** @param {Kept} kept */
  restore({ open, id, op, path, caret }) {
    for (const details of this.form.querySelectorAll("details")) {
      details.open = open.get(groupName(details)) ?? details.open;
    }
    if (id === undefined) {
      return;
    }
    const fields = /** @type {NodeListOf<Field>} */ (this.form.querySelectorAll("[data-path], [data-op]"));
    const same = (/** @type {Field} */ { dataset }) => dataset.op === op && dataset.path === path;
    const again =
      (id && this.form.querySelector(`#${CSS.escape(id)}`)) ||
      [...fields].find(same) ||
      this.form.querySelector("input, select, textarea, button");
    /** @type {Field|null} */ (again)?.focus({ preventScroll: true });
    if (caret && again && isTyped(again)) {
      again.setSelectionRange(...caret);
    }
  }
}

/** @template {HTMLElement} E @param {NodeListOf<E>} elements @param {"path"|"problem"} name */
function byPath(elements, name) {
  /** @type {Map<string, E[]>} */
  const groups = new Map();
  for (const element of elements) {
    const key = normal(element.dataset[name] ?? "[]");
    groups.set(key, [...(groups.get(key) ?? []), element]);
  }
  return groups;
}

/** A path as text in one form, whatever spaces the markup has. @param {string} path */
function normal(path) {
  return JSON.stringify(JSON.parse(path));
}

/** @param {Element} element @returns {element is HTMLInputElement} */
export function isSlider(element) {
  return element instanceof HTMLInputElement && element.type === "range";
}

/** @param {Element} element @returns {element is HTMLInputElement} */
function isCheckbox(element) {
  return element instanceof HTMLInputElement && element.type === "checkbox";
}

/** @param {HTMLDetailsElement} details */
function groupName(details) {
  return details.dataset.group ?? details.querySelector("summary")?.textContent;
}

/** Say what is wrong with a control, at its end. @param {HTMLElement} control @param {string} [message] @param {string} [id] */
function say(control, message, id) {
  const said = control.querySelector(":scope > .playground__problem");
  if (said?.textContent !== message) {
    said?.remove();
    control.append(...(message === undefined ? [] : [html("p", { class: "playground__problem", id }, message)]));
  }
}

/** Let a screen reader say of a slider what its field shows: it may stand at an exponent. @param {Field} field @param {string} text */
function sayValue(field, text) {
  if (isSlider(field)) {
    set(field, { "aria-valuetext": text });
  }
}

/** @param {Exclude<Field, HTMLButtonElement>} field */
function textOf(field) {
  if (isCheckbox(field)) {
    return String(field.checked);
  }
  if (isSlider(field) && field.dataset.scale === "log") {
    return String(Number((10 ** Number(field.value)).toPrecision(DIGITS)));
  }
  return field.value;
}

/** A number, or a fraction such as 1/3. @param {string} text */
function numberOf(text) {
  const [above, below = "1"] = text.split("/");
  return text.trim() === "" ? NaN : Number(above) / Number(below);
}

/** @param {Field} field @param {string} text */
function setText(field, text) {
  sayValue(field, text);
  if (isCheckbox(field)) {
    field.checked = text === "true";
  } else if (isSlider(field)) {
    const number = numberOf(text);
    const value = field.dataset.scale === "log" ? Math.log10(number) : number;
    if (Number.isFinite(value) && textOf(field) !== text) {
      field.value = String(value);
    }
  } else if ("value" in field && !(field instanceof HTMLButtonElement) && field.value !== text) {
    field.value = text;
    field.dispatchEvent(new CustomEvent("play-ground-text")); // an editor over it follows
  }
}
