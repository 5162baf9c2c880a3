// The file `editor-parts.js`: all else of the editor, begun in steps, each a task of its own: on a slow processor the whole takes a
// third of a second. esbuild begins a module of a file when it is first imported, and with it what it imports: those come first
// here. Then everything is done once out of sight, so that the editor that a person sees meets code that is compiled.
const modules = [
  () => import("@lezer/common"),
  () => import("@lezer/highlight"),
  () => import("@codemirror/language"),
  () => import("@codemirror/autocomplete"),
  () => import("@codemirror/commands"),
  () => import("@codemirror/lint"),
  () => import("@lezer/lr"),
  () => import("@prometheus-io/lezer-promql"),
  () => import("@prometheus-io/codemirror-promql"),
  () => import("@lezer/yaml"),
  () => import("@codemirror/lang-yaml"),
  () => import("./look.mjs"),
  () => import("./languages.mjs"),
  () => import("./mount.mjs"),
];

/** Lets the page do what it has to, in between. */
const pause = () => new Promise((done) => setTimeout(done));

async function inSteps() {
  for (const begin of modules) {
    await begin();
    await pause();
  }
  const { rehearsal } = await import("./rehearsal.mjs");
  for (const step of rehearsal) {
    step();
    await pause();
  }
  return import("./mount.mjs");
}

/** The editor, when it has been made. */
export const ready = inSteps();
