/** What tsc and Prettier do not see. Layout is Prettier's, names that do not exist are tsc's. */

import js from "@eslint/js";

const MOST_PATHS = 19; // through one function: today's worst; the goal is 12, so lower it with each that is taken apart

export default [
  { ignores: ["site*/", ".*/", "docs/"] },
  js.configs.recommended,
  {
    linterOptions: { reportUnusedDisableDirectives: "error" },
    rules: { "no-undef": "off", eqeqeq: "error", complexity: ["error", MOST_PATHS] },
  },
  { files: ["**/*.js"], languageOptions: { sourceType: "script" } },
];
