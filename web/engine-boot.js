// Starts the engine's program in its worker.
import init from "./engine.js";

init({ module_or_path: new URL("./engine_bg.wasm", import.meta.url) }).catch((error) => {
  // Thrown outside of the promise, the page hears of it as of any other stop.
  setTimeout(() => { throw error; });
});
