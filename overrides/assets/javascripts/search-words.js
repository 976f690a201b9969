/**
 * What the theme's search lacks: a query in the words of the index, and whole phrases before their words.
 *
 * A classic script for the theme's worker, which scripts/assets/search_words.py lets load and call it.
 */
/* exported inWords, within, ranked */

const ASKING = /^(为什么|怎么|怎样|如何|什么|哪些|多少|吗|呢|的|了|是)$/; // says that one asks, not for what
const EVERY_WORD = 1e9; // more than all that lunr multiplies by before, 1e6 for a tag, and the theme after, 5
const PHRASE = EVERY_WORD ** 2;

/**
 * Cut what the reader typed where the index was cut.
 *
 * @param {string} query
 * @param {Record<string, object>} index each word of the site is a name of it
 */
function inWords(query, index) {
  const narrow = query.replace(/[！-～]/g, (sign) => String.fromCharCode(sign.charCodeAt(0) - 0xfee0));
  return narrow
    .replace(/\p{sc=Han}+/gu, (run) => ` ${piecesOf(run, index).join(" ")} `)
    .split(lunr.tokenizer.separator)
    .flatMap((word) => halvesOf(word, index))
    .join(" ");
}

/** Chinese has no spaces: each piece is the longest word that begins there. @param {string} run @param {Record<string, object>} index */
function piecesOf(run, index) {
  /** @type {string[]} */
  const pieces = [];
  let rest = run;
  while (rest) {
    let end = rest.length;
    while (end > 1 && !(rest.slice(0, end) in index)) end -= 1;
    pieces.push(rest.slice(0, end));
    rest = rest.slice(end);
  }
  return pieces;
}

/** What is one word for the reader may be two for us: allreduce. @param {string} word @param {Record<string, object>} index */
function halvesOf(word, index) {
  const small = word.toLowerCase();
  const begins = (/** @type {string} */ text) =>
    text in index || Object.keys(index).some((known) => known.startsWith(text));
  if (/^[a-z]{4,}$/.test(small) && !begins(small)) {
    for (let end = small.length - 2; end > 1; end -= 1) {
      if (small.slice(0, end) in index && begins(small.slice(end))) return [small.slice(0, end), small.slice(end)];
    }
  }
  return [word];
}

/** Let Chinese words be found inside longer ones; all words are found by their beginning. @param {string} query */
function within(query) {
  return query.replace(/(?<!\S)(?=\p{sc=Han})/gu, "*");
}

/**
 * Let the sections with the whole phrase come first, then those with every word.
 *
 * @param {{ref: string, score: number}[]} results
 * @param {string} query
 * @param {Map<string, {title: string, text: string}>} sections
 */
function ranked(results, query, sections) {
  const words = query.replaceAll("*", "").split(" "); // no sign with a meaning in patterns: each of them parts words
  const phrase = atItsBeginning(words.join("(?:, |[^\\p{L}\\p{N}])?")); // all-reduce, all reduce, max_depth=3
  const each = words.filter((word) => !ASKING.test(word)).map(atItsBeginning);
  for (const result of results) {
    const { title, text } = sections.get(result.ref) ?? { title: "", text: "" };
    const plain = `${title}\n${text}`.replace(/<[^>]+>|\u200b/g, "");
    if (phrase.test(plain)) result.score *= PHRASE;
    else if (each.every((word) => word.test(plain))) result.score *= EVERY_WORD;
  }
  return results;
}

/** @param {string} words a pattern; Latin letters count where a word begins, digits where a number does */
function atItsBeginning(words) {
  const before = [/^[a-z]/i, /^\d/].findIndex((first) => first.test(words));
  return new RegExp(`${["(?<![a-z])", "(?<!\\d)"][before] ?? ""}${words}`, "iu");
}

/** Lunr takes two nodes for one where their digits run together: edge 1 to node 23, edge 12 to node 3. */
lunr.TokenSet.prototype.toString = function () {
  const edges = Object.keys(this.edges).sort();
  return this._str ?? `${this.final}${edges.map((label) => `,${label}${this.edges[label].id}`).join("")}`;
};
