/** A block of a program in the page: its text, the field in which it is changed, and what it printed. */

import { html } from "../dom.mjs";
import { isSame, tidy } from "./execution.mjs";

const EDITOR = new URL(EDITOR_NAME, import.meta.url);

export class Block {
  #code;
  #original;
  #marked;
  #printed; // the element below, where the article shows what the block prints; or one that is made for it
  #shown; // what it holds in the article
  #said;
  #restoring;
  #editing;
  /** @type {HTMLTextAreaElement|null} */ #field = null;
  /** Milliseconds that the last whole run took; 0: there was none. */
  took = 0;

  /** @param {HTMLElement} element @param {() => void} run */
  constructor(element, run) {
    this.element = element;
    this.number = Number(element.dataset.program);
    this.#code = /** @type {HTMLElement} */ (element.querySelector("code"));
    this.#original = this.#code.textContent ?? "";
    this.#marked = [...this.#code.childNodes];
    const below = element.nextElementSibling;
    this.#printed = below?.matches("pre.language-text") ? below.querySelector("code") : null;
    this.#shown = this.#printed?.textContent ?? null;
    this.#said = html("span", { class: "program__said", role: "status" });
    element.append(this.#said);
    element.classList.add("program");
    this.button = /** @type {HTMLButtonElement} */ (element.querySelector(".program__run"));
    this.#restoring = html("button", { class: "program__tool", type: "button", hidden: true }, "复原");
    this.#restoring.addEventListener("click", () => this.restore());
    this.#editing = html("button", { class: "program__tool", type: "button", hidden: true }, "编辑");
    this.#editing.addEventListener("click", () => this.edit());
    this.button.before(this.#restoring, this.#editing);
    element.addEventListener(
      "keydown",
      (event) => {
        if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return;
        event.preventDefault();
        event.stopPropagation(); // the editor would begin a line
        run();
      },
      { capture: true },
    );
  }

  get text() {
    return this.#field?.value ?? this.#original;
  }

  get isChanged() {
    return this.text.trimEnd() !== this.#original.trimEnd();
  }

  /** Whether the article shows something else than was printed. @param {string} printed */
  differs(printed) {
    return this.#shown !== null && !isSame(printed, this.#shown);
  }

  get hasShown() {
    return this.#shown !== null;
  }

  /** @param {boolean} isRunning */
  set running(isRunning) {
    this.button.textContent = isRunning ? "停止" : "运行";
    this.button.ariaLabel = `${this.button.textContent}第 ${this.number + 1} 块代码`;
    if (!isRunning) this.#editing.hidden = this.#field !== null;
  }

  /** @param {string} sentence @param {boolean} [isFailure] */
  say(sentence, isFailure = false) {
    this.#said.textContent = sentence;
    this.#said.classList.toggle("program__said--failure", isFailure);
  }

  /** Show what was printed. What stands there is left as it is where it says the same. @param {string} printed */
  show(printed) {
    if (this.#shown !== null && !this.differs(printed)) printed = this.#shown;
    if (!this.#printed) {
      if (!printed) return;
      this.#printed = html("code");
      this.element.after(html("pre", { class: "language-text highlight" }, this.#printed));
    }
    if (this.#printed.textContent !== printed)
      this.#printed.textContent = this.#shown === printed ? printed : tidy(printed);
  }

  /** Let the reader change the text; an editor takes the place of the field when it has come. */
  async edit() {
    const field = html("textarea", {
      class: "program__field",
      "aria-label": "代码",
      spellcheck: "false",
      autocapitalize: "off",
    });
    this.#field = field;
    field.value = this.#original.trimEnd();
    field.rows = field.value.split("\n").length;
    field.addEventListener("input", () => (this.#code.textContent = field.value)); // it is what the copy button copies
    this.#code.hidden = true;
    this.#code.after(field);
    this.#editing.hidden = true;
    this.#restoring.hidden = false;
    field.focus();
    const isTouch = matchMedia("(pointer: coarse)").matches;
    this.say(isTouch ? "改好后按“运行”。" : "改好后按 Ctrl+Enter，或按“运行”。");
    try {
      const { mountEditor } = await import(EDITOR.href);
      if (field.isConnected) mountEditor(field);
    } catch (error) {
      console.warn("program: the plain field stays,", error);
    }
  }

  /** Bring text and output back as the article has them. */
  restore() {
    this.#field?.remove();
    this.#field = null;
    this.element.querySelector(".cm-editor")?.remove();
    this.#code.replaceChildren(...this.#marked);
    this.#code.hidden = false;
    if (this.#printed && this.#shown !== null) this.#printed.textContent = this.#shown;
    else this.#printed?.parentElement?.remove();
    if (this.#shown === null) this.#printed = null;
    this.#restoring.hidden = true;
    this.#editing.hidden = false;
    this.say("已复原。");
    this.#editing.focus();
  }
}
