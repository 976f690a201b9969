/**
 * A playground that is alive: it asks, draws, and remembers. It knows nothing of what is played with.
 *
 * @typedef {import("./types").State} State
 * @typedef {import("./types").Edit} Edit
 * @typedef {import("./types").Picture} Picture
 * @typedef {import("./types").Progress} Progress
 */

import { csvFile, download } from "./actions.mjs";
import { addressOf, writeAddress } from "./address.mjs";
import { renderChips } from "./chips.mjs";
import { Controls } from "./controls.mjs";
import { targetOf } from "./dom.mjs";
import { withEdit } from "./edits.mjs";
import { watchPin } from "./pin.mjs";
import { Player } from "./player.mjs";
import { hideProgress, showProgress } from "./progress.mjs";
import { nodesOf, wordsOf } from "./sentence.mjs";
import { codeBeside, copied, renderSnippets } from "./snippets.mjs";
import { caption, findPlace, placeFor, Stage } from "./stage.mjs";

const ADDRESS_AFTER_MS = 300; // browsers refuse more than a few changes a second
const SAY_AFTER_MS = 700;
const FRAME_SHARE_MS = 7; // what a slice of a slow picture may take without being put off
const PAUSE_MS = 60;
const MORE_ASPECT = 0.66; // height of a picture by its width

export class Playground {
  /** @param {HTMLElement & {parts: import("./shell.mjs").Parts}} element @param {import("./bridge.mjs").Connection} connection */
  constructor(element, connection) {
    this.element = element;
    this.parts = element.parts;
    this.prefix = this.parts.anchor.replace(/[^\w-]+/g, "-");
    this.connection = connection;
    this.stopping = new AbortController();
    const { signal } = this.stopping;
    /** @type {State|null} */
    this.state = null;
    /** @type {Edit[]} what was done since the last request */
    this.edits = [];
    this.pathname = location.pathname;
    this.busy = false;
    this.active = 0; // the setting whose controls are shown
    this.trusted = true; // false while code from the address waits for the reader
    this.moving = false;
    this.slice = 0;
    this.problems = ""; // what the notice says of the setting
    this.drawn = ""; // the query whose pictures are shown
    const { form } = this.parts;
    /** @type {{structure: string, markup: string}[]} of the controls of each setting */
    this.markups = form.dataset.structure ? [{ structure: form.dataset.structure, markup: form.innerHTML }] : [];
    /** @type {Map<string, ReturnType<typeof setTimeout>>} what is done after a while, by name */
    this.timers = new Map();
    /** @type {string|undefined} the sentence that is shown */
    this.said = undefined;
    /** @type {number|null} the step under the pointer */
    this.pointed = null;
    /** @type {State|null} whose slow pictures are being made */
    this.finishing = null;
    /** @type {State|null} whose slow pictures the reader has stopped */
    this.stopped = null;
    this.telling = false;
    this.untold = false; // whether the step has changed since the sentence was asked for
    this.controls = new Controls(this.parts.form, {
      onEdit: (edit, options) => this.edit(edit, options),
      onSettled: () => this.settle(),
      onRun: () => this.runCode(),
      signal,
    });
    this.player = new Player(this.parts, {
      onStep: () => this.showStep(),
      describe: (step) => this.main?.describe(step) ?? "",
      signal,
    });
    this.stage = new Stage(
      this.parts,
      this.player,
      {
        onPoint: (step) => this.point(step),
        onPick: (step) => this.player.go(step),
        onEdit: (edit, final) => this.edit(edit, { moving: !final }),
      },
      () => ({ hold: this.moving, outdated: this.edits.length > 0, at: this.cursor() }),
    );
    this.listen(signal);
    if (element.hasAttribute("data-page")) {
      watchPin(element, this.parts.stage, signal);
    }
  }

  /** @param {AbortSignal} signal */
  listen(signal) {
    const { chips, fold, form } = this.parts;
    chips.addEventListener("change", (event) => this.choose(event), { signal });
    chips.addEventListener("click", (event) => this.pressChip(event), { signal });
    this.element.addEventListener("click", (event) => this.act(targetOf(event)), { signal });
    fold?.addEventListener("toggle", () => this.state && this.finish(), { signal });
    form.addEventListener("focusin", (event) => this.openEditor(targetOf(event)), { signal });
  }

  get drawers() {
    return this.stage.drawers;
  }

  get main() {
    return this.stage.main;
  }

