// How the editor looks: the page's tokens, at the same measures as the text area that it replaces, so that nothing moves.
import { HighlightStyle, syntaxHighlighting } from "@codemirror/language";
import { EditorView } from "@codemirror/view";
import { tags } from "@lezer/highlight";

const theme = EditorView.theme({
  "&": { backgroundColor: "transparent", color: "var(--ink)", fontSize: "var(--text-s)" },
  // The page draws the ring around the whole field.
  "&.cm-focused": { outline: "none" },
  ".cm-scroller": { fontFamily: "var(--font-code)", lineHeight: "19px", overflow: "visible" },
  ".cm-content": { padding: "6px 0", caretColor: "var(--ink)", minWidth: "0" },
  ".cm-line": { padding: "0 var(--space-4) 0 0", overflowWrap: "anywhere" },
  ".cm-gutters": { backgroundColor: "transparent", border: "none", color: "var(--ink-3)", fontSize: "var(--text-xs)", width: "30px" },
  ".cm-lineNumbers .cm-gutterElement": { minWidth: "20px", padding: "0 10px 0 0", textAlign: "right" },
  ".cm-cursor": { borderLeftColor: "var(--ink)" },
  "&.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground, .cm-selectionBackground": {
    backgroundColor: "color-mix(in srgb, var(--focus) 30%, transparent)",
  },
  ".cm-matchingBracket, &.cm-focused .cm-matchingBracket": { backgroundColor: "var(--hover)", outline: "1px solid var(--edge)" },
  ".squiggle": {
    backgroundColor: "var(--pending-wash)",
    textDecoration: "underline wavy var(--pending-edge) 1.25px",
    textUnderlineOffset: "3px",
    textDecorationSkipInk: "none",
  },
  ".cm-lintRange-error, .cm-lintRange-active": {
    backgroundImage: "none",
    backgroundColor: "var(--firing-wash)",
    textDecoration: "underline wavy var(--firing) 1.25px",
    textUnderlineOffset: "3px",
    textDecorationSkipInk: "none",
  },
  ".cm-tooltip": {
    backgroundColor: "var(--surface)",
    color: "var(--ink)",
    border: "1px solid var(--edge)",
    borderRadius: "var(--radius-m)",
    zIndex: "30",
  },
  ".cm-diagnostic": { padding: "var(--space-2) var(--space-3)", fontFamily: "var(--font-code)" },
  ".cm-diagnostic-error": { borderLeft: "3px solid var(--firing)" },
  ".cm-tooltip.cm-tooltip-autocomplete > ul": { fontFamily: "var(--font-code)", maxWidth: "min(420px, 90vw)" },
  ".cm-tooltip.cm-tooltip-autocomplete > ul > li": { padding: "2px var(--space-3)", lineHeight: "20px" },
  ".cm-tooltip-autocomplete ul li[aria-selected]": { backgroundColor: "var(--accent-wash)", color: "var(--ink)" },
  ".cm-completionMatchedText": { textDecoration: "none", fontWeight: "var(--strong)" },
  ".cm-completionDetail": { color: "var(--ink-3)", fontStyle: "normal" },
  ".cm-completionInfo": { maxWidth: "320px", padding: "var(--space-3)", fontFamily: "var(--font-ui)" },
});

const colours = HighlightStyle.define([
  { tag: [tags.keyword, tags.operatorKeyword, tags.modifier], color: "var(--code-keyword)" },
  { tag: [tags.function(tags.variableName), tags.special(tags.variableName)], color: "var(--code-function)" },
  { tag: tags.variableName, color: "var(--code-metric)" },
  { tag: [tags.labelName, tags.string, tags.special(tags.string)], color: "var(--code-label)" },
  { tag: [tags.number, tags.bool], color: "var(--code-number)" },
  { tag: [tags.lineComment, tags.comment], color: "var(--ink-3)" },
  { tag: [tags.definition(tags.propertyName), tags.propertyName], color: "var(--code-keyword)" },
]);

export const look = [theme, syntaxHighlighting(colours)];
