/** The field above the glossary leaves the entries that have what is typed in one of their names. */

/** @param {HTMLFormElement} form */
export function follow(form) {
  const box = /** @type {HTMLInputElement} */ (form.elements.namedItem("term"));
  const output = /** @type {HTMLOutputElement} */ (form.querySelector("output"));
  const groups = [...document.querySelectorAll(".passage:has(.glossary)")].map((passage) => ({
    parts: [passage.previousElementSibling, passage],
    entries: [.../** @type {NodeListOf<HTMLElement>} */ (passage.querySelectorAll(".glossary > div"))],
  }));
  const total = groups.flatMap(({ entries }) => entries).length;

  const show = () => {
    const query = folded(box.value);
    let count = 0;
    for (const { parts, entries } of groups) {
      const hits = entries.filter((entry) => {
        entry.hidden = !folded(entry.firstElementChild?.textContent ?? "").includes(query);
        return !entry.hidden;
      });
      for (const part of parts) part?.toggleAttribute("hidden", hits.length === 0);
      count += hits.length;
    }
    output.textContent = count === total ? `${total} 个术语` : count ? `${total} 个里的 ${count} 个` : "没有这样的术语";
  };
  box.addEventListener("input", show);
  form.addEventListener("submit", (event) => event.preventDefault());
  if (box.value) show(); // was typed before this came
}

/** @param {string} text */
function folded(text) {
  return text
    .normalize("NFKC")
    .toLowerCase()
    .replace(/[\s_-]/g, "");
}
