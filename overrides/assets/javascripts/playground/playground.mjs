/**
 * A playground that is alive: it asks, draws, and remembers. It knows nothing of what is played with.
 *
 * @typedef {import("./types").State} State
 * @typedef {import("./types").Edit} Edit
 */

import { addressOf, publishedAddress, writeAddress } from "./address.mjs";
import { openEditor } from "./code-field.mjs";
import { targetOf } from "../dom.mjs";
import { completed, Player } from "../player.mjs";
import { giveFile } from "./downloads.mjs";
import { Edits } from "./edits.mjs";
import { frameOf, isEmbed } from "./embedding.mjs";
import { Narrator } from "./narrator.mjs";
import { Notice } from "./notice.mjs";
import { watchPin } from "./pin.mjs";
import { Requests } from "./requests.mjs";
import { wordsOf } from "./sentence.mjs";
import { Settings } from "./settings.mjs";
import { SlowPictures } from "./slow-pictures.mjs";
import { codeBeside, copied, Snippets } from "./snippets.mjs";
import { Stage } from "./stage.mjs";
import { Timers } from "./timers.mjs";

const ADDRESS_AFTER_MS = 300; // browsers refuse more than a few changes a second
const CODE_AFTER_MS = 300;

export class Playground {
  /** @param {HTMLElement & {parts: import("./shell.mjs").Parts}} element @param {import("./bridge.mjs").Connection} connection */
  constructor(element, connection) {
    this.element = element;
    this.connection = connection;
    this.pathname = location.pathname;
    this.stopping = new AbortController();
    this.timers = new Timers();
    /** @type {State|null} */
    this.state = null;
    this.drawn = ""; // the query whose pictures are shown
    this.trusted = true; // false while code from the address waits for the reader
    this.moving = false; // while a control or a mark is dragged
    /** @type {number|null} the step under the pointer */
    this.pointed = null;

    const { parts } = element;
    const { signal } = this.stopping;
    const onError = (/** @type {unknown} */ error) => this.report(error);
    this.parts = parts;
    this.notice = new Notice(parts.notice);
    this.edits = new Edits((edits) => this.send(edits), onError);
    this.settings = new Settings(element, parts, {
      onEdit: (edit, options) => this.edit(edit, options),
      onSettled: () => this.settle(),
      onRun: () => this.runCode(),
      waiting: () => this.edits.waiting,
      note: (text) => this.notice.say(text),
      signal,
    });
    this.requests = new Requests(connection, element, () => this.settings.structures);
    this.player = new Player(completed(parts), {
      onStep: (_, { sliding }) => this.showStep(sliding),
      describe: (step) => this.stage.main?.describe(step) ?? "",
      signal,
    });
    this.stage = new Stage(
      parts,
      this.player,
      {
        onPoint: (step) => this.point(step),
        onPick: (step) => this.player.go(step),
        onWalk: (by) => this.player.walk(by),
        onEdit: (edit, final) => this.edit(edit, { moving: !final }),
      },
      () => ({ hold: this.moving, outdated: this.edits.waiting.length > 0, at: this.cursor() }),
    );
    this.narrator = new Narrator(parts, this.timers, () => this.sentence());
    this.slowPictures = new SlowPictures(parts, this.stage, {
      ask: (state, name) =>
        this.requests.askFor(state, { do: "picture", name, settings: state.settings, step: this.player.step }),
      isOutdated: (state) => this.isOutdated(state),
      onSeen: () => this.narrator.follow(),
      onError,
    });
    this.snippets = new Snippets(parts.snippets, {
      code: { button: parts.buttons.code, ask: () => this.code() },
      embed: { button: parts.buttons.embed, ask: () => [["HTML", this.frame()]] },
    });
    this.listen(signal);
  }

  /** @param {AbortSignal} signal */
  listen(signal) {
    const { chips, fold, form } = this.parts;
    chips.addEventListener("change", () => this.followCode(), { signal });
    this.element.addEventListener("click", (event) => this.act(targetOf(event)), { signal });
    fold?.addEventListener("toggle", () => this.finish(), { signal });
    form.addEventListener("focusin", (event) => openEditor(targetOf(event), this.connection), { signal });
    if (this.element.hasAttribute("data-page")) {
      watchPin(this.element, this.parts, signal);
    }
  }

