// Starts the page's program. A file of its own, since the page's policy allows no script within the document.
import init from "./page.js";

init({ module_or_path: new URL("./page_bg.wasm", import.meta.url) }).catch((error) => {
  const words = document.getElementById("boot-words");
  if (words) words.textContent = `The page could not be started: ${error.message}. Reload to try again.`;
});
