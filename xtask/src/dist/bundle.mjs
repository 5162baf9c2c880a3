// Bundles the editor, whose modules lie in the folder that the first argument names, into files of the second: two of CodeMirror's
// packages alone, all else, and what fetches the three. What they import comes from the cache.
import { createRequire } from "node:module";

const modules = process.env.ALERTPLAY_NODE_MODULES;
const { buildSync } = createRequire(modules + "/")("esbuild");
const [from, outdir] = process.argv.slice(1);
const define = {
  "process.env.NODE_ENV": '"production"',
  // For moves by parts of words, which no key here makes, CodeMirror makes a segmenter when it is evaluated: 20 ms, on a slow
  // processor 80. It does without where a browser has none.
  "Intl.Segmenter": "undefined",
};
const options = { bundle: true, format: "esm", target: "es2022", legalComments: "none", charset: "utf8", logLevel: "warning", define };
const state = { "@codemirror/state": "./editor-state.js" };
const view = { "@codemirror/view": "./editor-view.js", "style-mod": "./editor-view.js" };
// Each file of the page, the module that it is made of, and which packages are other files.
const files = [
  ["editor-state", "state", {}],
  ["editor-view", "view", state],
  ["editor-parts", "parts", { ...state, ...view }],
  ["editor", "editor", {}],
];
for (const [file, module, alias] of files) {
  const entryPoints = { [file]: `${from}/${module}.mjs` };
  buildSync({ ...options, entryPoints, outdir, nodePaths: [modules], alias, external: ["./editor-*.js"] });
}
