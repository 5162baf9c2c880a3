// The file `editor-state.js`: CodeMirror's texts and states, alone, so that evaluating it is a short task.
export * from "@codemirror/state";
