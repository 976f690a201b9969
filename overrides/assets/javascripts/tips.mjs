/**
 * Footnotes and terms are shown beside their mention; what shows them comes with the first that the reader comes to.
 *
 * A pointer over a mention or the focus on it gives a glance, a click, a tap or Enter opens it to stay. Where there are no
 * popovers or no scripts, and for who opens a new tab, a mention is a link.
 */

const MENTION = ".footnote-ref, .term";

/** @type {Promise<typeof import("./tip.mjs")>|undefined} */
let program;
const loaded = () => (program ??= import("./tip.mjs"));

/** @param {Event} event */
function mentionOf({ target }) {
  return target instanceof Element ? /** @type {HTMLAnchorElement|null} */ (target.closest(MENTION)) : null;
}

/** @param {PointerEvent|FocusEvent} event */
function glance(event) {
  const mention = mentionOf(event);
  if (mention || program) loaded().then(({ glanceAt }) => glanceAt(mention, event), console.warn);
}

if ("popover" in HTMLElement.prototype) {
  addEventListener("pointerover", (event) => event.pointerType === "mouse" && glance(event));
  addEventListener("focusin", (event) => glance(event));
  addEventListener(
    "click",
    (event) => {
      const mention = mentionOf(event);
      const isLink = !event.isTrusted || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey;
      if (!mention || isLink) return;
      event.preventDefault();
      event.stopPropagation(); // the theme would follow it
      loaded()
        .then(({ open }) => open(mention))
        .catch(() => location.assign(mention.href));
    },
    { capture: true },
  );
}
