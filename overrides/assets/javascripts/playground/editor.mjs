/** CodeMirror over a text field; the field keeps the text, so that everything else need not know. */

import { closeBrackets, closeBracketsKeymap } from "@codemirror/autocomplete";
import { defaultKeymap, history, historyKeymap } from "@codemirror/commands";
import { python } from "@codemirror/lang-python";
import { bracketMatching, HighlightStyle, indentOnInput, indentUnit, syntaxHighlighting } from "@codemirror/language";
import { EditorState } from "@codemirror/state";
import { EditorView, keymap, lineNumbers } from "@codemirror/view";
import { tags } from "@lezer/highlight";
import { StyleModule } from "style-mod";
import { adopt } from "../dom.mjs";
import look from "./editor.css";

/**
 * CodeMirror's styles are adopted, as ours are: it would write them into the page, which its policy forbids. They go before
 * what is there, so that our look wins.
 */
const mounted = new Set();
StyleModule.mount = (_, modules) => {
  const fresh = [modules].flat().filter((module) => !mounted.has(module) && mounted.add(module));
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(fresh.map((module) => module.getRules()).join("\n"));
  document.adoptedStyleSheets.unshift(sheet);
};
adopt(look);
const colours = HighlightStyle.define([
  { tag: [tags.keyword, tags.controlKeyword, tags.operatorKeyword, tags.definitionKeyword], class: "editor__keyword" },
  { tag: [tags.number, tags.bool, tags.null], class: "editor__number" },
  { tag: tags.string, class: "editor__string" },
  { tag: tags.comment, class: "editor__comment" },
  { tag: [tags.function(tags.variableName), tags.definition(tags.variableName)], class: "editor__name" },
]);

/** @param {HTMLTextAreaElement} field */
export function mountEditor(field) {
  const focused = document.activeElement === field;
  const { selectionStart, selectionEnd } = field;
  const label = field.labels?.[0]?.textContent.trim() ?? "代码";
  const view = new EditorView({
    doc: field.value,
    selection: { anchor: selectionStart, head: selectionEnd },
    extensions: [
      lineNumbers(),
      history(),
      indentOnInput(),
      bracketMatching(),
      closeBrackets(),
      indentUnit.of("    "),
      EditorState.tabSize.of(4),
      python(),
      syntaxHighlighting(colours),
      EditorView.lineWrapping,
      EditorView.domEventHandlers({ beforeinput: typeOver }),
      // Tab leaves the editor, as it leaves every other control.
      keymap.of([...closeBracketsKeymap, ...defaultKeymap, ...historyKeymap]),
      EditorView.contentAttributes.of({
        "aria-label": label,
        "aria-describedby": `${field.id}-problem`, // there when something is wrong
      }),
      EditorView.updateListener.of((update) => {
        if (update.docChanged && field.value !== view.state.doc.toString()) {
          field.value = view.state.doc.toString();
          field.dispatchEvent(new Event("input", { bubbles: true }));
        }
      }),
    ],
  });
  field.after(view.dom);
  field.hidden = true;
  field.dataset.editor = "ready";
  field.addEventListener("play-ground-text", () => {
    const text = view.state.doc.toString();
    if (text !== field.value && !view.hasFocus) {
      view.dispatch({ changes: { from: 0, to: text.length, insert: field.value } });
    }
  });
  if (focused) {
    view.focus();
  }
}

/** Type over a selection here: Chromium would give the new text the style of the old one, in an attribute. @param {InputEvent} event @param {EditorView} view */
function typeOver(event, view) {
  const { data, inputType } = event;
  const { from, to, empty } = view.state.selection.main;
  if (empty || data === null || inputType !== "insertText") {
    return false;
  }
  event.preventDefault();
  const insert = () =>
    view.state.update(view.state.replaceSelection(data), { userEvent: "input.type", scrollIntoView: true });
  if (!view.state.facet(EditorView.inputHandler).some((handle) => handle(view, from, to, data, insert))) {
    view.dispatch(insert());
  }
  return true;
}
