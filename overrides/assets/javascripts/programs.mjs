/** A button beside every block of Python that runs in the page. What runs it is fetched when it is first pressed. */

import { html } from "./dom.mjs";

const MODULE = new URL("../generated/playground/program.mjs", import.meta.url);

/** The theme puts a block's buttons into its corner when it is seen, and tells. */
component$.subscribe(({ ref }) => {
  const block = /** @type {HTMLElement|null} */ (ref.closest("pre[data-program]"));
  if (!block || ref.localName !== "code" || block.querySelector(".program__run")) return;
  const number = Number(block.dataset.program) + 1;
  const button = html(
    "button",
    { class: "program__run", type: "button", "aria-label": `运行第 ${number} 块代码` },
    "运行",
  );
  const corner = block.querySelector(".md-code__nav") ?? html("nav", { class: "md-code__nav", role: "none" });
  corner.prepend(button);
  ref.before(corner);
  button.addEventListener("click", async () => {
    button.disabled = true;
    try {
      const { pressed } = await import(MODULE.href);
      button.disabled = false;
      pressed(block);
    } catch (error) {
      console.warn("program:", error);
      button.disabled = false;
      button.textContent = "没有取到，再试";
    }
  });
});
