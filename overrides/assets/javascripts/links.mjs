/**
 * Addresses to take along: the sign behind a heading copies that of its section, while it leads there as the link that it is;
 * a button copies that of the page. In a reference the day of access is the reader's.
 */

import { adopt, html } from "./dom.mjs";
import { copied, copy } from "./playground/copying.mjs";

const SAID_MS = 1500; // that it was copied; the sign itself stays as wide as it is

adopt(`.headerlink{position:relative}
.headerlink[data-said]{opacity:1}
.headerlink[data-said]::after{content:attr(data-said);position:absolute;z-index:1;right:0;bottom:100%;padding:.1rem .4rem;font-size:.6rem;line-height:1.6;
white-space:nowrap;color:var(--paper);background:var(--ink);border:.05rem solid;border-radius:.2rem}`);

const status = html("span", { class: "visually-hidden", role: "status" });
document.body.append(status);

document$.subscribe(() => setTimeout(fillIn)); // by itself: the page answers between it and the theme

function fillIn() {
  const now = new Date();
  const here = new Date(now.getTime() - now.getTimezoneOffset() * 60_000); // a locale that writes so takes 10 ms to load
  for (const day of document.querySelectorAll("[data-today]")) day.textContent = here.toISOString().slice(0, 10);
  for (const sign of document.querySelectorAll(".headerlink")) {
    const [heading] = sign.parentElement?.textContent?.split("¶") ?? [""];
    sign.setAttribute("title", "复制本节链接");
    sign.setAttribute("aria-label", `“${heading.trim()}”一节的链接`);
  }
}

addEventListener("click", async (event) => {
  const { target, ctrlKey, metaKey, shiftKey, altKey } = event;
  if (!(target instanceof Element) || ctrlKey || metaKey || shiftKey || altKey) return;
  const page = `${location.origin}${location.pathname}`;
  const button = /** @type {HTMLElement|null} */ (target.closest("[data-copy-link]"));
  if (button) status.textContent = await copied(button, page, "这张图的链接");
  const sign = /** @type {HTMLAnchorElement|null} */ (target.closest(".headerlink"));
  if (sign && (await copy(`${page}${sign.hash}`))) {
    status.textContent = sign.dataset.said = "已复制本节链接";
    setTimeout(() => delete sign.dataset.said, SAID_MS);
  }
});
