/**
 * The index that scripts/pages/search_index.py has cut: a query asks for the files that its keys are in, and a hit for
 * the file that its text is in.
 *
 * @typedef {{
 *   version: string, count: number, kinds: number[], keys: string[], texts: number[],
 *   synonyms: Record<string, string[]>, simplified: string,
 * }} Contents
 * @typedef {{ kind: string, location: string, page: string, title: string, text: string }} Section
 * @typedef {Map<number, { inTitle: boolean, much: number }>} Places by the number of the section
 */

import { keysOf } from "./words.mjs";

const KINDS = [1, 0.7, 0.6, 0.6, 0.5]; // what a hit in an article is worth, an interactive figure, a term, a notebook
const LONGER = 0.4; // what a word is worth that only contains the one asked for
const SYNONYM = 0.5;
const FILES = 4; // that one beginning of words may cost
const WORDS = 8; // that one end of words may stand for

export class Index {
  /** @type {Map<string, Promise<any>>} */
  #files = new Map();

  /** @param {Contents} contents @param {(name: string) => Promise<any>} fetched the file of that name */
  constructor(contents, fetched) {
    this.contents = contents;
    this.fetched = fetched;
    this.simplified = new Map(contents.simplified.match(/../gu)?.map((pair) => /** @type {[string, string]} */ ([...pair])));
  }

  /** @param {string} query */
  inSimplified(query) {
    return [...query].map((sign) => this.simplified.get(sign) ?? sign).join("");
  }

  /** The numbers of the sections, best first. @param {string} query */
  async ranked(query) {
    const plain = this.inSimplified(query).normalize("NFKC").toLowerCase().trim();
    const others = this.contents.synonyms[plain] ?? [];
    const found = await Promise.all([plain, ...others].map((each) => this.#scored(each)));
    /** @type {Map<number, number>} */
    const best = new Map();
    found.forEach((scores, place) => {
      for (const [section, score] of scores) {
        best.set(section, Math.max(best.get(section) ?? 0, place ? score * SYNONYM : score));
      }
    });
    return [...best].sort(([one, score], [other, otherScore]) => otherScore - score || one - other).map(([section]) => section);
  }

  /** @param {string} query @returns {Promise<Map<number, number>>} */
  async #scored(query) {
    const { core, more } = keysOf(query);
    const [asked, rest] = await Promise.all(
      [core, more].map((keys) => Promise.all(keys.map((key) => this.#places(key)))),
    );
    const sections = new Set(asked.flatMap((places) => [...places.keys()]));
    const whole = asked.reduce((sum, places) => sum + this.#rarity(places), 0);
    /** @type {Map<number, number>} */
    const scores = new Map();
    for (const section of sections) {
      const [here, beside] = [asked, rest].map((all) => all.filter((places) => places.has(section)));
      const isWhole = here.length === asked.length;
      const isPhrase = isWhole && beside.length === rest.length;
      const share = here.reduce((sum, places) => sum + this.#rarity(places), 0) / whole;
      let score = 0;
      let titled = 0;
      for (const places of [...here, ...beside]) {
        const { inTitle, much } = /** @type {{ inTitle: boolean, much: number }} */ (places.get(section));
        score += this.#rarity(places) * (1 + 3 * much);
        if (inTitle) titled += this.#rarity(places);
      }
      const tier = (isPhrase ? 9 : isWhole ? 3 : share ** 2) * 4 ** Math.min(1, titled / whole);
      scores.set(section, (tier * score / whole) * KINDS[this.contents.kinds.findLastIndex((first) => first <= section)]);
    }
    return scores;
  }

  /** @param {Places} places */
  #rarity(places) {
    return places.size ? Math.log(1 + this.contents.count / places.size) : 0;
  }

  /** @param {string} key @returns {Promise<Places>} */
  async #places(key) {
    const isPart = key.length > 1 || !/[a-z0-9]/.test(key);
    const found = await this.#entries(key, isPart);
    if (!found.length && /^[a-z]{2,}$/.test(key)) {
      const words = [...new Set((await this.#entries(`*${key}`, true)).flatMap(([, words]) => words))].slice(0, WORDS);
      found.push(...(await Promise.all(words.map((word) => this.#entries(word, false)))).flat());
    }
    /** @type {Places} */
    const places = new Map();
    for (const [name, steps] of found) {
      const worth = name === key || !/[a-z0-9]/.test(key) ? 1 : LONGER;
      let section = 0;
      for (const step of steps) {
        section += step >> 4;
        const { inTitle = false, much = 0 } = places.get(section) ?? {};
        places.set(section, { inTitle: inTitle || !!(step & 8), much: Math.min(1, much + worth * ((step & 7) / 7)) });
      }
    }
    return places;
  }

  /** What the index has below a key, and below those that begin with it. @param {string} key @param {boolean} andLonger @returns {Promise<[string, any[]][]>} */
  async #entries(key, andLonger) {
    const { keys } = this.contents;
    const last = keys.findLastIndex((first) => first <= (andLonger ? `${key}\uffff` : key));
    const first = Math.max(0, keys.findLastIndex((first) => first <= key));
    const numbers = Array.from({ length: Math.min(FILES, last - first + 1) }, (_, place) => first + place);
    const files = await Promise.all(numbers.map((number) => this.#file(`keys-${number}`)));
    return files.flatMap((file) =>
      andLonger ? Object.entries(file).filter(([name]) => name.startsWith(key)) : key in file ? [[key, file[key]]] : [],
    );
  }

  /** @param {number} number @returns {Promise<Section>} */
  async section(number) {
    const { texts } = this.contents;
    const file = texts.findLastIndex((first) => first <= number);
    const [kind, location, page, title, text] = (await this.#file(`texts-${file}`))[number - texts[file]];
    return { kind, location, page, title, text };
  }

  /** @param {string} name @returns {Promise<any>} */
  #file(name) {
    const file = this.#files.get(name) ?? this.fetched(`${this.contents.version}/${name}.json`);
    this.#files.set(name, file);
    return file;
  }
}
