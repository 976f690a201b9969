/**
 * The page comes first: its scripts are fetched once what is on the screen is painted, or as soon as somebody presses
 * something. They stand in a template (main.html), where the browser lets them be.
 *
 * The theme's waits for the document to be parsed, which it is by then, and so is told again: when all are there, so that
 * between two of them the page answers.
 */

const template = /** @type {HTMLTemplateElement} */ (document.getElementById("scripts"));
const signs = ["load", "pointerdown", "keydown"];

const tell = () => document.dispatchEvent(new Event("DOMContentLoaded", { bubbles: true }));
const bring = () => {
  signs.forEach((sign) => removeEventListener(sign, begin));
  const scripts = [...document.importNode(template.content, true).querySelectorAll("script")];
  scripts.forEach((script) => (script.async = false)); // but in their order
  for (const sign of ["load", "error"]) scripts.at(-1)?.addEventListener(sign, tell);
  template.replaceWith(...scripts);
};
const begin = (/** @type {Event} */ { type }) =>
  type === "load" ? requestAnimationFrame(() => setTimeout(bring)) : bring();
signs.forEach((sign) => addEventListener(sign, begin));
