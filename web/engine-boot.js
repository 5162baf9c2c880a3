// Starts the engine's module; the page runs this file as a module worker. Its address is the meta "engine" of index.html.
import init from "./engine.js";

await init({ module_or_path: new URL("./engine_bg.wasm", import.meta.url) });
