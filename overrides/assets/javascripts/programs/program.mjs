/**
 * The program of a page: runs a block when its button is pressed, with those before it that it needs. Comes with the first
 * press (../programs.mjs), and the Worker goes with the page.
 *
 * @typedef {{ files: Record<string, string>, needs: Record<string, number[]>, names: Record<string, number[]>, libraries: string[] }} Pack
 *   what a page has for its program: scripts/assets/programs.py
 * @typedef {Pick<Block, "number"|"text"|"isChanged"|"took">} Told  what matters of a block that is not to be seen
 */

import { Block } from "./block.mjs";
import { needed } from "./execution.mjs";
import { Runner } from "./runs.mjs";

const LIMIT_MS = 2000; // for what the reader has written, or four times what our text took here
const OUR_LIMIT_MS = 20_000; // for what is in the article, which does end

/** @type {Map<HTMLElement, Block>} of this page, those that were pressed */
const blocks = new Map();
/** @type {Promise<Pack>|null} */
let pack = null;
/** @type {Runner|null} */
let runner = null;
/** @type {Block|null} */
let running = null;
let turn = 0; // of the last press: what an earlier one waits for is not wanted any more

/** Run a block, or stop it where it runs. @param {HTMLElement} element */
export async function pressed(element) {
  const block = blockOf(element);
  const isStop = running === block;
  const own = ++turn;
  if (running) runner?.end("stopped");
  running = isStop ? null : block;
  if (isStop) return;
  block.running = true;
  block.say("正在运行……");
  try {
    const whole = await (pack ??= fetchPack());
    if (own === turn) await runIn(await started(whole), block, whole);
    else block.say("停下了。", true);
  } catch (error) {
    console.warn("program:", error);
    if (own === turn) pack = null;
    const reason = navigator.onLine ? "文件没有取到，或浏览器太旧" : "没有网络连接";
    block.say(`没有运行：${reason}。再按一次试试。`, true);
  }
  if (own === turn) running = null;
  if (running !== block) block.running = false;
}

/** Return what runs the page's programs. @param {Pack} whole */
async function started({ files }) {
  if (runner && !runner.hasEnded) return runner;
  const worker = (runner = new Runner());
  await worker.start(files);
  return worker;
}

/** @param {Runner} worker @param {Block} block @param {Pack} whole */
async function runIn(worker, block, whole) {
  const changed = [...blocks.values()].filter((each) => each.isChanged && each !== block);
  const before = needed(
    whole,
    block.number,
    block.isChanged ? block.text : null,
    changed.map(({ number }) => number),
  ).map(blockAt);
  const all = [...before, block];
  const steps = all.map((each) => ({ code: each.text, limit: limitOf(each) }));
  const begun = performance.now();
  let printed = "";
  const outcome = await worker.run(steps, (text) => (printed += text));
  const culprit = all[outcome.at];
  if (culprit === block) block.show(printed);
  if (outcome.kind === "done" && !outcome.failure) {
    if (!block.isChanged) block.took = performance.now() - begun;
    const own = before.filter((each) => each.isChanged);
    block.say(said(block, printed, outcome.isCut) + uses(own) + standIns(whole));
  } else {
    block.say((culprit === block ? "" : `前面的第 ${culprit.number + 1} 块代码`) + complaint(outcome, culprit), true);
  }
}

/** @param {Block} block @param {string} printed @param {boolean} isCut */
function said(block, printed, isCut) {
  if (isCut) return "输出太长，只留了开头。";
  if (block.hasShown) return block.differs(printed) ? "输出与文中不同。" : "输出与文中相同。";
  return printed ? "运行完了。" : "运行完了，没有输出。";
}

/** @param {Told[]} changed those before it that the reader has changed */
function uses(changed) {
  return changed.length ? `用了你改过的第 ${changed.map(({ number }) => number + 1).join("、")} 块。` : "";
}

/** @param {Pack} whole */
function standIns({ libraries }) {
  return libraries.length ? `这里的 ${libraries.join("、")} 由本站的实现代替。` : "";
}

/** @param {import("./runs.mjs").Outcome} outcome @param {Told} culprit */
function complaint(outcome, culprit) {
  if (outcome.kind === "late") return `运行超过 ${Math.round(limitOf(culprit) / 1000)} 秒，停下了。`;
  if (outcome.kind === "stopped") return "停下了。";
  if (outcome.kind === "done" && outcome.failure) {
    const { line, message } = outcome.failure;
    return `${line ? `第 ${line} 行` : ""}出错：${message}`;
  }
  return "把解释器弄坏了，下次运行从头开始。";
}

/** @param {Told} block */
function limitOf(block) {
  return block.isChanged ? Math.max(LIMIT_MS, 4 * block.took) : OUR_LIMIT_MS;
}

/** @param {HTMLElement} element */
function blockOf(element) {
  const block = blocks.get(element) ?? new Block(element, () => pressed(element));
  blocks.set(element, block);
  return block;
}

/** A block before another one: as it is in the page, or as the reader has changed it. @param {number} number @returns {Told} */
function blockAt(number) {
  const element = /** @type {HTMLElement} */ (document.querySelector(`pre[data-program="${number}"]`));
  return (
    blocks.get(element) ?? { number, text: element.querySelector("code")?.textContent ?? "", isChanged: false, took: 0 }
  );
}

async function fetchPack() {
  const response = await fetch(new URL("programs.json", location.href));
  if (!response.ok) throw new Error(`${response.url}: ${response.status}`);
  return response.json();
}

function leave() {
  turn++;
  runner?.end("stopped");
  runner = null;
  running = null;
  pack = null;
  blocks.clear();
}

document$.subscribe(leave);
addEventListener("pagehide", () => runner?.end("stopped"));
