{
  const dark = matchMedia("(prefers-color-scheme: dark)");
  const button = /** @type {HTMLButtonElement} */ (document.querySelector("[data-schemes]"));
  const icons = [...button.querySelectorAll("span")];
  const scheme = document.head.appendChild(Object.assign(document.createElement("meta"), { name: "color-scheme" }));
  /** @type {NodeListOf<HTMLMetaElement>} */
  const colours = document.querySelectorAll("meta[name=theme-color]"); // for each scheme of the system
  const stored = __md_get("__palette")?.index; // as the theme keeps it: the system's, light, dark
  let chosen = stored in icons ? stored : 0;

  const colourWindow = () => {
    const { backgroundColor } = getComputedStyle(document.body);
    colours.forEach((colour) => (colour.content = backgroundColor));
  };
  const show = () => {
    const isDark = [dark.matches, false, true][chosen];
    document.body.setAttribute("data-md-color-scheme", isDark ? "slate" : "default");
    scheme.content = isDark ? "dark" : "light";
    icons.forEach((icon, index) => (icon.hidden = index !== chosen));
    button.title = icons[chosen].dataset.name ?? "";
  };
  /** Show another one at once: nothing fades. */
  const change = () => {
    document.body.setAttribute("data-md-color-switching", "");
    show();
    colourWindow(); // needs the new styles
    document.body.removeAttribute("data-md-color-switching");
  };

  show();
  addEventListener("DOMContentLoaded", () => (button.hidden = false)); // what follows in the header would move it
  addEventListener("load", colourWindow); // when the styles are there
  dark.addEventListener("change", change);
  button.addEventListener("click", () => {
    chosen = (chosen + 1) % icons.length;
    __md_set("__palette", { index: chosen });
    change();
  });
}