  /** The data of the pictures that are shown, by name: for tests, and for whoever is curious. */
  get pictures() {
    return Object.fromEntries([...this.drawers].map(([name, drawer]) => [name, drawer.picture]));
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
    early.filter(() => asIs).forEach((event) => this.controls.handle(event));
    if (asIs && first) {
      await this.apply(JSON.parse(first), { opened: true });
      await this.connection.ready();
    } else {
      const state = await this.ask({ do: "open", query, step: this.step });
      this.trusted = !state.code.length;
      await this.apply(state, { opened: true });
    }
    for (const event of early.filter(({ type }) => type === "click")) {
      const button = /** @type {HTMLElement|null} */ (
        targetOf(event).closest("[data-do], [data-chip], .playground__play")
      );
      const same = button && !button.isConnected ? `[data-chip="${button.dataset.chip}"]` : null;
      const again = same ? this.element.querySelector(same) : button;
      /** @type {HTMLElement|null} */ (again)?.click();
    }
    await this.work();
  }

  stop() {
    this.stopping.abort();
    this.timers.forEach((timer) => clearTimeout(timer));
    this.stage.remove();
  }

  // Edits and requests ---------------------------------------------------------------------------------------------

  /** Take an edit; while a request runs they are collected. @param {Edit} edit @param {{moving: boolean}} options */
  edit(edit, { moving }) {
    this.moving = moving;
    this.edits = withEdit(this.edits, edit);
    this.work();
  }

  /** A slider or mark was let go: the axes may settle. */
  settle() {
    this.moving = false;
    if (!this.busy) {
      this.stage.settle();
    }
  }

  /** Work until nothing waits; one request at a time. */
  async work() {
    if (this.busy || !this.state) {
      return;
    }
    this.busy = true;
    try {
      while (this.edits.length) {
        const edits = this.edits.splice(0);
        await this.show(this.state, edits);
      }
    } catch (error) {
      this.report(error);
    } finally {
      this.busy = false;
    }
    this.finish();
  }

  /**
   * @template {keyof import("./types").Answers} K
   * @param {{do: K} & import("./types").Request} request
   */
  ask(request) {
    const have = this.markups.map(({ structure }) => structure);
    return this.connection.ask({ ...request, have, prefix: this.prefix, page: this.element.hasAttribute("data-page") });
  }

  /** Ask for the state after edits, and take it in. @param {State} state @param {Edit[]} edits */
  async show({ settings }, edits) {
    await this.apply(await this.ask({ do: "show", settings, step: this.player.step, edits }), { edits });
  }

  /**
   * Ask where the code of a setting may run.
   *
   * @template {keyof import("./types").Answers} K
   * @param {State} state @param {{do: K} & import("./types").Request} request
   */
  askFor(state, request) {
    return state.code.length ? this.connection.askSandbox(request) : this.ask(request);
  }

  /** Whether code from the address waits for the reader. @param {State} state */
  isForeign(state) {
    return state.code.length > 0 && !this.trusted;
  }

  /** Take an answer in. @param {State} state @param {{opened?: boolean, edits?: Edit[]}} [how] */
  async apply(state, { opened = false, edits = [] } = {}) {
    const before = this.state;
    this.state = state;
    this.markups = state.structure.map((structure, index) => ({
      structure,
      markup: state.markup[index] ?? this.markups[index]?.markup ?? "",
    }));
    this.active = shownSetting(this.active, before, state, edits);
    this.showControls(state);
    if (this.parts.full) {
      const { href = "" } = this.element.dataset;
      this.parts.full.href = state.query ? `${href}?${state.query}` : href;
    }
    if (state.code.length) {
      await this.showForeign(state);
    } else {
      await this.showPictures(state.pictures, state.sentence);
    }
    if (!opened && state.query !== before?.query) {
      this.later("address", ADDRESS_AFTER_MS, () => this.showAddress(state.query));
    }
  }

  /** @param {State} state */
  showControls(state) {
    const { active } = this;
    const { structure, markup } = this.markups[active];
    this.element.dataset.tuned = String(state.roles[active] ?? active + 1);
    this.controls.show(active, structure, markup);
    const newer = this.edits.filter(({ setting, op }) => setting === active && !op).map(({ path = [] }) => path);
    this.controls.update(state.values[active], state.ranges[active], newer);
    const own = state.problems.filter(({ setting }) => setting === active);
    const others = state.problems.filter(({ setting }) => setting !== active);
    const homeless = this.controls.complain(own);
    this.problems = [
      ...homeless,
      ...others.map(({ setting, message }) => `${state.labels[setting] ?? `曲线 ${setting + 1}`}：${message}`),
    ].join(" ");
    this.note(this.problems);
    this.showChips(state);
  }

