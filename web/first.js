// Before anything is painted: the page's looks as the browser keeps them, and whether the chart in the document is what
// this visit begins with. A script of its own, small and without imports, so that nothing jumps later.
{
  const root = document.documentElement;
  try {
    const theme = localStorage.getItem("alertplay.theme");
    if (theme === "light" || theme === "dark") root.dataset.theme = theme;
    const [left, , right] = (localStorage.getItem("alertplay.panes") ?? "").split(" ");
    if (left > 0 && right > 0) {
      root.style.setProperty("--pane-left", `${left}px`);
      root.style.setProperty("--pane-right", `${right}px`);
    }
    // Whoever has work of their own here is not shown another scenario first.
    if (Object.keys(localStorage).some((key) => /^alertplay\.(work|document)/.test(key))) root.dataset.first = "none";
  } catch {
    // A browser that keeps nothing has nothing to tell.
  }
  if (location.hash.length > 1) root.dataset.first = "none";
  // What takes long to lay out comes later, words in the second frame and the chart in the third: none of them is long. A task
  // after its frame, the chart has been seen.
  root.dataset.first ??= "later";
  const frame = (then) => requestAnimationFrame(() => setTimeout(then));
  const look = () => {
    if (root.dataset.first === "none") return;
    if (!document.querySelector(".first-chart > div")) {
      // In a tab that nobody looked at there may be a live one already.
      if (document.readyState === "loading") frame(look);
      else delete root.dataset.first;
      return;
    }
    root.dataset.first = "words";
    frame(() => {
      delete root.dataset.first;
      frame(() => performance.mark("chart-visible"));
    });
  };
  frame(look);
}
{
  // The engine is the largest download of all: its worker is made here, and the page takes it over.
  const worker = new Worker(document.querySelector("meta[name=engine]").content, { type: "module" });
  globalThis.engineWorker = worker;
  // What stops before the page listens is left to the page to start, and to hear of.
  worker.onerror = () => { if (globalThis.engineWorker === worker) delete globalThis.engineWorker; };
}
