/**
 * A playground that is alive: it asks, draws, and remembers. It knows nothing of what is played with.
 *
 * @typedef {import("./types").State} State
 * @typedef {import("./types").Edit} Edit
 * @typedef {import("./history.mjs").Moment} Moment
 * @typedef {{reason: string, cure?: Cure}} Refusal
 * @typedef {{setting: number, path: import("./types").Path}} Place  of a control
 * @typedef {Place & {label: string, do: "run"|"mend"}} Cure
 * @typedef {{edits?: Edit[], step?: number, active?: number, lead?: string}} Change  `step`: of the reader's, to be taken back;
 *   `active`: the setting whose controls are shown then; `lead`: what is said of it
 */

import { addressOf, publishedAddress, publishedPage, writeAddress } from "./address.mjs";
import { openEditor } from "./code-field.mjs";
import { isSlider } from "./controls.mjs";
import { targetOf } from "../dom.mjs";
import { completed, Player } from "../player.mjs";
import { Edits } from "./edits.mjs";
import { Narrator } from "./narrator.mjs";
import { Notice, reasonOf } from "./notice.mjs";
import { watchPin } from "./pin.mjs";
import { hideProgress, showProgress } from "./progress.mjs";
import { Requests } from "./requests.mjs";
import { wordsOf } from "./sentence.mjs";
import { Settings } from "./settings.mjs";
import { SlowPictures } from "./slow-pictures.mjs";
import { Stage } from "./stage.mjs";
import { Timers } from "./timers.mjs";
import { Trust } from "./trust.mjs";

