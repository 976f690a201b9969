/**
 * The page comes first: its scripts are fetched once what is on the screen is painted, or as soon as somebody presses
 * something. They stand in a template (main.html), where the browser lets them be.
 *
 * The theme's waits for the document to be parsed, which it is by then, and so is told again.
 */

const template = /** @type {HTMLTemplateElement} */ (document.getElementById("scripts"));
const signs = ["load", "pointerdown", "keydown"];

const bring = () => {
  signs.forEach((sign) => removeEventListener(sign, begin));
  const scripts = [...document.importNode(template.content, true).querySelectorAll("script")];
  scripts.forEach((script) => (script.async = false)); // but in their order
  scripts[0].addEventListener("load", () => document.dispatchEvent(new Event("DOMContentLoaded", { bubbles: true })));
  template.replaceWith(...scripts);
};
const begin = (/** @type {Event} */ { type }) =>
  type === "load" ? requestAnimationFrame(() => setTimeout(bring)) : bring();
signs.forEach((sign) => addEventListener(sign, begin));
