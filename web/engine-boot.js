// Starts the engine's program in its worker, and fetches for it: the program names no file, since every file is named by its
// content when the page is published.
import init from "./engine.js";
import pieces from "./pieces.js";

// A connection that gives nothing for so many milliseconds is as good as none.
const PATIENCE = 30_000;

async function bytes(name) {
  const answer = await fetch(new URL(pieces[name], import.meta.url), { signal: AbortSignal.timeout(PATIENCE) });
  if (!answer.ok) throw new Error(`status ${answer.status}`);
  return answer.arrayBuffer();
}

globalThis.fetchPiece = (name, take) => void bytes(name).then(take, (error) => take(null, error.message));

init({ module_or_path: new URL("./engine_bg.wasm", import.meta.url) }).catch((error) => {
  // Thrown outside of the promise, the page hears of it as of any other stop.
  setTimeout(() => { throw error; });
});
