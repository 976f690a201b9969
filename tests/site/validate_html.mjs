// For tests/site/test_html.py: prints {page: [[rule, message, line]]} for all pages of the folder that is named.

import { readdirSync } from "node:fs";
import { join } from "node:path";
import { HtmlValidate, StaticConfigLoader } from "html-validate";

const config = {
  root: true,
  extends: ["html-validate:recommended"],
  rules: {
    // How it is written, which makes no difference to a reader:
    "attribute-empty-style": "off",
    "doctype-style": "off",
    "no-trailing-whitespace": "off",
    "void-style": "off",
    // A figure is called by its id, which has a slash, a note by one with a colon, as HTML allows.
    "valid-id": ["error", { relaxed: true }],
    // A link that is nothing but a formula has a name only where the formula has one.
    "aria-label-misuse": ["error", { allowAnyNamable: true }],
    // The search, the glossary and the playgrounds answer to each change; nothing is submitted.
    "wcag/h32": "off",
  },
};

// The settings, put together once and not for each page, which takes a quarter of the time.
class OneConfig extends StaticConfigLoader {
  getConfigFor(...place) {
    return (this.whole ??= super.getConfigFor(...place));
  }
}

const [folder] = process.argv.slice(2);
const validator = new HtmlValidate(new OneConfig(config));
const found = {};
for (const name of readdirSync(folder, { recursive: true }).sort()) {
  if (!name.endsWith(".html")) continue;
  const { results } = await validator.validateFile(join(folder, name));
  found[name] = results.flatMap(({ messages }) => messages.map((each) => [each.ruleId, each.message, each.line]));
}
console.log(JSON.stringify(found));
