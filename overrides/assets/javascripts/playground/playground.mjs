/**
 * A playground that is alive: it asks, draws, and remembers. It knows nothing of what is played with.
 *
 * @typedef {import("./types").Edit} Edit
 * @typedef {{settings: unknown[], query: string, markup: (string|null)[], structure: string[], values: [][],
 *   problems: {setting: number, path: [], message: string}[], pictures: (object|null)[], more: string[],
 *   sentence: string, labels: string[], roles: number[], code: {setting: number, path: []}[], more_label?: string, limits?: {settings: number}}} State
 */

import { copy, csvFile, download } from "./actions.mjs";
import { addressOf, writeAddress } from "./address.mjs";
import { renderChips } from "./chips.mjs";
import { Controls } from "./controls.mjs";
import { html } from "./dom.mjs";
import { withEdit } from "./edits.mjs";
import { Axes } from "./pictures/axes.mjs";
import { drawerOf } from "./pictures/kinds.mjs";
import { Player } from "./player.mjs";
import { hideProgress, showProgress } from "./progress.mjs";
import { nodesOf, wordsOf } from "./sentence.mjs";

const ADDRESS_AFTER_MS = 300; // browsers refuse more than a few changes a second
const SAY_AFTER_MS = 700;
const FRAME_SHARE_MS = 7; // what a slice of a dear picture may take without being put off
const PAUSE_MS = 60;
const MORE_ASPECT = 0.66; // height of a picture by its width

