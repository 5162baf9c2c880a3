// A first visit over a slow line with a slow processor, and what a person does first. It knows no bar.
import { LIVE, fresh, median, settled } from "./browser.mjs";
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
const PRESS = 80;

/**
 * What a person does with a page that has just come; each by keyboard or mouse, none of it special. Places are looked up before, and
 * the pointer moves by Chromium's own protocol: playwright's clicks run scripts in the page, which would be taken for the page's.
 */
async function interact(page) {
  const button = (role, name) => page.getByRole(role, { name });
  const buttons = [button("button", "Keys and help"), button("tab", /^At /), button("button", /^Theme/)];
  const [help, at, theme] = await Promise.all(buttons.map((it) => it.boundingBox()));
  const fields = [page.getByRole("slider", { name: "Cursor", exact: true }), page.getByRole("textbox", { name: "Requests", exact: true })];
  const [slider, field] = await Promise.all(fields.map((it) => it.elementHandle()));
  const cdp = await page.context().newCDPSession(page);
  const click = async ({ x, y, width, height }) => {
    const send = (type, more) => cdp.send("Input.dispatchMouseEvent", { type, x: x + width / 2, y: y + height / 2, ...more });
    await send("mouseMoved");
    await send("mousePressed", { button: "left", buttons: 1, clickCount: 1 });
    await page.waitForTimeout(PRESS);
    await send("mouseReleased", { button: "left", clickCount: 1 });
    await page.waitForTimeout(250);
  };
  await page.evaluate(() => (window.bench.tasks = []));
  await click(help);
  await page.keyboard.press("Escape");
  await page.waitForTimeout(120);
  await page.keyboard.press("Control+K");
  await page.waitForTimeout(120);
  await page.keyboard.type("theme", { delay: 60 });
  await page.keyboard.press("Escape");
  await page.waitForTimeout(120);
  await click(at);
  for (const [place, key] of [[slider, "ArrowRight"], [field, "ArrowUp"], [field, "ArrowDown"]]) {
    await place.evaluate((it) => it.focus());
    for (let time = 0; time < 4; time += 1) {
      await page.keyboard.press(key);
      await page.waitForTimeout(120);
    }
    await settled(page, 100);
  }
  await click(theme);
  await page.waitForTimeout(400);
}

async function visit(browser, address, cpu) {
  const { page, close } = await fresh(browser, cpu);
  // Nothing is asked of the page before: that would be work of its thread, which is measured.
  const live = page.waitForEvent("console", { predicate: (it) => it.text() === LIVE });
  await page.goto(address, { waitUntil: "commit" });
  await live;
  // The long tasks of what comes after the first picture, too.
  await page.waitForTimeout(2000);
  const seen = await page.evaluate(() => {
    const marks = Object.fromEntries(performance.getEntriesByType("mark").map((it) => [it.name, it.startTime]));
    const engine = performance.getEntriesByType("resource").map((it) => [it.name, it.responseEnd]);
    return { ...window.bench, marks, engine };
  });
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

/** The median of each figure over so many first visits; of as many with the processor as it is, the longest task of all. */
export async function load(browser, folder, runs) {
  const host = await serve(folder, SLOW);
  const visits = async (cpu) => {
    const all = [];
    for (let run = 0; run < runs; run += 1) all.push(await visit(browser, host.address, cpu));
    return all;
  };
  const [slow, full] = [await visits(SLOW.cpu), await visits(1)];
  host.close();
  const medians = Object.fromEntries(Object.keys(slow[0]).map((key) => [key, median(slow.map((it) => it[key]))]));
  return { ...medians, full: Math.max(...full.flatMap(({ loading, using }) => [loading, using])) };
}
