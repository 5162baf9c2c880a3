// Drags and edits with more and more series, one at a time, as fast as the processor is. It knows no bar.
import { LAYERS, fresh, settled, share } from "./browser.mjs";
import { fragment } from "./document.mjs";
import { serve } from "./host.mjs";
import { scripts } from "./trace.mjs";

/** How many series, and what gives as many. */
export const SIZES = [
  { series: 6, servers: 6, instances: 1, length: "6h" },
  { series: 60, servers: 60, instances: 1, length: "1h" },
  { series: 600, servers: 100, instances: 6, length: "1h" },
];

/** Runs in the page: keeps frames, moves, edits, and when everything was shown. */
function follow() {
  const seen = Object.assign(window.bench, { drawn: [], tasks: [], frames: [], moves: [], edits: [], shown: [] });
  const frame = (time) => (seen.frames.push(time), requestAnimationFrame(frame));
  requestAnimationFrame(frame);
  addEventListener("pointermove", () => seen.moves.push(performance.now()), true);
  addEventListener("input", () => seen.edits.push(performance.now()), true);
  new MutationObserver(() => {
    if (document.querySelector("[data-settled=true]")) seen.shown.push(performance.now());
  }).observe(document.querySelector(".app"), { attributes: true, attributeFilter: ["data-settled"] });
}

const watched = (page) => page.evaluate(() => window.bench);
const forget = (page) => page.evaluate(() => ["drawn", "tasks", "moves", "edits", "shown"].forEach((it) => (window.bench[it].length = 0)));

/** For each move, the frames that had begun when its lanes had been painted. */
function frames(seen) {
  const painted = [];
  seen.moves.forEach((from, idx) => {
    const to = seen.moves[idx + 1] ?? Infinity;
    const drawn = seen.drawn.find(([layer, time]) => layer === LAYERS.lanes && time >= from && time < to);
    if (!drawn) return;
    const begun = seen.frames.filter((it) => it > from);
    const last = begun.findIndex((it) => it >= drawn[1]);
    painted.push({ frames: last + 1, millis: begun[last] - from });
  });
  return painted;
}

/** What 19 of 20 moves cost in script at most. */
function script(trace) {
  const [busy, clock] = ["busy", "clock"].map((key) => share(scripts(trace).map((it) => it[key]), 0.95));
  return { script: busy, clock };
}

/** Drags the threshold: `moves` steps, each after the last one's lanes were painted. */
async function drag(browser, page, moves) {
  const line = await page.getByRole("slider", { name: "Threshold line" }).boundingBox();
  const [x, y] = [line.x + 20, line.y + line.height / 2];
  await page.mouse.move(x, y);
  await page.mouse.down();
  await page.mouse.move(x, y - 4);
  await settled(page);
  await forget(page);
  // The pointer moves without playwright, which runs scripts of its own in the page at each move.
  const cdp = await page.context().newCDPSession(page);
  const move = (y) => cdp.send("Input.dispatchMouseEvent", { type: "mouseMoved", button: "left", buttons: 1, x, y });
  await browser.startTracing(page, { categories: ["devtools.timeline", "disabled-by-default-devtools.timeline", "toplevel"] });
  for (let step = 1; step <= moves; step += 1) {
    await move(y - 24 + 20 * Math.cos(step / 4));
    await page.waitForTimeout(70);
  }
  const trace = JSON.parse((await browser.stopTracing()).toString());
  const seen = await watched(page);
  await page.mouse.up();
  await settled(page);
  const painted = frames(seen);
  return {
    moves: seen.moves.length,
    painted: painted.length,
    frames: share(painted.map((it) => it.frames), 0.95),
    millis: share(painted.map((it) => it.millis), 0.95),
    ...script(trace),
    task: Math.max(0, ...seen.tasks.map(([, length]) => length)),
  };
}

/** Writes into a field, again and again, each time after the last edit was shown; gives milliseconds until each was. */
async function edit(page, name, times, text) {
  const field = page.getByRole("textbox", { name, exact: true });
  await forget(page);
  for (let time = 0; time < times; time += 1) {
    await field.fill(text(time));
    await page.waitForTimeout(40);
    await settled(page);
  }
  const { edits, shown, frames: all, tasks } = await watched(page);
  const until = edits.map((from, idx) => {
    const done = shown.find((it) => it > from && it < (edits[idx + 1] ?? Infinity));
    return all.find((it) => it >= done) - from;
  });
  const known = until.filter((it) => !Number.isNaN(it));
  if (known.length < times * 0.8) throw new Error(`${name}: ${known.length} of ${times} edits were shown`);
  return { known, task: Math.max(0, ...tasks.map(([, length]) => length)) };
}

/** What 19 of 20 edits took at most, over all pages, and the longest task of all. */
function pooled(pages) {
  return { millis: share(pages.flatMap((it) => it.known), 0.95), task: Math.max(...pages.map((it) => it.task)) };
}

/** So many pages are edited, one after the other: two slow edits of one are above or below its 19 of 20 by chance. */
const PAGES = 3;

/** All figures of a size. The threshold is dragged in the first page. */
async function measure(browser, address, size, moves) {
  const [traffic, range] = [[], []];
  const times = Math.ceil((moves * 2) / 3);
  let dragged;
  for (let idx = 0; idx < PAGES; idx += 1) {
    const { page, close } = await fresh(browser, 1);
    await page.goto(address + fragment(size));
    await settled(page);
    // The editor and the offline copy come after the first picture.
    await page.waitForTimeout(1500);
    await settled(page);
    await page.evaluate(follow);
    dragged ??= await drag(browser, page, moves);
    traffic.push(await edit(page, "Requests", times, (time) => String(20 * size.servers + 1 + time)));
    range.push(await edit(page, "window", times, (time) => `${150 + 15 * (time % 2)}s`));
    await close();
  }
  return { ...size, dragged, traffic: pooled(traffic), range: pooled(range) };
}

/** All figures of all sizes. */
export async function drags(browser, folder, sizes, moves) {
  const host = await serve(folder);
  const all = [];
  for (const size of sizes) all.push(await measure(browser, host.address, size, moves));
  host.close();
  return all;
}
