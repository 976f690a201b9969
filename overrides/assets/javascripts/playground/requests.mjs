/**
 * What a playground asks of Python.
 *
 * @typedef {import("./types").Answers} Answers
 * @typedef {import("./types").Request} Request
 */

export class Requests {
  #connection;
  #mayRun;
  #structures;
  #page;
  #prefix;

  /**
   * @param {import("./bridge.mjs").Connection} connection @param {HTMLElement} element
   * @param {() => string[]} structures of the controls whose markup is here
   * @param {(state: import("./types").State) => boolean} mayRun whether the code of a state may
   */
  constructor(connection, element, structures, mayRun) {
    this.#connection = connection;
    this.#mayRun = mayRun;
    this.#structures = structures;
    this.#page = element.hasAttribute("data-page");
    this.#prefix = (element.dataset.anchor ?? "").replace(/[^\w-]+/g, "-"); // of ids, so that those of two playgrounds differ
  }

  /** @template {keyof Answers} K @param {{do: K} & Request} request */
  ask(request) {
    const have = this.#structures();
    return this.#connection.ask({ ...request, have, prefix: this.#prefix, page: this.#page });
  }

  /** Ask where the code of a setting runs, if it may. @template {keyof Answers} K @param {import("./types").State} state @param {{do: K} & Request} request */
  askFor(state, request) {
    return state.code.length && this.#mayRun(state) ? this.#connection.askSandbox(request) : this.ask(request);
  }
}
