/**
 * `<play-ground>`: static controls and a static figure that come to life. This module is all that a page loads for it
 * at first; the rest comes when the reader does, or at once on the playground's own page and for a linked setting.
 *
 * data-state: static, loading, ready, error. Tests wait on it.
 */

import { readAddress } from "./address.mjs";
import { connect } from "./bridge.mjs";
import { build } from "./shell.mjs";

const PLAYGROUND = new URL(PLAYGROUND_NAME, import.meta.url);
const FIRST_SIGNS = ["pointerover", "pointerdown", "focusin", "input"];
const WAITING = "form > noscript:only-child"; // all controls but those of the first playground of a page

class PlayGround extends HTMLElement {
  /** @type {import("./shell.mjs").Parts|undefined} */ #parts;
  /** @type {AbortController|undefined} */ listening;
  /** @type {Event[]|null} what the reader did before the rest was here; null once it is */ early = null;
  /** @type {import("./bridge.mjs").Connection|null} */ connection = null;
  /** @type {Promise<typeof import("./playground.mjs")>|null} */ rest = null;
  /** @type {import("./playground.mjs").Playground|null} */ playground = null;
  /** @type {import("./types").State|null|undefined} the last one, for the case that the reader comes back */ state;

  /** What it consists of; to be asked for when it is whole. */
  get parts() {
    return (this.#parts ??= build(this));
  }

  /** Whether the page is about nothing else. */
  get isPage() {
    return this.hasAttribute("data-page");
  }

  async connectedCallback() {
    this.dataset.state = "static"; // whatever a copy of an element says
    this.listening = new AbortController();
    const { signal } = this.listening;
    const linked = readAddress(location, this);
    if (this.isPage) {
      this.prepare(); // while the page is still being read
    }
    await parsed(this);
    if (signal.aborted) {
      return;
    }
    if (this.querySelector(WAITING) && document.documentElement.classList.contains("from-top")) {
      whenNear(this, () => this.arrive(linked), signal);
    } else {
      this.arrive(linked);
    }
  }

  /** Be ready for the reader, who is near. @param {string|null} linked the setting in the address */
  arrive(linked) {
    const { signal } = /** @type {AbortController} */ (this.listening);
    const waiting = this.querySelector(WAITING);
    if (waiting) {
      const text = waiting.firstElementChild ? waiting.innerHTML : (waiting.textContent ?? ""); // as instant navigation or the parser has it
      waiting.outerHTML = text.slice(text.indexOf("<"));
    }
    this.#parts ??= build(this); // buttons and slider are there before anything is asked for
    this.early = [];
    for (const sign of FIRST_SIGNS) {
      this.addEventListener(sign, () => this.start(linked), { signal, passive: true });
    }
    // What is done before the rest is here is done again when it is.
    for (const type of ["input", "click"]) {
      this.addEventListener(type, (event) => this.early?.push(event), { signal, passive: true });
    }
    addEventListener("pagehide", () => this.stop(), { signal });
    addEventListener("pageshow", ({ persisted }) => persisted && this.state !== undefined && this.start(linked), {
      signal,
    });
    if (this.isPage || linked !== null) {
      this.start(linked);
      if (!this.isPage) {
        this.scrollIntoView({ block: "center" });
      }
    }
  }

  disconnectedCallback() {
    this.listening?.abort();
    this.stop();
  }

  /** Fetch the rest and start the Worker, once. */
  prepare() {
    const connection = (this.connection ??= connect(this.dataset.playground ?? ""));
    connection.warm();
    /** @type {Promise<typeof import("./playground.mjs")>} */
    const rest = (this.rest ??= import(PLAYGROUND.href)); // a computed name: this file is in one piece
    rest.catch(() => {}); // said when it is needed
    return { connection, rest };
  }

  /** Bring the playground to life, once. @param {string|null} linked the setting in the address */
  async start(linked) {
    if (this.dataset.state === "loading" || this.dataset.state === "ready") {
      return;
    }
    this.dataset.state = "loading";
    this.parts.notice.textContent = "";
    const { connection, rest } = this.prepare();
    try {
      const { Playground } = await rest;
      if (this.connection === connection) {
        const { early } = this;
        this.early = null;
        this.playground = new Playground(this, connection);
        await this.playground.open(this.state?.query ?? linked ?? this.dataset.query ?? "", early ?? []);
        this.dataset.state = "ready";
      }
    } catch (error) {
      if (this.connection === connection) {
        this.fail(error);
      }
    }
  }

  /** Stop, and remember the setting for the case that the reader comes back. */
  stop() {
    this.state = this.playground?.state ?? this.state;
    this.playground?.stop();
    this.playground = null;
    this.connection?.close();
    this.connection = null;
    this.rest = null;
    this.dataset.state = "static";
  }

  /** The figure stays; one sentence says why it does not move. @param {unknown} error */
  fail(error) {
    console.warn("play-ground:", error);
    this.stop();
    this.dataset.state = "error";
    const reason = navigator.onLine ? "文件没有取到，或浏览器太旧" : "没有网络连接";
    this.parts.notice.textContent = `互动部分没有加载成功：${reason}。上面的静态图不受影响，刷新页面可以再试一次。`;
  }
}

/**
 * Act when an element comes near the screen, or when the page has to be as high as it is (same-page.mjs).
 *
 * @param {Element} element @param {() => void} act @param {AbortSignal} signal
 */
function whenNear(element, act, signal) {
  const come = () => {
    coming.disconnect();
    removeEventListener("laid-out-whole", come);
    if (!signal.aborted) act();
  };
  const coming = new IntersectionObserver((entries) => entries.some((entry) => entry.isIntersecting) && come(), {
    rootMargin: "100%",
  });
  coming.observe(element.closest(".passage") ?? element); // what is in one that is not laid out is nowhere
  addEventListener("laid-out-whole", come, { signal });
}

/** Wait until the parser has passed the end of an element. @param {Element} element */
async function parsed(element) {
  while (document.readyState === "loading" && !element.nextSibling) {
    await new Promise(requestAnimationFrame);
  }
}

customElements.define("play-ground", PlayGround);
