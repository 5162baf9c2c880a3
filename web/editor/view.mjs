// The file `editor-view.js`: CodeMirror's view, alone, so that evaluating it is a short task.
export * from "@codemirror/view";
export { StyleModule } from "style-mod";