  /**
   * Show a setting for the first time.
   *
   * What the page itself knows is drawn at once, while the interpreter starts.
   *
   * @param {string} query
   * @param {Event[]} early what the reader did before: edits go along with the request, buttons are pressed after it
   */
  async open(query, early) {
    const { query: own = "", first } = this.element.dataset;
    const asIs = query === own;
    early.filter(() => asIs).forEach((event) => this.settings.controls.handle(event));
    if (asIs && first) {
      await this.apply(JSON.parse(first));
      await this.connection.ready();
    } else {
      const state = await this.requests.ask({ do: "open", query, step: this.step });
      this.trusted = !state.code.length;
      await this.apply(state);
    }
    for (const event of early.filter(({ type }) => type === "click")) {
      const button = /** @type {HTMLElement|null} */ (
        targetOf(event).closest("[data-do], [data-chip], .player button")
      );
      const same = button && !button.isConnected ? `[data-chip="${button.dataset.chip}"]` : null;
      const again = same ? this.element.querySelector(same) : button;
      /** @type {HTMLElement|null} */ (again)?.click();
    }
    await this.work();
  }

  /** Back to the setting of the page. */
  async reset() {
    this.edits.waiting.length = 0;
    this.settings.active = 0;
    this.player.reset();
    const state = await this.requests.ask({ do: "open", query: this.element.dataset.query ?? "", step: this.step });
    this.trusted = true;
    await this.apply(state);
    this.moveCursor();
    this.timers.after(0, "address", () => this.showAddress(null));
    this.finish();
  }

  stop() {
    this.stopping.abort();
    this.timers.stop();
    this.stage.remove();
  }

  // Edits and answers ----------------------------------------------------------------------------------------------

  /** @param {Edit} edit @param {{moving: boolean}} options */
  edit(edit, { moving }) {
    this.moving = moving;
    this.edits.add(edit);
    this.work();
  }

  /** A slider or mark was let go: the axes may settle. */
  settle() {
    this.moving = false;
    if (!this.edits.busy) {
      this.stage.settle();
    }
  }

  /** Ask until nothing waits, then for what takes long. @param {{again?: boolean}} [how] `again`: even if nothing waits */
  async work(how) {
    if (this.state && (await this.edits.work(how))) {
      this.finish();
    }
  }

  /** Ask for the state after edits, and take it in. @param {Edit[]} edits */
  async send(edits) {
    const before = /** @type {State} */ (this.state);
    const request = { settings: before.settings, step: this.player.step, edits };
    await this.apply(await this.requests.ask({ do: "show", ...request }), edits);
    const query = this.state?.query ?? "";
    if (query !== before.query) {
      this.timers.after(ADDRESS_AFTER_MS, "address", () => this.showAddress(query));
    }
  }

  /** Take an answer in. @param {State} state @param {Edit[]} [edits] that led to it */
  async apply(state, edits = []) {
    this.state = state;
    this.settings.take(state, edits);
    if (this.parts.full) {
      const { href = "" } = this.element.dataset;
      this.parts.full.href = state.query ? `${href}?${state.query}` : href;
    }
    await (state.code.length ? this.showForeign(state) : this.showPictures(state));
  }

  /** Draw the pictures that come with an answer; where one is missing the last good one stays. @param {State} answer */
  async showPictures({ pictures, sentence }) {
    const shown = (pictures ?? []).filter((picture) => picture !== null);
    if (shown.length > 0 && shown.length === pictures?.length) {
      await this.stage.show(shown);
      this.drawn = this.state?.query ?? "";
    }
    this.narrator.say(sentence);
    this.timers.after(CODE_AFTER_MS, "code", () => this.followCode());
  }

  /** Show what takes long, when nothing waits. */
  finish() {
    const { state } = this;
    if (state && !state.problems.length && !this.isOutdated(state) && !this.isForeign(state)) {
      this.slowPictures.make(state);
    }
  }

  /** Whether something newer has come than a state. @param {State} state */
  isOutdated(state) {
    return this.edits.waiting.length > 0 || this.state !== state || this.stopping.signal.aborted;
  }

  // Requests -------------------------------------------------------------------------------------------------------

  /** The sentence of what is shown now; null where there is none, or another thing is shown by then. */
  async sentence() {
    const { state } = this;
    if (!state || this.isForeign(state)) {
      return null;
    }
    try {
      const sentence = await this.requests.askFor(state, {
        do: "sentence",
        settings: state.settings,
        step: this.player.step,
      });
      return this.state === state ? sentence : null;
    } catch (error) {
      this.report(error);
      return null;
    }
  }

  /** The code for the setting whose controls are shown. */
  async code() {
    const { settings = [] } = this.state ?? {};
    return this.requests.ask({ do: "snippets", settings, setting: this.settings.active });
  }