export class Playground {
  /** @param {HTMLElement} element @param {ReturnType<typeof import("./bridge.mjs").connect>} connection */
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
    this.busy = false;
    this.active = 0; // the setting whose controls are shown
    /** @type {Map<string, object>} the drawn pictures, by name */
    this.drawers = new Map();
    this.trusted = true; // false while code from the address waits for the reader
    this.moving = false;
    this.slice = 0;
    this.problems = ""; // what the notice says of the setting
    this.drawn = ""; // the query whose pictures are shown
    const { form } = this.parts;
    this.markups = form.dataset.structure ? [{ structure: form.dataset.structure, markup: form.innerHTML }] : [];
    this.timers = new Map();
    this.controls = new Controls(this.parts.form, {
      onEdit: (edit, options) => this.edit(edit, options),
      onSettled: () => this.settle(),
      onRun: () => this.runCode(),
      signal,
    });
    this.player = new Player(this.parts, {
      onStep: (step) => this.showStep(step),
      describe: (step) => this.main?.describe(step) ?? "",
      signal,
    });
    this.parts.chips.addEventListener("change", ({ target }) => this.choose(Number(target.value)), { signal });
    this.parts.chips.addEventListener("click", (event) => this.pressChip(event), { signal });
    element.addEventListener("click", (event) => this.act(event), { signal });
    this.parts.fold?.addEventListener("toggle", () => this.state && this.finish(), { signal });
    this.parts.form.addEventListener("focusin", (event) => this.openEditor(event), { signal });
  }

  /** The drawer of the picture that the step slider belongs to: the last of those that come first. */
  get main() {
    return this.drawers.get(this.mainName);
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
      this.trusted = !state.code?.length;
      await this.apply(state, { opened: true });
    }
    for (const { target } of early.filter(({ type }) => type === "click")) {
      const button = target.closest("[data-do], [data-chip], .playground__play");
      const again = button?.isConnected
        ? button
        : button && this.element.querySelector(`[data-chip="${button.dataset.chip}"]`);
      again?.click();
    }
    await this.work();
  }

  stop() {
    this.stopping.abort();
    this.timers.forEach(clearTimeout);
    for (const drawer of this.drawers.values()) {
      drawer.remove();
    }
    this.drawers.clear();
    this.parts.picture.classList.remove("playground__picture--live");
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
      this.drawers.forEach((drawer) => drawer.draw(drawer.picture, { hold: false }));
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
        await this.apply(await this.ask({ do: "show", settings: this.state.settings, step: this.player.step, edits }), {
          edits,
        });
      }
    } catch (error) {
      this.report(error);
    } finally {
      this.busy = false;
    }
    this.finish();
  }

  ask(request) {
    const have = this.markups.map(({ structure }) => structure);
    return this.connection.ask({ ...request, have, prefix: this.prefix, page: this.element.hasAttribute("data-page") });
  }

  /** Take an answer in. @param {State} state */
  async apply(state, { opened = false, edits = [] } = {}) {
    const before = this.state;
    this.state = state;
    this.markups = state.structure.map((structure, index) => ({
      structure,
      markup: state.markup[index] ?? this.markups[index]?.markup,
    }));
    this.follow(edits, before);
    this.showControls();
    if (this.parts.full) {
      this.parts.full.href = state.query ? `${this.element.dataset.href}?${state.query}` : this.element.dataset.href;
    }
    if (state.code?.length) {
      await this.showForeign(state);
    } else {
      await this.showPictures(state.pictures ?? [], state.sentence);
    }
    if (!opened && state.query !== before?.query) {
      this.later("address", ADDRESS_AFTER_MS, () => writeAddress(this.element, state.query));
    }
  }

  /** Keep the shown setting right when settings come and go. */
  follow(edits, before) {
    const count = this.state.settings.length;
    if (before && count > before.settings.length) {
      this.active = count - 1;
    }
    const removed = edits.find(({ op }) => op === "remove-setting");
    if (removed && this.active >= removed.setting && this.active > 0) {
      this.active -= 1;
    }
    this.active = Math.min(this.active, count - 1);
  }

  showControls() {
    const { state, active } = this;
    const { structure, markup } = this.markups[active];
    this.element.dataset.tuned = String(state.roles?.[active] ?? active + 1);
    this.controls.show(active, structure, markup ?? "");
    const newer = this.edits.filter(({ setting, op }) => setting === active && !op).map(({ path }) => path);
    this.controls.update(state.values[active], state.ranges?.[active] ?? [], newer);
    const own = state.problems.filter(({ setting }) => setting === active);
    const others = state.problems.filter(({ setting }) => setting !== active);
    const homeless = this.controls.complain(own);
    this.problems = [
      ...homeless,
      ...others.map(({ setting, message }) => `${state.labels?.[setting] ?? `曲线 ${setting + 1}`}：${message}`),
    ].join(" ");
    this.note(this.problems);
    this.showChips();
  }

  /** Draw the pictures that come with the answer; where one is missing the last good one stays. */
  async showPictures(pictures, sentence) {
    const shown = pictures.filter(Boolean);
    if (shown.length > 0 && shown.length === pictures.length) {
      const box = this.parts.picture;
      for (const picture of shown) {
        await this.draw(picture, box, {
          aspect: picture.aspect ?? this.aspect(),
          stack: shown.length,
          bare: picture !== shown.at(-1),
        });
      }
      this.removeOthers(box, shown);
      this.mainName = shown.at(-1).name;
      this.setRange(shown.at(-1));
      box.classList.add("playground__picture--live");
      this.drawn = this.state.query;
    }
    this.say(sentence);
  }

  /** The shape of the static figure, so that nothing jumps. */
  aspect() {
    const image = this.parts.picture.querySelector("img");
    const [width, height] = [image?.getAttribute("width"), image?.getAttribute("height")].map(Number);
    return width && height ? height / width : 0.56;
  }

  /** Draw a picture into its place within `box`, which is made where there is none. */
  async draw(picture, box, shape) {
    let drawer = this.drawers.get(picture.name);
    if (drawer && drawer.kind !== picture.kind) {
      drawer.remove();
      drawer = null;
    }
    if (!drawer) {
      const found = drawerOf(picture.kind);
      const Drawer = found instanceof Promise ? await found : found; // no pause where there is nothing to wait for
      drawer = new Drawer(placeFor(picture.name, box), {
        axes: (host, redraw) => new Axes(host, redraw), // for the kinds that come later, so that D3 comes once
        onPoint: (step) => this.point(step),
        onPick: (step) => this.player.go(step),
        onEdit: (edit, final) => this.edit(edit, { moving: !final }),
        onLayout: () => this.alignPlayer(),
      });
      drawer.kind = picture.kind;
      this.drawers.set(picture.name, drawer);
    }
    drawer.draw(picture, { shape, hold: this.moving, outdated: this.edits.length > 0 });
    drawer.showCursor(this.cursor());
  }

  removeOthers(box, shown) {
    for (const place of box.querySelectorAll("[data-picture]")) {
      const { picture } = place.dataset;
      if (!shown.some(({ name }) => name === picture)) {
        this.drawers.get(picture)?.remove();
        this.drawers.delete(picture);
        place.remove();
      }
    }
    const places = [...box.querySelectorAll("[data-picture]")];
    if (shown.some(({ name }, index) => places[index]?.dataset.picture !== name)) {
      box.append(...shown.map(({ name }) => placeFor(name, box))); // in their order; what is moved loses the focus
    }
  }

  /** Let the step slider run over the steps of a picture, as far as it has come. */
  setRange({ x, reach, start }) {
    this.player.setRange(x.first ?? x.low, reach ?? x.last ?? x.high, start);
    this.alignPlayer();
  }

  /** The step slider lies below the x axis, its knob below the cursor. */
  alignPlayer() {
    const { axes } = this.main ?? {};
    if (axes) {
      const { style } = this.parts.player;
      const [first, last] = [this.player.low, this.player.high].map((step) => axes.x(step));
      style.setProperty("--plot-left", `${first.toFixed(1)}px`);
      style.setProperty("--plot-width", `${(last - first).toFixed(1)}px`);
    }
  }

  /** When nothing waits: the dear pictures, one after the other, given up as soon as something newer comes. */
  async finish() {
    const { state } = this;
    const outdated = () => this.edits.length > 0 || this.state !== state || this.stopping.signal.aborted;
    if (outdated() || this.finishing === state || state.problems.length) {
      return;
    }
    const begun = (state.pictures ?? []).filter((picture) => picture && "progress" in picture).map(({ name }) => name);
    const groups = [begun, ...(state.more?.length && this.wantsMore() ? state.more.map((name) => [name]) : [])].filter(
      ({ length }) => length,
    );
    if (!groups.length) {
      return;
    }
    if (state.code?.length && !this.trusted) {
      return;
    }
    this.finishing = state;
    try {
      if (this.slice > FRAME_SHARE_MS) {
        await new Promise((resolve) => setTimeout(resolve, PAUSE_MS)); // too slow to fit between two moves of a slider
        if (outdated()) {
          return;
        }
      }
      for (const group of groups) {
        let answers;
        do {
          answers = []; // pictures that have begun go on together, slice by slice
          for (const name of group) {
            const request = { do: "picture", name, settings: state.settings, step: this.player.step };
            const asked = performance.now();
            const answer = await (state.code?.length ? this.connection.askSandbox(request) : this.ask(request));
            this.slice = performance.now() - asked;
            if (outdated()) {
              return;
            }
            this.showPart(name, answer, state);
            answers.push(answer);
          }
          if (group === begun) {
            this.tellStep();
          }
        } while (answers.some((answer) => answer && "progress" in answer) && this.stopped !== state);
        const [name] = group;
        const [answer] = answers;
        if (group === begun) {
          continue;
        }
        if (!answer) {
          this.removeOthers(
            this.parts.panels,
            state.more.filter((other) => other !== name).map((other) => ({ name: other })),
          );
        } else if (!("progress" in answer)) {
          const { panels } = this.parts;
          await this.draw(answer, panels, { aspect: MORE_ASPECT, stack: 1, bare: false });
          this.caption(placeFor(name, panels), answer);
          if (answer.retell) {
            this.tellStep(); // what is seen there is known only now
          }
        }
      }
    } catch (error) {
      this.report(error);
    } finally {
      this.finishing = this.finishing === state ? null : this.finishing;
    }
  }

  /** Show what there is of a picture, or how far it is where that has a name. */
  showPart(name, answer, state) {
    const drawer = this.drawers.get(name);
    const place = this.parts.panels.querySelector(`[data-picture="${CSS.escape(name)}"]`);
    if (answer?.kind && place === null) {
      drawer.draw(answer, {});
      drawer.showCursor(this.cursor());
      if (name === this.mainName) {
        this.setRange(answer);
      }
    } else if (answer?.label && "progress" in answer) {
      const onToggle = () => {
        this.stopped = this.stopped === state ? null : state;
        showProgress(place, answer, { stopped: this.stopped === state, onToggle });
        if (this.stopped === null) {
          this.finish();
        }
      };
      showProgress(place, answer, { stopped: this.stopped === state, onToggle });
    } else if (place) {
      hideProgress(place);
    }
  }

  /** Write above a picture what it is, and below it what Python notes. */
  caption(place, { label, note = "" }) {
    if (!place.querySelector(".playground__title")) {
      place.prepend(html("p", { class: "playground__title" }));
      place.append(html("p", { class: "playground__note" }));
    }
    place.querySelector(".playground__title").textContent = label;
    place.querySelector(".playground__note").textContent = note;
  }

  /** Whether the dear pictures are looked at; in an article they are folded away until asked for. */
  wantsMore() {
    const { fold, panels } = this.parts;
    this.state.more.forEach((name) => placeFor(name, panels));
    this.removeOthers(
      panels,
      this.state.more.map((name) => ({ name })),
    );
    return fold ? fold.open : true;
  }

  // The reader's code ----------------------------------------------------------------------------------------------

  /** Code that is not ours runs in the sandbox, and only once the reader has asked. @param {State} state */
  async showForeign(state) {
    if (!this.trusted) {
      this.connection.warm("sandbox");
      this.note("这段代码来自链接，还没有运行。看过之后点“运行”。");
      await this.showPictures(state.pictures ?? [], "");
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
        await this.showPictures(answer.pictures ?? [], answer.sentence);
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
    if (this.busy) {
      return;
    }
    this.busy = true;
    try {
      await this.apply(
        await this.ask({
          do: "show",
          settings: this.state.settings,
          step: this.player.step,
          edits: this.edits.splice(0),
        }),
      );
    } catch (error) {
      this.report(error);
    } finally {
      this.busy = false;
    }
    this.work();
  }

  async openEditor({ target }) {
    if (target.dataset.kind !== "code" || target.dataset.editor) {
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
    if (!state || (state.code?.length && !this.trusted)) {
      return;
    }
    this.telling = true;
    this.untold = false;
    try {
      const request = { do: "sentence", settings: state.settings, step };
      const sentence = await (state.code?.length ? this.connection.askSandbox(request) : this.ask(request));
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
    for (const drawer of this.drawers.values()) {
      drawer.showCursor(this.cursor());
    }
  }

  // Compared settings ----------------------------------------------------------------------------------------------

  showChips() {
    const { labels = [], roles = [], settings, limits } = this.state;
    const { chips, anchor } = this.parts;
    renderChips(chips, {
      count: settings.length,
      labels,
      roles,
      active: this.active,
      most: limits?.settings,
      name: `${anchor}-setting`,
    });
  }

  pressChip({ target }) {
    const button = target.closest("button");
    if (button?.dataset.chip === "add") {
      this.edit({ setting: this.active, op: "copy-setting" }, { moving: false });
    } else if (button?.dataset.chip === "remove") {
      this.edit({ setting: this.active, op: "remove-setting" }, { moving: false });
    }
  }

  choose(setting) {
    this.active = setting;
    this.showControls();
  }

  // Buttons --------------------------------------------------------------------------------------------------------

  async act({ target }) {
    const name = target.closest("[data-do]")?.dataset.do;
    const file = this.element.dataset.playground;
    try {
      if (name === "link") {
        await this.copied(target, addressOf(this.element, this.state.query).href, "链接");
      } else if (name === "code") {
        await this.toggleSnippets();
      } else if (name === "snippet") {
        await this.copied(target, target.closest("section").querySelector("code").textContent, "代码");
      } else if (["svg", "png", "csv"].includes(name)) {
        await this.give(name, `${file}.${name}`);
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
      download(name, csvFile(this.tables()));
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

  /** The data of the pictures; those of the main one come first, unless all are of one form, as compared settings are. */
  tables() {
    const shown = [...this.drawers.values()].filter(({ svg }) => this.parts.picture.contains(svg));
    const alike = new Set(shown.map((drawer) => String(drawer.table()[0]))).size === 1;
    const ordered = alike ? shown : [this.main, ...shown.filter((drawer) => drawer !== this.main)];
    const named = (drawer) => [
      [drawer.picture.label || drawer.picture.plane?.y.label || drawer.picture.name],
      ...drawer.table(),
    ];
    return ordered.map((drawer, index) => (index > 0 || (alike && shown.length > 1) ? named(drawer) : drawer.table()));
  }

  /** The address of the setting on the site as it is published; "" where that is not known. */
  source() {
    const published = document.querySelector("link[rel=canonical]");
    const { search, hash } = addressOf(this.element, this.drawn);
    return published ? String(Object.assign(new URL(published.href), { search, hash })) : "";
  }

  async copied(button, text, what) {
    const done = await copy(text);
    const label = button.textContent;
    if (done && !button.dataset.label) {
      button.dataset.label = label;
      button.textContent = "已复制";
      setTimeout(() => {
        button.textContent = button.dataset.label;
        delete button.dataset.label;
      }, 1500);
    }
    this.announce(done ? `已复制${what}` : `浏览器不让复制${what}，从地址栏或代码框中手动复制。`);
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
    const { snippets } = this.parts;
    const { settings } = this.state;
    const found = await this.ask({ do: "snippets", settings, setting: this.active });
    const focused = snippets.contains(document.activeElement);
    snippets.replaceChildren(
      ...found.map(([name, text]) =>
        html(
          "section",
          { class: "playground__snippet" },
          html("p", { class: "playground__title" }, name),
          html(
            "button",
            { type: "button", class: "playground__button", "data-do": "snippet", "aria-label": `复制 ${name} 代码` },
            "复制",
          ),
          html("pre", {}, html("code", { tabindex: 0 }, text)),
        ),
      ),
    );
    if (focused) {
      snippets.querySelector("button")?.focus({ preventScroll: true });
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
    this.later("address", 0, () => writeAddress(this.element, null));
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

  announce(text) {
    this.parts.live.textContent = text;
  }

  /** A sentence above the controls; empty takes it away. @param {string} text */
  note(text) {
    if (this.parts.notice.textContent !== text) {
      this.parts.notice.textContent = text;
    }
  }

  /** @param {Error & {type?: string}} error */
  report(error) {
    if (this.stopping.signal.aborted || error.type === "Ended") {
      return;
    }
    if (error.type === "Timeout") {
      this.note("代码运行超过 2 秒，已经停止。检查有没有不会结束的循环。");
    } else if (error.type === "SettingError") {
      this.note(error.message);
    } else {
      console.warn("play-ground:", error);
      this.note("这里出了错，这个设置没有画出来。点“重置”可以继续。");
    }
  }

  /** Do something after a while, unless it is asked for again before. */
  later(name, milliseconds, action) {
    clearTimeout(this.timers.get(name));
    this.timers.set(name, setTimeout(action, milliseconds));
  }
}

/** The place of a picture within a box; made where there is none. */
function placeFor(name, box) {
  const place =
    box.querySelector(`[data-picture="${CSS.escape(name)}"]`) ??
    html("div", { class: "playground__canvas", "data-picture": name });
  if (!place.isConnected) {
    box.append(place);
  }
  return place;
}
