// The editor's way onto the page: three files, each of them evaluated in a task of its own once it is there, and what the last one
// makes in steps. It must not know what the editor does.
const files = [import("./editor-state.js"), import("./editor-view.js"), import("./editor-parts.js")];
const [, , parts] = await Promise.all(files);

export const { mount, learn } = await parts.ready;
