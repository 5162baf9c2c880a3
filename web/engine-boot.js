// Starts the engine's program in its worker, and fetches for it: the program names no file, since every file is named by its
// content when the page is published.

// A connection that gives nothing for so many milliseconds is as good as none.
const PATIENCE = 30_000;

async function get(address) {
  const answer = await fetch(new URL(address, import.meta.url), { signal: AbortSignal.timeout(PATIENCE) });
  if (!answer.ok) throw new Error(`status ${answer.status}`);
  return answer;
}

// Each piece's address by its name; asked for again when it could not be had, which an import would not be.
let table;
const pieces = async () => (table ??= await (await get("./pieces.json")).json());
const bytes = async (name) => (await get((await pieces())[name])).arrayBuffer();

globalThis.fetchPiece = (name, take) => void bytes(name).then(take, (error) => take(null, error.message));

/** The module is asked for beside the script that starts it: it is the largest download of all. */
async function start() {
  const module_or_path = fetch(new URL("./engine_bg.wasm", import.meta.url));
  // Both at once: a request that failed before the script came would be told as one that nobody waits for.
  const [{ default: init }] = await Promise.all([import("./engine.js"), module_or_path]);
  await init({ module_or_path });
}

start().then(
  // Nobody waits for the table, but the first pick shall not have to. What fails here is told then.
  () => pieces().catch(() => {}),
  // Thrown outside of the promise, the page hears of it as of any other stop.
  (error) => setTimeout(() => { throw error; }),
);
