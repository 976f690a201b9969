/**
 * The index that scripts/pages/search_index.py has cut: a query asks for the files that its keys are in, and a hit for
 * the file that its text is in.
 *
 * @typedef {{
 *   version: string, count: number, kinds: number[], keys: string[], texts: number[],
 *   terms: Record<string, [number, ...string[]]>, simplified: string,
 * }} Contents
 * @typedef {{ kind: string, location: string, page: string, title: string, text: string }} Section
 * @typedef {Map<number, { inTitle: boolean, much: number }>} Places by the number of the section
 */

import { keysOf } from "./words.mjs";

// A phrase comes before the same words apart, a title before a text, an article before a notebook: each is worth more
// than all that comes after it.
const PHRASE = 100;
const ALL_WORDS = 3;
const TITLE = 8;
const KINDS = [1, 0.7, 0.15, 0.45, 0.45]; // articles, playgrounds, terms, notebooks, others
const DEFINED = 5; // how much more the term asked for is worth than others
const LONGER = 0.4; // what a word is worth that only contains the one asked for
const SYNONYM = 0.35;
const FILES = 4; // that one beginning of words may cost
const RARE = 5; // sections that have a word: where there are fewer, it is looked for within words too
const WORDS = 8; // that one end of words may stand for

export class Index {
  /** @type {Map<string, Promise<any>>} */
  #files = new Map();

  /** @param {Contents} contents @param {(name: string) => Promise<any>} fetched the file of that name */
  constructor(contents, fetched) {
    this.contents = contents;
    this.fetched = fetched;
    this.terms = new Map(Object.entries(contents.terms));
    this.simplified = new Map(
      contents.simplified.match(/../gu)?.map((pair) => /** @type {[string, string]} */ ([...pair])),
    );
  }

  /** @param {string} query */
  inSimplified(query) {
    return [...query].map((sign) => this.simplified.get(sign) ?? sign).join("");
  }

  /** The numbers of the sections, best first. @param {string} query */
  async ranked(query) {
    const plain = this.inSimplified(query).normalize("NFKC").toLowerCase().trim();
    const [term, ...others] = this.terms.get(plain) ?? [];
    const found = await Promise.all([plain, ...others].map((each) => this.#scored(each)));
    /** @type {Map<number, number>} */
    const best = new Map();
    found.forEach((scores, place) => {
      for (const [section, score] of scores) {
        const worth = (place ? SYNONYM : 1) * (section === term ? DEFINED : 1);
        best.set(section, Math.max(best.get(section) ?? 0, score * worth));
      }
    });
    return [...best]
      .sort(([one, score], [other, otherScore]) => otherScore - score || one - other)
      .map(([section]) => section);
  }

  /** How well each section answers, by its number. @param {string} query */
  async #scored(query) {
    const { core, more } = keysOf(query);
    const [asked, rest] = await Promise.all(
      [core, more].map((keys) => Promise.all(keys.map((key) => this.#places(key)))),
    );
    /** @param {Places[]} all @param {number} section */
    const holding = (all, section) => all.filter((places) => places.has(section));
    /** @param {Places[]} all */
    const rarity = (all) => sum(all, (places) => this.#rarity(places));
    const whole = rarity(asked);
    const sections = [...new Set(asked.flatMap((places) => [...places.keys()]))];
    const shares = sections.map((section) => rarity(holding(asked, section)) / whole);
    const least = Math.max(...shares) / 2; // what has less than half as much of the query answers another one
    /** @type {Map<number, number>} */
    const scores = new Map();
    for (const [place, section] of sections.entries()) {
      if (shares[place] < least) continue;
      const here = holding(asked, section);
      const beside = holding(rest, section);
      const hasAll = here.length === asked.length;
      const order = hasAll && beside.length === rest.length ? PHRASE : hasAll ? ALL_WORDS : shares[place] ** 2;
      const inTitle = rarity([...here, ...beside].filter((places) => places.get(section)?.inTitle));
      const much = sum([...here, ...beside], (places) => this.#rarity(places) * (1 + (places.get(section)?.much ?? 0)));
      const kind = this.contents.kinds.findLastIndex((first) => first <= section);
      scores.set(section, order * TITLE ** Math.min(1, inTitle / whole) * (much / whole) * KINDS[kind]);
    }
    return scores;
  }

  /** @param {Places} places */
  #rarity(places) {
    return places.size ? Math.log(1 + this.contents.count / places.size) : 0;
  }

  /** @param {string} key @returns {Promise<Places>} */
  async #places(key) {
    const isPart = key.length > 1 || !isLatin(key);
    const places = placesOf(key, await this.#entries(key, isPart));
    if (places.size >= RARE || !/^[a-z]{2,}$/.test(key)) return places;
    const ending = (await this.#entries(`*${key}`, true)).flatMap(([, words]) => words);
    const words = [...new Set(ending)].slice(0, WORDS);
    const entries = await Promise.all(words.map((word) => this.#entries(word, false)));
    return placesOf(key, entries.flat(), places);
  }

  /** What the index has below a key, and below those that begin with it. @param {string} key @param {boolean} andLonger @returns {Promise<[string, any[]][]>} */
  async #entries(key, andLonger) {
    const { keys } = this.contents;
    const last = keys.findLastIndex((first) => first <= (andLonger ? `${key}\uffff` : key));
    const first = Math.max(
      0,
      keys.findLastIndex((first) => first <= key),
    );
    const numbers = Array.from({ length: Math.min(FILES, last - first + 1) }, (_, place) => first + place);
    const files = await Promise.all(numbers.map((number) => this.#file(`keys-${number}`)));
    return files.flatMap((file) =>
      andLonger
        ? Object.entries(file).filter(([name]) => name.startsWith(key))
        : Object.hasOwn(file, key)
          ? [[key, file[key]]]
          : [],
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

/** @template T @param {T[]} items @param {(item: T) => number} value */
function sum(items, value) {
  return items.reduce((total, item) => total + value(item), 0);
}

/**
 * The places of a key and of the words that contain it, beside those that are known.
 *
 * @param {string} key @param {[string, number[]][]} entries @param {Places} [places]
 */
function placesOf(key, entries, places = new Map()) {
  for (const [name, steps] of entries) {
    const worth = name === key || !isLatin(key) ? 1 : LONGER;
    let section = 0;
    for (const step of steps) {
      section += step >> 4;
      const { inTitle = false, much = 0 } = places.get(section) ?? {};
      places.set(section, { inTitle: inTitle || !!(step & 8), much: Math.min(1, much + worth * ((step & 7) / 7)) });
    }
  }
  return places;
}

/** @param {string} key */
function isLatin(key) {
  return /[a-z0-9]/.test(key);
}