  /** Draw the pictures that come with the answer; where one is missing the last good one stays. @param {State["pictures"]} answered @param {string} sentence */
  async showPictures(answered, sentence) {
    const pictures = answered ?? [];
    const shown = pictures.filter((picture) => picture !== null);
    if (shown.length > 0 && shown.length === pictures.length) {
      await this.stage.show(shown);
      this.drawn = this.state?.query ?? "";
    }
    this.say(sentence);
  }

  // Slow pictures --------------------------------------------------------------------------------------------------

  /** When nothing waits: the slow pictures, one after the other, given up as soon as something newer comes. */
  async finish() {
    const { state } = this;
    if (!state || this.isOutdated(state) || this.finishing === state || state.problems.length) {
      return;
    }
    const begun = (state.pictures ?? []).flatMap((picture) => (picture && "progress" in picture ? [picture.name] : []));
    const more = this.wantsMore(state) ? state.more : [];
    if (begun.length + more.length === 0 || this.isForeign(state)) {
      return;
    }
    this.finishing = state;
    try {
      if (this.slice > FRAME_SHARE_MS) {
        await new Promise((resolve) => setTimeout(resolve, PAUSE_MS)); // too slow to fit between two moves of a slider
      }
      if (begun.length > 0) {
        await this.goOn(state, begun, () => this.tellStep());
      }
      for (const name of more) {
        await this.showLater(state, name);
      }
    } catch (error) {
      this.report(error);
    } finally {
      this.finishing = this.finishing === state ? null : this.finishing;
    }
  }

  /** Whether something newer has come than a state. @param {State} state */
  isOutdated(state) {
    return this.edits.length > 0 || this.state !== state || this.stopping.signal.aborted;
  }

  /**
   * Ask for pictures together, slice by slice, until they are whole, the reader stops them, or something newer comes.
   *
   * @param {State} state @param {string[]} names @param {() => void} [onSlice] @returns {Promise<(Picture|Progress|null)[]>}
   */
  async goOn(state, names, onSlice) {
    /** @type {(Picture|Progress|null)[]} */
    let answers;
    do {
      answers = [];
      for (const name of names) {
        if (this.isOutdated(state)) {
          return [];
        }
        const asked = performance.now();
        const request = { name, settings: state.settings, step: this.player.step };
        const answer = await this.askFor(state, { do: "picture", ...request });
        this.slice = performance.now() - asked;
        if (this.isOutdated(state)) {
          return [];
        }
        this.showPart(name, answer, state);
        answers.push(answer);
      }
      onSlice?.();
    } while (answers.some((answer) => answer && "progress" in answer) && this.stopped !== state);
    return answers;
  }

  /** Make and show one of the pictures that come later. @param {State} state @param {string} name */
  async showLater(state, name) {
    const { panels } = this.parts;
    const [answer] = await this.goOn(state, [name]);
    if (answer === null) {
      this.stage.removeOthers(
        panels,
        state.more.filter((other) => other !== name),
      );
    } else if (answer && "kind" in answer && !("progress" in answer)) {
      await this.stage.draw(answer, panels, { aspect: MORE_ASPECT, stack: 1, bare: false });
      caption(placeFor(name, panels), answer);
      if (answer.retell) {
        this.tellStep(); // what is seen there is known only now
      }
    }
  }

  /** Show what there is of a picture, or how far it is where that has a name. @param {string} name @param {Picture|Progress|null} answer @param {State} state */
  showPart(name, answer, state) {
    const place = findPlace(name, this.parts.panels);
    if (answer && "kind" in answer && place === null) {
      this.stage.drawAgain(answer);
    } else if (place && answer?.label && answer.progress !== undefined) {
      const progress = { progress: answer.progress, label: answer.label };
      const onToggle = () => {
        this.stopped = this.stopped === state ? null : state;
        showProgress(place, progress, { stopped: this.stopped === state, onToggle });
        if (this.stopped === null) {
          this.finish();
        }
      };
      showProgress(place, progress, { stopped: this.stopped === state, onToggle });
    } else if (place) {
      hideProgress(place);
    }
  }

