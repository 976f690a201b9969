/** A playground in somebody else's page: the frame around the page that is made for it. */

import { html } from "../dom.mjs";
import { ownPage } from "./linking.mjs";

const HEIGHT = 1000; // px, where that page does not listen to embed.js

/**
 * The HTML of a frame that shows a setting; scripts/pages/embeds.py writes that of the default one.
 *
 * @param {HTMLElement} element @param {string} query @param {string} base address of the page as it is published; "" if unknown
 */
export function frameOf(element, query, base) {
  const own = new URL(ownPage(element), base || location.href);
  const { href } = Object.assign(new URL("embed/", own), { search: query });
  const looks = { width: "100%", height: HEIGHT, frameborder: 0 }; // not a style: pages with a content policy refuse it
  const ways = { loading: "lazy", allow: "clipboard-write" };
  return html("iframe", { src: href, title: element.dataset.title, ...looks, ...ways }).outerHTML;
}
