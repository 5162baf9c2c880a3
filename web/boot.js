// Starts the page's program. A file of its own, since the page's policy allows no script within the document.
import init from "./page.js";

// The editor is fetched when the page asks for it, which is after it has shown something.
globalThis.loadEditor = () => import(new URL(document.querySelector("meta[name=editor]").content, document.baseURI));

// The study likewise, when it is opened.
globalThis.loadStudy = () => import(new URL(document.querySelector("meta[name=learn]").content, document.baseURI));

// The worker that keeps the page; only a published page has one. `heard` is told "kept" once the page opens without a network,
// "newer" when another version has come meanwhile, "failed" when nothing can be kept.
globalThis.keepOffline = (heard) => {
  const worker = document.querySelector("meta[name=offline]")?.content;
  const container = navigator.serviceWorker;
  if (!worker || !container) return;
  const before = container.controller;
  container.addEventListener("controllerchange", () => heard(before ? "newer" : "kept"));
  // A browser that lets no worker be registered may say so with nothing instead of a failure.
  container.register(worker).then((it) => it?.active && heard("kept"), () => heard("failed"));
};

init({ module_or_path: new URL("./page_bg.wasm", import.meta.url) }).catch((error) => {
  const words = document.getElementById("boot-words");
  if (words) words.textContent = `The page could not be started: ${error.message}. Reload to try again.`;
});
