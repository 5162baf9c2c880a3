// A first visit over a slow line with a slow processor, and what a person does first. It knows no bar.
import { fresh, median, settled } from "./browser.mjs";
import { serve } from "./host.mjs";

/** The line and the processor of Lighthouse's slow phone. */
export const SLOW = { rate: 1_600_000, rtt: 150, cpu: 4 };

/** The greatest sum of shifts within five seconds with no gap of a second. */
function shifts(all) {
  let [most, sum, from, last] = [0, 0, 0, -Infinity];
  for (const [time, value] of all) {
    if (time - last > 1000 || time - from > 5000) [sum, from] = [0, time];
    sum += value;
    last = time;
    most = Math.max(most, sum);
  }
  return most;
}

/** How long a person presses a button, in milliseconds. */
const PRESS = { delay: 80 };

/** What a person does with a page that has just come; each by keyboard or mouse, none of it special. */
async function interact(page) {
  const slider = page.getByRole("slider", { name: "Cursor", exact: true });
  const field = page.getByRole("textbox", { name: "Requests", exact: true });
  await page.getByRole("button", { name: "Keys and help" }).click(PRESS);
  await page.keyboard.press("Escape");
  await page.keyboard.press("Control+K");
  await page.keyboard.type("theme", { delay: 60 });
  await page.keyboard.press("Escape");
  await page.getByRole("tab", { name: /^At / }).click(PRESS);
  for (const [place, key] of [[slider, "ArrowRight"], [field, "ArrowUp"], [field, "ArrowDown"]]) {
    await place.focus();
    for (let time = 0; time < 4; time += 1) {
      await page.keyboard.press(key);
      await page.waitForTimeout(120);
    }
    await settled(page);
  }
  await page.getByRole("button", { name: /^Theme/ }).click(PRESS);
  await page.waitForTimeout(400);
}

async function visit(browser, address) {
  const { page, close } = await fresh(browser, SLOW.cpu);
  await page.goto(address, { waitUntil: "commit" });
  await settled(page);
  // The long tasks of what comes after the first picture, too.
  await page.waitForTimeout(2000);
  const seen = await page.evaluate(() => {
    const marks = Object.fromEntries(performance.getEntriesByType("mark").map((it) => [it.name, it.startTime]));
    const engine = performance.getEntriesByType("resource").map((it) => [it.name, it.responseEnd]);
    return { ...window.bench, marks, engine };
  });
  await page.evaluate(() => (window.bench.tasks = []));
  await interact(page);
  const after = await page.evaluate(() => window.bench);
  await close();
  const longest = (tasks) => Math.max(0, ...tasks.map(([, length]) => length));
  return {
    fcp: seen.fcp,
    lcp: seen.lcp,
    cls: shifts(after.shifts),
    tbt: seen.tasks.filter(([time]) => time >= seen.fcp).reduce((sum, [, length]) => sum + length - 50, 0),
    chart: seen.marks["chart-visible"] ?? NaN,
    engine: seen.marks["engine-live"] ?? NaN,
    live: seen.live,
    inp: Math.max(0, ...Object.values(after.inputs)),
    interactions: Object.keys(after.inputs).length,
    loading: longest(seen.tasks),
    using: longest(after.tasks),
  };
}

/** The median of each figure over so many first visits. */
export async function load(browser, folder, runs) {
  const host = await serve(folder, SLOW);
  const all = [];
  for (let run = 0; run < runs; run += 1) all.push(await visit(browser, host.address));
  host.close();
  return Object.fromEntries(Object.keys(all[0]).map((key) => [key, median(all.map((it) => it[key]))]));
}
