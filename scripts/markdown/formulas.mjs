// Turns TeX into MathML for scripts/formulas.py: for each line {"tex", "display"} that comes in,
// a line {"mathml"} or {"error"} goes out. Ends when its input does.

import { createInterface } from "node:readline";
import temml from "temml";

for await (const line of createInterface({ input: process.stdin })) {
  const { tex, display } = JSON.parse(line);
  console.log(JSON.stringify(answer(tex, display)));
}

function answer(tex, display) {
  try {
    // Without the TeX annotation: the search index would hold every formula twice.
    return {
      mathml: temml.renderToString(tex, { displayMode: display, throwOnError: true, annotate: false, xml: false }),
    };
  } catch (error) {
    return { error: error.message };
  }
}
