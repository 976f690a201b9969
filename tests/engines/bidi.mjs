/**
 * Lets Playwright drive a Firefox that lacks one command of WebDriver BiDi: it says at the start of each page which colour scheme
 * the system has, and nobody here asks for another than Firefox's own.
 */

import { registerHooks } from "node:module";

const LACKING = /await this\.[\w.]+\.send\("emulation\.setMediaFeaturesOverride", /g;

registerHooks({
  load(url, context, next) {
    const loaded = next(url, context);
    if (!url.endsWith("/coreBundle.js")) return loaded;
    const source = String(loaded.source);
    if (!LACKING.test(source))
      throw new Error("Playwright no longer says it like this: look whether this file is still needed");
    return { ...loaded, source: source.replaceAll(LACKING, "void (") };
  },
});
