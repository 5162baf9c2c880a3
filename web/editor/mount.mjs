// The editor of expressions and rules: CodeMirror within a shadow root, since the page's policy allows no <style> in the
// document. It judges nothing: texts go out, places of errors and the words to complete come in.
import { autocompletion, closeBrackets, closeBracketsKeymap, completionKeymap } from "@codemirror/autocomplete";
import { defaultKeymap } from "@codemirror/commands";
import { bracketMatching, indentOnInput } from "@codemirror/language";
import { linter, setDiagnostics } from "@codemirror/lint";
import { Annotation, EditorState, StateEffect, StateField } from "@codemirror/state";
import { Decoration, EditorView, drawSelection, keymap, lineNumbers, tooltips } from "@codemirror/view";
import { language } from "./languages.mjs";
import { look } from "./look.mjs";
import { learn } from "./words.mjs";

/** Changes that come from the page are not told back to it. */
const fromPage = Annotation.define();

/** The spans that findings speak of. */
const setMarked = StateEffect.define();
const marked = StateField.define({
  create: () => Decoration.none,
  update(spans, transaction) {
    for (const effect of transaction.effects) {
      if (effect.is(setMarked)) return Decoration.set(effect.value.map(([from, to]) => squiggle.range(from, to)), true);
    }
    return spans.map(transaction.changes);
  },
  provide: (field) => EditorView.decorations.from(field),
});
const squiggle = Decoration.mark({ class: "squiggle" });

/** What is wrong, for people who do not see the underline. */
const setWrong = StateEffect.define();
const wrong = StateField.define({
  create: () => "",
  update: (text, transaction) => transaction.effects.find((it) => it.is(setWrong))?.value ?? text,
  provide: (field) =>
    EditorView.contentAttributes.from(field, (text) => (text ? { "aria-invalid": "true", "aria-description": text } : {})),
});

/** What all editors of a language share. */
export const extensions = (kind) => [
  lineNumbers(),
  drawSelection(),
  EditorView.lineWrapping,
  EditorState.tabSize.of(2),
  indentOnInput(),
  bracketMatching(),
  closeBrackets(),
  language(kind),
  autocompletion({ icons: false, maxRenderedOptions: 60 }),
  keymap.of([...closeBracketsKeymap, ...completionKeymap, ...defaultKeymap]),
  // Judges nothing, but is there: the first judgement would else begin all extensions anew.
  linter(null),
  marked,
  wrong,
  look,
];

/**
 * Puts an editor into `host`. `kind` is "promql" or "yaml"; `change`, `focus` and `blur` hear what a person does.
 * Tab leaves the editor: nobody is caught in it. It has no history of its own: undo is the page's, over everything.
 */
export function mount(host, kind, label, text, change, focus, blur) {
  const root = host.shadowRoot ?? host.attachShadow({ mode: "open" });
  const own = [
    tooltips({ parent: root }),
    EditorView.contentAttributes.of({ "aria-label": label, spellcheck: "false", autocapitalize: "off" }),
    EditorView.updateListener.of((update) => {
      if (!update.docChanged || update.transactions.some((it) => it.annotation(fromPage))) return;
      change(update.state.doc.toString());
    }),
    EditorView.domEventHandlers({ focus: () => focus(), blur: () => blur() }),
  ];
  const state = EditorState.create({ doc: text, extensions: [...extensions(kind), ...own] });
  const view = new EditorView({ root, parent: root, state });
  // The page judges whenever it is shown; what was said before needs no work.
  let last = "";
  return {
    set: (next) => replace(view, next),
    judge: (from, to, message, spans) => {
      const said = JSON.stringify([view.state.doc.toString(), from, to, message, [...spans]]);
      if (said !== last) judge(view, from, to, message, spans);
      last = said;
    },
    select: (from, to) => select(view, from, to),
    destroy: () => view.destroy(),
  };
}

export { learn };

/** Another text: what is the same at both ends stays, and with it the cursor. */
function replace(view, next) {
  const now = view.state.doc.toString();
  if (now === next) return;
  let from = 0;
  while (from < now.length && from < next.length && now[from] === next[from]) from++;
  let end = 0;
  const most = Math.min(now.length, next.length) - from;
  while (end < most && now[now.length - 1 - end] === next[next.length - 1 - end]) end++;
  const changes = { from, to: now.length - end, insert: next.slice(from, next.length - end) };
  view.dispatch({ changes, annotations: fromPage.of(true) });
}

/** The error, if there is a message, and the flat list of the spans that findings speak of. */
export function judge(view, from, to, message, spans) {
  const length = view.state.doc.length;
  const inside = (at) => Math.max(0, Math.min(at, length));
  const errors = message && to > from ? [{ from: inside(from), to: inside(to), severity: "error", message }] : [];
  const pairs = [];
  for (let idx = 0; idx + 1 < spans.length; idx += 2) {
    const [start, end] = [inside(spans[idx]), inside(spans[idx + 1])];
    if (start < end) pairs.push([start, end]);
  }
  view.dispatch(setDiagnostics(view.state, errors));
  view.dispatch({ effects: [setMarked.of(pairs), setWrong.of(message)] });
}

/** Selects a span and brings it into sight. */
function select(view, from, to) {
  const length = view.state.doc.length;
  view.dispatch({ selection: { anchor: Math.min(from, length), head: Math.min(to, length) }, scrollIntoView: true });
  view.focus();
}
