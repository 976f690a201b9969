/** Why there is no picture: it stands where the picture would be, over the last one, which pales; with what can be done. */

import { adopt, html } from "../dom.mjs";
import look from "./obstacle.css";

adopt(look);

/**
 * @typedef {{setting: number, path: import("./types").Path}} Place  of the control that is in the way
 * @typedef {{reason: string, cure?: {label: string, do: "run"|"mend"}}} What
 */

/** @param {HTMLElement} picture @param {What} what */
export function showObstacle(picture, { reason, cure }) {
  picture.querySelector(".playground__obstacle")?.remove();
  const button =
    cure && html("button", { type: "button", class: "playground__button", "data-do": cure.do }, cure.label);
  picture.append(html("div", { class: "playground__obstacle" }, html("p", {}, reason), ...(button ? [button] : [])));
}