  /** Bring the code that the reader has opened to what is shown. */
  async followCode() {
    try {
      await this.snippets.follow();
    } catch (error) {
      this.report(error);
    }
  }

  /** Say what went wrong, unless nobody is here any more. @param {unknown} error */
  report(error) {
    if (!this.stopping.signal.aborted) {
      this.notice.report(error);
    }
  }

  // The reader's code ----------------------------------------------------------------------------------------------

  /** Whether code from the address waits for the reader. @param {State} state */
  isForeign(state) {
    return state.code.length > 0 && !this.trusted;
  }

  /** Code that is not ours runs in the sandbox, and only once the reader has asked. @param {State} state */
  async showForeign(state) {
    if (!this.trusted) {
      this.connection.warm("sandbox");
      this.notice.say("这段代码来自链接，还没有运行。看过之后点“运行”。");
      await this.showPictures({ ...state, sentence: "" });
      return;
    }
    this.element.dataset.running = "";
    const { settings } = state;
    const request = { settings, step: this.player.step, edits: [], have: [] };
    try {
      const answer = await this.connection.askSandbox({ do: "show", ...request });
      if (this.state === state) {
        this.notice.say(this.settings.complain(answer.problems).join(" "));
        await this.showPictures(answer);
      }
    } catch (error) {
      this.report(error);
    } finally {
      delete this.element.dataset.running;
    }
  }

  runCode() {
    this.trusted = true;
    this.work({ again: true });
  }

  // Steps ----------------------------------------------------------------------------------------------------------

  /** The pointer is over a step, or over none. @param {number|null} step */
  point(step) {
    this.pointed = step;
    this.moveCursor();
  }

  /** The reader or the player went to a step. @param {boolean} sliding */
  showStep(sliding) {
    this.stage.moveCursor(this.cursor(), { glide: !sliding && !this.player.still.matches });
    this.narrator.follow();
  }

  /** Where the reader looks; null where nowhere in particular. */
  get step() {
    return this.player.active ? this.player.step : null;
  }

  cursor() {
    return this.pointed ?? this.step;
  }

  moveCursor() {
    this.stage.moveCursor(this.cursor());
  }

  // Buttons and words ----------------------------------------------------------------------------------------------

  /** Do what a button says. @param {HTMLElement} target */
  async act(target) {
    const button = /** @type {HTMLElement|null} */ (target.closest("[data-do]"));
    const name = button?.dataset.do;
    try {
      if (name === "link") {
        this.narrator.announce(await copied(target, this.link(), "链接"));
      } else if (name === "code") {
        await this.snippets.toggle(name);
      } else if (name === "embed") {
        if (await this.snippets.toggle(name)) {
          this.narrator.announce(await copied(target, this.frame(), "嵌入代码"));
        }
      } else if (name === "snippet") {
        this.narrator.announce(await copied(target, codeBeside(target), "代码"));
      } else if (name === "svg" || name === "png" || name === "csv") {
        await this.give(name);
      } else if (name === "reset") {
        await this.reset();
      }
    } catch (error) {
      this.report(error);
    }
  }

  /** The address of what is shown, for others: from a frame they come to the full page. */
  link() {
    const { full } = this.parts;
    return full && isEmbed(this.element) ? full.href : addressOf(this.element, this.state?.query ?? null).href;
  }

  /** The HTML by which another page shows it. */
  frame() {
    return frameOf(this.element, this.state?.query ?? "");
  }

  /** Hand out what is shown, or say why there is nothing. @param {string} kind of file */
  async give(kind) {
    if (this.stage.main) {
      await giveFile(kind, this.element.dataset.playground ?? "", this.stage, {
        sentence: wordsOf(this.narrator.said ?? ""),
        address: publishedAddress(this.element, this.drawn),
      });
    } else {
      const { problems } = this.settings;
      this.notice.say(
        `${problems} 没有图可以下载：这个设置画不出来。按参数旁的提示改好，或点“重置”，再下载。`.trimStart(),
      );
    }
  }

  /** Write a setting into the address, unless the theme has gone on to another page. @param {string|null} query */
  showAddress(query) {
    if (location.pathname === this.pathname) {
      writeAddress(this.element, query);
    }
  }

  // For tests, and for whoever is curious -------------------------------------------------------------------------

  /** The data of the pictures that are shown, by name. */
  get pictures() {
    return Object.fromEntries([...this.stage.drawers].map(([name, drawer]) => [name, drawer.picture]));
  }

  /** Whether all that was asked for is shown. */
  get isIdle() {
    return !this.edits.busy && this.edits.waiting.length === 0 && !this.slowPictures.making;
  }
}
