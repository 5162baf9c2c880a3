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

// A published module is cut in two (docs/adr/024-two-halves.md): what a start needs, and the rest, which is asked for as soon as
// that runs. In one piece it exports no `whole`.
const REST = new URL("./engine_rest.wasm", import.meta.url);
let half;

// The module's own script knows nothing of a rest, and hands nobody the module's exports before it runs.
for (const name of ["instantiate", "instantiateStreaming"]) {
  const own = WebAssembly[name];
  WebAssembly[name] = async (source, imports) => {
    const made = await own.call(WebAssembly, source, { ...imports, rest: { load } });
    half = made.instance.exports;
    return made;
  };
}

/** Gives the rest its place. */
function join(module) {
  if (half.whole.value) return;
  new WebAssembly.Instance(module, { half });
  half.whole.value = 1;
}

/** Waits for the rest, which something that is under way has to have. */
function load() {
  const request = new XMLHttpRequest();
  request.open("GET", REST, false);
  request.responseType = "arraybuffer";
  request.send();
  if (request.status !== 200) throw new Error(`a part of the engine could not be loaded: status ${request.status}`);
  join(new WebAssembly.Module(request.response));
}

async function whole() {
  if (!half.whole) return;
  const answer = await fetch(REST);
  if (!answer.ok) throw new Error(`a part of the engine could not be loaded: status ${answer.status}`);
  join(await WebAssembly.compile(await answer.arrayBuffer()));
}

// Thrown outside of a promise, the page hears of it as of any other stop.
const stop = (error) => setTimeout(() => { throw error; });

globalThis.whenWhole = (then) => void whole().then(then).catch(stop);

/** The module is asked for beside the script that starts it: it is the largest download of all. */
async function start() {
  const module_or_path = fetch(new URL("./engine_bg.wasm", import.meta.url));
  // Both at once: a request that failed before the script came would be told as one that nobody waits for.
  const [{ default: init }] = await Promise.all([import("./engine.js"), module_or_path]);
  await init({ module_or_path });
}

// Nobody waits for the table, but the first pick shall not have to. What fails there is told then.
start().then(() => pieces().catch(() => {}), stop);
