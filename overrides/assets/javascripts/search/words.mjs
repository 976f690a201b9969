/**
 * A query, cut as scripts/pages/search_index.py cuts the texts, and where its words stand in a text.
 */

const PAUSE = /[，。、；：？！（）《》“”…—\n]+|[,.;:?!]\s/;
const TOKEN = /(?<![A-Za-z])[A-Za-z]-[A-Za-z]+|[A-Za-z]+|[0-9]+|[\p{L}\p{N}]/gu;
const HAN = /^\p{sc=Han}$/u;
const ASKING = // says that one asks, not for what
  /为什么|什么|怎么办|怎么样?|怎样|如何|哪[些个]|多少|是不是|能不能|可以|应该|[吗呢]|(?<=\p{sc=Han}{2})[的是](?=\p{sc=Han}{2})/gu;

/**
 * The keys of the index that a query asks for, and those that say more: its words in their order.
 *
 * @param {string} query
 * @returns {{ core: string[], more: string[] }}
 */
export function keysOf(query) {
  const all = stretches(query).flatMap(keysIn);
  const asked = stretches(query.replace(ASKING, "\n")).flatMap(keysIn);
  const core = new Set((asked.length ? asked : all).filter(({ isWord }) => isWord).map(({ key }) => key));
  return { core: [...core], more: [...new Set(all.map(({ key }) => key))].filter((key) => !core.has(key)) };
}

/** @param {string} text */
const stretches = (text) => text.split(PAUSE).map((stretch) => stretch.normalize("NFKC").toLowerCase());

/** Two characters of a Chinese run are as good as a word; other neighbours are a phrase. @param {string} stretch */
function keysIn(stretch) {
  const tokens = [...stretch.matchAll(TOKEN)].map(({ 0: text, index }) => ({ text: text.replace("-", ""), index }));
  const isRun = tokens.map(({ text, index }, place) => {
    const next = tokens[place + 1];
    return next !== undefined && HAN.test(text) && HAN.test(next.text) && next.index === index + text.length;
  });
  return tokens.flatMap(({ text }, place) => [
    ...(isRun[place] || isRun[place - 1] ? [] : [{ key: text, isWord: true }]),
    ...(place + 1 < tokens.length ? [{ key: text + tokens[place + 1].text, isWord: isRun[place] }] : []),
  ]);
}

/** The words of a query as they are marked: each run of one script. @param {string} query */
export function wordsOf(query) {
  const asked = wordsIn(query.replace(ASKING, "\n"));
  return asked.length ? asked : wordsIn(query);
}

/** @param {string} text */
function wordsIn(text) {
  return stretches(text).flatMap((stretch) => stretch.match(/[a-z]+|[0-9]+|(?:(?![a-z0-9])[\p{L}\p{N}])+/gu) ?? []);
}

/**
 * The sections that have the query as it stands before those that have its pairs of characters here and there.
 *
 * @template {{ title: string, text: string }} T
 * @param {T[]} sections @param {string} query
 */
export function literalFirst(sections, query) {
  const has = sections.map(({ title, text }) => squeezed(`${title}\n${text}`).includes(squeezed(query)));
  return [true, false].flatMap((isLiteral) => sections.filter((_, place) => has[place] === isLiteral));
}

/** @param {string} text */
function squeezed(text) {
  return text
    .normalize("NFKC")
    .replace(/[^\p{L}\p{N}]/gu, "")
    .toLowerCase();
}
