// An editor out of sight, made, told something and taken away, in short steps: the browser compiles what runs the first time, and
// that takes longer than to run it. Nothing of it stays.
import { setDiagnostics } from "@codemirror/lint";
import { EditorState } from "@codemirror/state";
import { EditorView } from "@codemirror/view";
import { judge, extensions } from "./mount.mjs";

const doc = 'sum by (a) (rate(b{c="d"}[2m])) > 0.5';
let state;
let view;

/** A view in a shadow root, where its style sheets are as well: in the document they would restyle it. */
function show(state) {
  const root = document.createElement("div").attachShadow({ mode: "open" });
  return new EditorView({ root, parent: root, state });
}

export const rehearsal = [
  () => (state = EditorState.create()),
  () => (view = show(state)),
  () => view.destroy(),
  () => show(EditorState.create({ doc })).destroy(),
  () => (state = EditorState.create({ doc, extensions: extensions("promql") })),
  () => (view = show(state)),
  () => view.dispatch(setDiagnostics(view.state, [{ from: 0, to: 3, severity: "error", message: "no" }])),
  () => judge(view, 0, 0, "", [4, 6]),
  () => view.destroy(),
  () => EditorState.create({ doc: `expr: ${doc}`, extensions: extensions("yaml") }),
];
