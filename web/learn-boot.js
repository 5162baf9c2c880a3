// Starts the study's page: its sheet first, so that nothing is shown without it.
import init from "./learn.js";

await new Promise((done) => {
  const sheet = document.createElement("link");
  sheet.rel = "stylesheet";
  sheet.href = new URL("./learn.css", import.meta.url);
  sheet.onload = sheet.onerror = done;
  document.head.append(sheet);
});
await init({ module_or_path: new URL("./learn_bg.wasm", import.meta.url) });
