/** What is seldom needed, in one file: it comes when it is, or after the first picture, and so is there without a network. */

export { noteCaption } from "./caption.mjs";
export { copied } from "./copying.mjs";
export { giveFile } from "./downloads.mjs";
export { frameOf } from "./embedding.mjs";
export { History } from "./history.mjs";
export { linkTo } from "./linking.mjs";
export { showObstacle } from "./obstacle.mjs";
export { codeBeside, Snippets } from "./snippets.mjs";
export { watchUndoKeys } from "./undo-keys.mjs";
