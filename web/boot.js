// Starts the page's module. Trunk would inline this, and the policy of the page allows no inline script.
import init from "./page.js";

await init({ module_or_path: new URL("./page_bg.wasm", import.meta.url) });
