// Starts the study's engine in its worker, and fetches pieces of the catalogue for it, as engine-boot.js does for the page's.

const PATIENCE = 30_000;

async function get(address) {
  const answer = await fetch(new URL(address, import.meta.url), { signal: AbortSignal.timeout(PATIENCE) });
  if (!answer.ok) throw new Error(`status ${answer.status}`);
  return answer;
}

let table;
const bytes = async (name) => {
  table ??= await (await get("./pieces.json")).json();
  return (await get(table[name])).arrayBuffer();
};

globalThis.fetchPiece = (name, take) => void bytes(name).then(take, (error) => take(null, error.message));

async function start() {
  // Beside each other, as the engine's.
  const module_or_path = fetch(new URL("./study_bg.wasm", import.meta.url));
  const [{ default: init }] = await Promise.all([import("./study.js"), module_or_path]);
  await init({ module_or_path });
}

start().catch((error) => setTimeout(() => { throw error; }));