  /** Whether the pictures that come later are looked at; in an article they are folded away. @param {State} state */
  wantsMore({ more }) {
    const { fold, panels } = this.parts;
    if (more.length === 0) {
      return false;
    }
    more.forEach((name) => placeFor(name, panels));
    this.stage.removeOthers(panels, more);
    return fold ? fold.open : true;
  }

  // The reader's code ----------------------------------------------------------------------------------------------

  /** Code that is not ours runs in the sandbox, and only once the reader has asked. @param {State} state */
  async showForeign(state) {
    if (!this.trusted) {
      this.connection.warm("sandbox");
      this.note("这段代码来自链接，还没有运行。看过之后点“运行”。");
      await this.showPictures(state.pictures, "");
      return;
    }
    this.element.dataset.running = "";
    try {
      const answer = await this.connection.askSandbox({
        do: "show",
        settings: state.settings,
        step: this.player.step,
        edits: [],
        have: [],
      });
      if (this.state === state) {
        this.note(this.controls.complain(answer.problems.filter(({ setting }) => setting === this.active)).join(" "));
        await this.showPictures(answer.pictures, answer.sentence);
      }
    } catch (error) {
      this.report(error);
    } finally {
      delete this.element.dataset.running;
    }
  }

  runCode() {
    this.trusted = true;
    this.again();
  }

  /** Ask once more for what is shown. */
  async again() {
    if (this.busy || !this.state) {
      return;
    }
    this.busy = true;
    try {
      await this.show(this.state, this.edits.splice(0));
    } catch (error) {
      this.report(error);
    } finally {
      this.busy = false;
    }
    this.work();
  }

  /** @param {HTMLElement} target */
  async openEditor(target) {
    if (!(target instanceof HTMLTextAreaElement) || target.dataset.kind !== "code" || target.dataset.editor) {
      return;
    }
    target.dataset.editor = "loading";
    this.connection.warm("sandbox");
    try {
      const { mountEditor } = await import("./editor.mjs");
      if (target.isConnected) {
        mountEditor(target);
      }
    } catch (error) {
      console.warn("play-ground: the plain field stays,", error);
    }
  }

  // Steps ----------------------------------------------------------------------------------------------------------

  /** The pointer is over a step, or over none. @param {number|null} step */
  point(step) {
    this.pointed = step;
    this.moveCursor();
  }

  /** The reader or the player went to a step. */
  showStep() {
    this.moveCursor();
    this.tellStep();
  }

