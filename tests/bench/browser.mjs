// Chromium for measurements, and what is asked of a page while it runs: its marks, its paints, its tasks. It knows no bar.
import { createRequire } from "node:module";

const { chromium } = createRequire(`${process.env.ALERTPLAY_NODE_MODULES}/`)("playwright-core");

export const FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update"];

export function launch() {
  return chromium.launch({ executablePath: process.env.CHROMIUM, args: FLAGS });
}

/** A page of a fresh profile whose processor is `cpu` times as slow. */
export async function fresh(browser, cpu) {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, locale: "en-GB", timezoneId: "UTC" });
  context.setDefaultTimeout(120_000);
  const page = await context.newPage();
  page.on("pageerror", (it) => console.error(`the page: ${it.message}`));
  const cdp = await context.newCDPSession(page);
  await cdp.send("Emulation.setCPUThrottlingRate", { rate: cpu });
  await page.addInitScript(watch, LIVE);
  return { page, close: () => context.close() };
}

/** What a page says once its first picture has settled. */
export const LIVE = "bench: the first picture is there";

/** Runs in the page before anything else: keeps what the browser tells of itself. */
function watch(LIVE) {
  const seen = (window.bench = { lcp: 0, fcp: 0, shifts: [], tasks: [], inputs: {}, live: 0, drawn: [] });
  const observe = (type, take, more) => new PerformanceObserver((list) => list.getEntries().forEach(take)).observe({ type, buffered: true, ...more });
  observe("largest-contentful-paint", (it) => (seen.lcp = it.startTime));
  observe("paint", (it) => it.name === "first-contentful-paint" && (seen.fcp = it.startTime));
  observe("layout-shift", (it) => it.hadRecentInput || seen.shifts.push([it.startTime, it.value]));
  observe("longtask", (it) => seen.tasks.push([it.startTime, it.duration]));
  const input = (it) => it.interactionId && (seen.inputs[it.interactionId] = Math.max(seen.inputs[it.interactionId] ?? 0, it.duration));
  observe("event", input, { durationThreshold: 16 });
  // The first picture of the engine's, whether the page marks it or not.
  new MutationObserver(() => {
    if (seen.live || !document.querySelector("[data-settled=true]")) return;
    seen.live = performance.now();
    console.debug(LIVE);
  }).observe(document, { subtree: true, childList: true, attributes: true, attributeFilter: ["data-settled"] });
  // A layer of the chart asks for its canvas whenever it is painted.
  const context = HTMLCanvasElement.prototype.getContext;
  HTMLCanvasElement.prototype.getContext = function (...args) {
    const layer = [...(this.parentElement?.querySelectorAll("canvas") ?? [])].indexOf(this);
    if (this.closest("figure")) seen.drawn.push([layer, performance.now()]);
    return context.apply(this, args);
  };
}

/** The layers of the chart by their places: crates/plot/src/draw.rs. */
export const LAYERS = { series: 1, lanes: 4 };

/** Waits until everything that was asked is computed and shown; looks every so many milliseconds, which is work for the page, too. */
export async function settled(page, every = 10) {
  await page.waitForFunction(() => {
    const now = performance.now();
    const bench = window.bench;
    bench.since = document.querySelector("[data-settled=true]") ? (bench.since ?? now) : undefined;
    return now - (bench.since ?? now) > 60;
  }, undefined, { polling: every });
  await page.evaluate(() => (window.bench.since = undefined));
}

/** The least value that a share of all does not exceed. */
export function share(values, part) {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(sorted.length * part) - 1)] ?? NaN;
}

export const median = (values) => share(values, 0.5);