const ADDRESS_AFTER_MS = 300; // browsers refuse more than a few changes a second
const CODE_AFTER_MS = 300;
const REST_AFTER_MS = 2000;
const FROM_LINK = "这段代码来自链接，还没有运行。看过之后点“运行”。";
const FILES = ["svg", "png", "csv", "gif"];

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
    /** @type {Refusal|null} why there is no picture of the state */
    this.refusal = null;
    this.moving = false; // while a control or a mark is dragged
    /** @type {number|null} the step under the pointer */
    this.pointed = null;

    const { parts } = element;
    const { signal } = this.stopping;
    const onError = (/** @type {unknown} */ error) => this.report(error);
    this.parts = parts;
    this.notice = new Notice(parts.notice);
    this.trust = new Trust();
    this.revealed = ""; // code from a link that the reader was led to
    /** @type {Promise<typeof import("./rest.mjs")>|undefined} */
    this.resting = undefined;
    /** @type {import("./history.mjs").History|null} once something has changed */
    this.history = null;
    this.edits = new Edits(
      (edits) => this.send(edits),
      (error) => this.refuse(reasonOf(error)),
    );
    this.settings = new Settings(element, parts, {
      onEdit: (edit, options) => this.edit(edit, options),
      onSettled: () => this.settle(),
      onRun: () => this.runCode(),
      waiting: () => this.edits.waiting,
      note: (text) => this.notice.say(this.state?.pictures ? `${text} ${this.missing}`.trim() : ""), // else it stands in the picture
      signal,
    });
    this.requests = new Requests(
      connection,
      element,
      () => this.settings.structures,
      (state) => this.trust.allows(state),
    );
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
    this.narrator = new Narrator(
      parts,
      this.timers,
      () => this.sentence(),
      () => this.edits.busy || this.slowPictures.making !== null,
    );
    this.slowPictures = new SlowPictures(parts, this.stage, {
      ask: (state, name, brief) =>
        this.requests.askFor(state, { do: "picture", name, brief, settings: state.settings, step: this.player.step }),
      isOutdated: (state) => this.isOutdated(state),
      onSeen: () => this.narrator.follow(),
      onError,
    });
    /** @type {import("./snippets.mjs").Snippets|null} once there were any */
    this.snippets = null;
    this.listen(signal);
  }

  /** @param {AbortSignal} signal */
  listen(signal) {
    const { chips, fold, form } = this.parts;
    chips.addEventListener("change", () => this.followCode(), { signal });
    this.element.addEventListener("click", (event) => this.act(targetOf(event)), { signal });
    fold?.addEventListener("toggle", () => this.finish(), { signal });
    form.addEventListener("focusin", (event) => openEditor(targetOf(event), this.connection), { signal });
    form.addEventListener("change", (event) => !isSlider(targetOf(event)) && this.edits.end(), { signal }); // a slider says so at each key
    this.element.addEventListener("focusout", () => !this.moving && this.edits.end(), { signal }); // a drag may begin with it
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
    const state = asIs && first ? JSON.parse(first) : await this.requests.ask({ do: "open", query, step: this.step });
    if (asIs) {
      this.trust.give(state);
    }
    await this.apply(state);
    await this.connection.ready();
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

  /** What the first picture does not need; one promise, so that those who wait for it go on in their order. */
  rest() {
    this.resting ??= import("./rest.mjs").then(
      (rest) => {
        this.history = new rest.History();
        rest.watchUndoKeys(this.element, (op) => this.leap(op), this.stopping.signal);
        rest.noteCaption(this.parts.figure);
        this.showPossible();
        return rest;
      },
      (error) => {
        this.resting = undefined; // another time there may be a network
        throw error;
      },
    );
    return this.resting;
  }

  stop() {
    this.stopping.abort();
    this.timers.stop();
    this.clear();
    this.stage.remove();
  }

  // Edits and answers ----------------------------------------------------------------------------------------------

  /** @param {Edit} edit @param {{moving: boolean}} options */
  edit(edit, { moving }) {
    this.edits.add(edit);
    if (this.moving && !moving) {
      this.edits.end();
    }
    this.moving = moving;
    this.work();
  }

  /** Go to a setting that is known as a whole. @param {"undo"|"redo"|"reset"} op @returns whether there is one */
  leap(op) {
    const isPossible = this.edits.busy || op === "reset" || !!this.history?.[op === "undo" ? "canUndo" : "canRedo"];
    if (isPossible) {
      this.edit({ setting: this.settings.active, op }, { moving: false });
    }
    return isPossible;
  }

  /** A slider or mark was let go: the axes may settle. */
  settle() {
    this.moving = false;
    this.edits.end();
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

  /** Ask for the state after the edits of one step, and take it in. @param {Edit[]} edits */
  async send(edits) {
    const [{ op = "", step = 0 } = {}] = edits;
    if (op === "undo") {
      await this.travel(this.history?.undo(), "已撤销。");
    } else if (op === "redo") {
      await this.travel(this.history?.redo(), "已重做。");
    } else if (op === "reset") {
      await this.reset(step);
    } else {
      const before = /** @type {State} */ (this.state);
      const request = { settings: before.settings, step: this.step, edits };
      const state = await this.requests.ask({ do: "show", ...request });
      if (this.trust.allows(before)) {
        this.trust.give(state); // then it is the reader's own
      }
      await this.change(state, { edits, step });
    }
  }

  /** Back to the setting of the page. @param {number} step */
  async reset(step) {
    const state = await this.requests.ask({ do: "open", query: this.element.dataset.query ?? "" });
    this.trust.give(state);
    this.player.reset();
    await this.change(state, { step, active: 0, lead: "已重置。" });
    this.moveCursor();
    this.timers.after(0, "address", () => this.showAddress(null));
  }

  /** Go to a setting of before. @param {Moment|undefined} moment @param {string} lead */
  async travel(moment, lead) {
    if (moment) {
      const { settings, active } = moment;
      const state = await this.requests.ask({ do: "show", settings, step: this.step });
      await this.change(state, { active, lead });
      this.settings.controls.put(/** @type {HTMLInputElement} */ (document.activeElement)); // also where one is typing
    }
  }

  /** Let a change be taken back, unless it takes one back. @param {number} step of the reader's, or 0 @param {Moment} from @param {Moment} to */
  async remember(step, from, to) {
    await this.rest();
    if (step) {
      this.history?.add({ number: step, from, to });
    }
    this.showPossible();
  }

  /** Show what can be taken back and done again. A disabled button would lose the focus; these only say that they do nothing. */
  showPossible() {
    const { undo, redo } = this.parts.buttons;
    undo.setAttribute("aria-disabled", String(!this.history?.canUndo));
    redo.setAttribute("aria-disabled", String(!this.history?.canRedo));
  }

  /** Take in what comes of a change. @param {State} state @param {Change} change */
  async change(state, { edits, step = 0, active = this.settings.active, lead = "" }) {
    const before = /** @type {State} */ (this.state);
    const from = { settings: before.settings, active: this.settings.active };
    this.settings.active = active;
    this.narrator.expect(lead);
    const shown = this.apply(state, edits);
    const to = { settings: state.settings, active: this.settings.active };
    this.remember(step, from, to).catch(() => {}); // without a network nothing is taken back
    await shown;
    if (state.query !== before.query) {
      this.timers.after(ADDRESS_AFTER_MS, "address", () => this.showAddress(state.query));
    }
  }

  /** Take an answer in. @param {State} state @param {Edit[]} [edits] that led to it */
  async apply(state, edits = []) {
    this.state = state;
    this.settings.take(state, edits);
    const { href = "", query = "" } = this.element.dataset;
    if (this.parts.full) {
      this.parts.full.href = state.query ? `${href}?${state.query}` : href;
    }
    if (this.parts.figure.toggleAttribute("data-changed", !state.whole || state.query !== query)) {
      this.rest().catch(() => {}); // the caption is of another one, and says so
    }
    await (state.code.length ? this.showForeign(state) : this.showPictures(state));
  }

  /** Draw the pictures that come with an answer, or say why there are none. @param {State} answer */
  async showPictures({ pictures, sentence, problems, labels }) {
    if (pictures) {
      await this.stage.show(pictures);
      this.drawn = this.state?.query ?? "";
      this.clear();
      this.narrator.say(sentence);
    } else {
      const messages = problems.map(({ setting, message }) => (labels[1] ? `${labels[setting]}：${message}` : message));
      this.refuse(`这个设置画不出来。${messages.join("")}`, this.mending(problems[0]));
    }
    this.timers.after(CODE_AFTER_MS, "code", () => this.followCode());
  }

  /** What leads to the control that is in the way, where there is one. @param {Place} place @returns {Cure|undefined} */
  mending({ setting, path }) {
    return this.settings.has({ setting, path }) ? { label: "去改这一项", do: "mend", setting, path } : undefined;
  }

  /** Let the last picture pale, and say in its place why there is none of this setting. @param {string} reason @param {Cure} [cure] */
  async refuse(reason, cure) {
    if (!reason || this.stopping.signal.aborted) {
      return;
    }
    const refusal = { reason, cure };
    this.refusal = refusal;
    this.narrator.refuse(reason);
    this.element.dataset.undrawn = "";
    try {
      const { showObstacle } = await this.rest();
      if (this.refusal === refusal) {
        showObstacle(this.parts.picture, refusal);
      }
    } catch {
      this.notice.say(reason); // without a network
    }
  }

  /** Nothing is in the way any more. */
  clear() {
    this.refusal = null;
    delete this.element.dataset.undrawn;
    this.parts.picture.querySelector(".playground__obstacle")?.remove();
  }

  /** Show what takes long, when nothing waits, and fetch after it what may be needed. */
  async finish() {
    const { state } = this;
    if (state && !this.refusal && !this.isOutdated(state)) {
      await this.slowPictures.make(state);
    }
    this.timers.after(REST_AFTER_MS, "rest", () => this.rest().catch(() => {}));
  }

  /** Whether something newer has come than a state. @param {State} state */
  isOutdated(state) {
    return this.edits.waiting.length > 0 || this.state !== state || this.stopping.signal.aborted;
  }

  // Requests -------------------------------------------------------------------------------------------------------

  /** The sentence of what is shown at a step; null where there is none, or another thing is shown by then. */
  async sentence(step = this.player.step) {
    const { state } = this;
    if (!state || this.refusal) {
      return null;
    }
    try {
      const sentence = await this.requests.askFor(state, {
        do: "sentence",
        settings: state.settings,
        step,
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
      await this.snippets?.follow();
    } catch (error) {
      this.report(error);
    }
  }

  /** Say beside the picture what went wrong, unless nobody is here any more. @param {unknown} error */
  report(error) {
    const reason = reasonOf(error);
    if (reason && !this.stopping.signal.aborted) {
      this.notice.say(reason);
    }
  }

  // The reader's code ----------------------------------------------------------------------------------------------

  /** What is said of code from a link where others are drawn. */
  get missing() {
    const [place] = this.state ? this.trust.waiting(this.state) : [];
    return place ? `图里还没有“${this.state?.labels[place.setting]}”：${FROM_LINK}` : "";
  }

  /** Code that is not ours runs in the sandbox, and only once the reader has seen it and asked. @param {State} state */
  async showForeign(state) {
    const [place] = this.trust.waiting(state);
    if (place) {
      this.connection.warm("sandbox");
      this.reveal(place);
      if (state.pictures) {
        await this.showPictures(state);
      } else {
        this.refuse(FROM_LINK, { label: "运行", do: "run", ...place });
      }
      return;
    }
    this.element.dataset.running = "";
    const { settings } = state;
    const request = { settings, step: this.step, edits: [], have: [] };
    try {
      const answer = await this.connection.askSandbox({ do: "show", ...request });
      if (this.state === state) {
        const others = this.settings.complain(answer.problems).join(" ");
        this.notice.say(answer.pictures ? others : "");
        await this.showPictures(answer);
      }
    } catch (error) {
      this.refuse(reasonOf(error), this.mending(state.code[0]));
    } finally {
      delete this.element.dataset.running;
    }
  }

  /** Lead the reader once to code from a link: who tunes another setting stays there. @param {Place} place */
  reveal(place) {
    const where = JSON.stringify(place);
    if (where !== this.revealed) {
      this.revealed = where;
      this.settings.reveal(place);
    }
  }

  /** Run what is shown; of the code from a link that of the setting whose controls are. */
  runCode() {
    const { state, trust, settings } = this;
    if (!state) {
      return;
    }
    const [place] = trust.waiting(state);
    if (place && place.setting !== settings.active) {
      settings.reveal(place);
    } else {
      trust.give(state, settings.active);
      this.work({ again: true });
    }
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

  /** Where the reader has gone; null where nowhere: the walk stands where the picture begins. */
  get step() {
    return this.player.moved ? this.player.step : null;
  }

  cursor() {
    return this.pointed ?? (this.player.active ? this.player.step : null);
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
        await this.copy(target, await this.link(), "链接");
      } else if (name === "code" || name === "embed") {
        const first = await this.toggleSnippets(name);
        if (first) {
          const { codeBeside } = await this.rest();
          const [button, what] = name === "embed" ? [target, "嵌入代码"] : [first, "代码"];
          await this.copy(button, codeBeside(first), what);
        }
      } else if (name === "snippet") {
        const { codeBeside } = await this.rest();
        await this.copy(target, codeBeside(target), "代码");
      } else if (name && FILES.includes(name)) {
        await this.give(name);
      } else if (name === "undo" || name === "redo" || name === "reset") {
        this.leap(name);
      } else if (name === "run") {
        /** @type {HTMLElement|null} */ (this.parts.form.querySelector("[data-run]"))?.focus(); // this button goes
        this.runCode();
      } else if (name === "mend" && this.refusal?.cure) {
        this.settings.go(this.refusal.cure);
      }
    } catch (error) {
      this.report(error);
    }
  }

  /** The address of what is shown, for others. */
  async link() {
    const { linkTo } = await this.rest();
    const query = this.state?.query ?? "";
    return linkTo(this.element, query, addressOf(this.element, query).href);
  }

  /** Copy, and say so. @param {HTMLElement} button @param {string} text @param {string} what it is */
  async copy(button, text, what) {
    const { copied } = await this.rest();
    this.narrator.announce(await copied(button, text, what));
  }

  /** Open the code of one kind, and return what copies the first; or close it. @param {string} name */
  async toggleSnippets(name) {
    const { frameOf, Snippets } = await this.rest();
    const frame = () => frameOf(this.element, this.state?.query ?? "", publishedPage());
    const { buttons, snippets } = this.parts;
    this.snippets ??= new Snippets(snippets, {
      code: { button: buttons.code, ask: () => this.code() },
      embed: { button: buttons.embed, ask: () => [["HTML", frame()]] },
    });
    return this.snippets.toggle(name);
  }

  /** Hand out what is shown, or say why there is nothing. @param {string} kind of file */
  async give(kind) {
    const { giveFile } = await this.rest();
    await giveFile(kind, this, {
      showProgress,
      hideProgress,
      words: (said = this.narrator.said ?? "") => ({
        title: document.title,
        sentence: wordsOf(said),
        address: publishedAddress(this.element, this.drawn),
      }),
    });
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
    return !this.edits.busy && this.edits.waiting.length === 0 && !this.slowPictures.making && !this.narrator.isAsking;
  }
}
