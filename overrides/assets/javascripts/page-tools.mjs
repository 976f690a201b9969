/** What one can do with a page: copy it as Markdown, and report a mistake with the section that one reads and the words that one has selected. */

const SAID_MS = 1500; // that something was copied
const LONGEST = 200; // characters of what is quoted
const NAME = "复制 Markdown"; // of the button, and what the text of a report has for the section, in facts.html
const SECTION = "小节：";

addEventListener("click", ({ target }) => {
  if (!(target instanceof Element)) return;
  const button = /** @type {HTMLElement|null} */ (target.closest("[data-copies]"));
  const link = /** @type {HTMLAnchorElement|null} */ (target.closest("a[data-report]"));
  if (button) void copyPage(button);
  if (link) {
    link.dataset.report ||= link.href;
    link.href = link.dataset.report.replace(encodeURIComponent(SECTION), encodeURIComponent(SECTION + place()));
  }
});

/** @param {HTMLElement} button */
async function copyPage(button) {
  const address = button.dataset.copies ?? "";
  const text = fetch(address).then(async (answer) => {
    if (!answer.ok) throw new Error(answer.statusText);
    return new Blob([await answer.text()], { type: "text/plain" });
  });
  try {
    // Before the text is there: what is copied later, some browsers take for none of the reader's doing.
    await navigator.clipboard.write([new ClipboardItem({ "text/plain": text })]);
  } catch {
    location.assign(address); // no permission, or a page without https: there it can be copied by hand
    return;
  }
  button.textContent = `已${NAME}`;
  setTimeout(() => (button.textContent = NAME), SAID_MS);
}

/** Where the reader is: the section of what is selected, else the one on the screen. */
function place() {
  const selection = getSelection();
  const quoted = selection && String(selection).trim().slice(0, LONGEST);
  const from = quoted ? selection.anchorNode : null;
  const read = [...document.querySelectorAll("article :is(h2, h3)[id]")].findLast((heading) =>
    from
      ? heading.compareDocumentPosition(from) & Node.DOCUMENT_POSITION_FOLLOWING
      : heading.getBoundingClientRect().top < innerHeight / 2,
  );
  const name = read ? `${read.textContent.replace("¶", "")} ${location.origin}${location.pathname}#${read.id}` : "";
  return quoted ? `${name}\n原文：${quoted.replace(/\s+/g, " ")}` : name;
}