  /** Bring the sentence to the step that is shown. */
  async tellStep() {
    const { state } = this;
    const { step } = this.player;
    if (this.telling) {
      this.untold = true; // what is told now is not the newest
      return;
    }
    if (!state || this.isForeign(state)) {
      return;
    }
    this.telling = true;
    this.untold = false;
    try {
      const sentence = await this.askFor(state, { do: "sentence", settings: state.settings, step });
      if (this.state === state) {
        this.say(sentence);
      }
    } catch (error) {
      this.report(error);
    } finally {
      this.telling = false;
    }
    if (this.untold || this.player.step !== step) {
      this.tellStep();
    }
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

  // Compared settings ----------------------------------------------------------------------------------------------

  /** @param {State} state */
  showChips({ labels, roles, settings, limits }) {
    const { chips, anchor } = this.parts;
    renderChips(chips, {
      count: settings.length,
      labels,
      roles,
      active: this.active,
      most: limits.settings,
      name: `${anchor}-setting`,
    });
  }

  /** @param {Event} event */
  pressChip(event) {
    const button = targetOf(event).closest("button");
    if (button?.dataset.chip === "add") {
      this.edit({ setting: this.active, op: "copy-setting" }, { moving: false });
    } else if (button?.dataset.chip === "remove") {
      this.edit({ setting: this.active, op: "remove-setting" }, { moving: false });
    }
  }

  /** @param {Event} event */
  choose(event) {
    this.active = Number(/** @type {HTMLInputElement} */ (event.target).value);
    if (this.state) {
      this.showControls(this.state);
    }
  }

  // Buttons --------------------------------------------------------------------------------------------------------

  /** Do what a button says. @param {HTMLElement} target */
  async act(target) {
    const button = /** @type {HTMLElement|null} */ (target.closest("[data-do]"));
    const name = button?.dataset.do;
    try {
      if (name === "link") {
        this.announce(await copied(target, addressOf(this.element, this.state?.query ?? null).href, "链接"));
      } else if (name === "code") {
        await this.toggleSnippets();
      } else if (name === "snippet") {
        this.announce(await copied(target, codeBeside(target), "代码"));
      } else if (name === "svg" || name === "png" || name === "csv") {
        await this.give(name, `${this.element.dataset.playground}.${name}`);
      } else if (name === "reset") {
        await this.reset();
      }
    } catch (error) {
      this.report(error);
    }
  }

  /** Hand out what is shown, or say why there is nothing. @param {string} kind svg, png or csv @param {string} name */
  async give(kind, name) {
    if (!this.main) {
      this.note(
        `${this.problems} 没有图可以下载：这个设置画不出来。按参数旁的提示改好，或点“重置”，再下载。`.trimStart(),
      );
    } else if (kind === "csv") {
      download(name, csvFile(this.stage.tables()));
    } else {
      const { pngFile, sheetOf, svgFile } = await import("./sheet.mjs");
      const { picture, panels } = this.parts;
      const sheet = sheetOf([picture, panels], {
        title: document.title,
        sentence: wordsOf(this.said ?? ""),
        address: this.source(),
      });
      download(name, kind === "svg" ? svgFile(sheet) : await pngFile(sheet));
    }
  }

  /** The address of the setting on the site as it is published; "" where that is not known. */
  source() {
    const published = /** @type {HTMLLinkElement|null} */ (document.querySelector("link[rel=canonical]"));
    const { search, hash } = addressOf(this.element, this.drawn);
    return published ? String(Object.assign(new URL(published.href), { search, hash })) : "";
  }

  async toggleSnippets() {
    const { snippets, buttons } = this.parts;
    snippets.hidden = !snippets.hidden;
    buttons.code.setAttribute("aria-expanded", String(!snippets.hidden));
    if (!snippets.hidden) {
      await this.showSnippets();
      snippets.scrollIntoView({ block: "nearest" });
    }
  }

  async showSnippets() {
    if (this.state) {
      const { settings } = this.state;
      renderSnippets(this.parts.snippets, await this.ask({ do: "snippets", settings, setting: this.active }));
    }
  }

  /** Write a setting into the address, unless the theme has gone on to another page. @param {string|null} query */
  showAddress(query) {
    if (location.pathname === this.pathname) {
      writeAddress(this.element, query);
    }
  }

  async reset() {
    this.edits.length = 0;
    this.active = 0;
    this.player.reset();
    const state = await this.ask({ do: "open", query: this.element.dataset.query ?? "", step: this.step });
    this.trusted = true;
    await this.apply(state, { opened: true });
    this.moveCursor();
    this.later("address", 0, () => this.showAddress(null));
    this.finish();
  }

  // Text -----------------------------------------------------------------------------------------------------------

  /** Show the sentence, and say it when the reader pauses. @param {string} sentence */
  say(sentence) {
    this.parts.sentence.replaceChildren(...nodesOf(sentence));
    if (this.said !== undefined && sentence !== this.said) {
      this.later("say", SAY_AFTER_MS, () => this.announce(wordsOf(sentence)));
    }
    this.said = sentence;
    if (!this.parts.snippets.hidden) {
      this.later("snippets", ADDRESS_AFTER_MS, () => this.showSnippets());
    }
  }

  /** Let a screen reader say it. @param {string} text */
  announce(text) {
    this.parts.live.textContent = text;
  }

  /** A sentence above the controls; empty takes it away. @param {string} text */
  note(text) {
    if (this.parts.notice.textContent !== text) {
      this.parts.notice.textContent = text;
    }
  }

  /** @param {unknown} error */
  report(error) {
    const { type, message } = /** @type {Partial<import("./bridge.mjs").BridgeError>} */ (error);
    if (this.stopping.signal.aborted || type === "Ended") {
      return;
    }
    if (type === "Timeout") {
      this.note("代码运行超过 2 秒，已经停止。检查有没有不会结束的循环。");
    } else if (type === "SettingError") {
      this.note(message ?? "");
    } else {
      console.warn("play-ground:", error);
      this.note("这里出了错，这个设置没有画出来。点“重置”可以继续。");
    }
  }

  /** Do something after a while, unless it is asked for again before. @param {string} name @param {number} milliseconds @param {() => void} action */
  later(name, milliseconds, action) {
    clearTimeout(this.timers.get(name));
    this.timers.set(name, setTimeout(action, milliseconds));
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
  let shown = before && count > before.settings.length ? count - 1 : active;
  if (removed && shown >= removed.setting && shown > 0) {
    shown -= 1;
  }
  return Math.min(shown, count - 1);
}
