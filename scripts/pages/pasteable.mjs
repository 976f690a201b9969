// For scripts/pages/pasteable.py: {"html", "css", "formulas": [{"tex", "display"}]} comes in, {"html", "formulas"} goes out, with the
// styles of the one in its elements, and of each other an SVG that needs no font and no other element.

import { text } from "node:stream/consumers";
import juice from "juice";
import mathjax from "mathjax"; // 3: with 4 come 70 MB of fonts, for the same drawings

const { html, css, formulas } = JSON.parse(await text(process.stdin));
const MathJax = await mathjax.init({
  loader: { load: ["input/tex-full", "output/svg"] },
  tex: { packages: { "[-]": ["noerrors", "noundefined"] } }, // what is wrong is told, not drawn in red
  svg: { fontCache: "none" },
  startup: { typeset: false },
});

function drawn({ tex, display }) {
  const svg = MathJax.startup.adaptor.innerHTML(MathJax.tex2svg(tex, { display }));
  if (svg.includes("data-mjx-error")) throw new Error(`${tex}: ${svg.match(/data-mjx-error="([^"]*)"/)[1]}`);
  return svg.replace(/ (?:data-[\w-]+|focusable|class)="[^"]*"/g, "");
}

const plain = { applyAttributesTableElements: false, applyHeightAttributes: false, applyWidthAttributes: false };
console.log(JSON.stringify({ html: juice.inlineContent(html, css, plain), formulas: formulas.map(drawn) }));
