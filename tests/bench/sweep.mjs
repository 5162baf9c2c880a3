// Sweeps over longer traffic, more instances and finer grids, asked for on the page as a person does, at full speed. It knows no bar.
import { fresh, median, settled } from "./browser.mjs";
import { fragment } from "./document.mjs";
import { serve } from "./host.mjs";

/** What is swept: so many days at 15 s, and as many servers as there are instances. */
export const TRAFFIC = [
  { days: 1, instances: 6 },
  { days: 1, instances: 60 },
  { days: 7, instances: 6 },
  { days: 7, instances: 60 },
];

/** The grids, as the study's list names them. */
export const GRIDS = ["16 x 16", "64 x 32"];

/** Values of keep_firing_for: another one asks for another sweep of the same samples. */
const KEEPS = ["30s", "1m", "2m", "5m", "10m", "15m", "30m"];

/** Runs in the page: for each sweep, milliseconds from the key or the choice that asked for it to the picture that shows it. */
function follow() {
  const seen = Object.assign(window.bench, { asked: 0, busy: false, swept: [] });
  const ask = () => (seen.asked = performance.now());
  addEventListener("change", ask, true);
  addEventListener("keydown", ask, true);
  const done = () => {
    const { asked } = seen;
    // The first frame that shows it has been drawn when the next one begins.
    requestAnimationFrame(() => requestAnimationFrame(() => seen.swept.push(performance.now() - asked)));
  };
  new MutationObserver(() => {
    const busy = document.querySelector("#study .sweep-busy[role=status]") !== null;
    if (seen.busy && !busy && document.querySelector("#study .sweep-map")) done();
    seen.busy = busy;
  }).observe(document.body, { subtree: true, childList: true, attributes: true, attributeFilter: ["role"] });
}

/** The next sweep's milliseconds, once `ask` has asked for it. */
async function swept(page, ask) {
  await page.evaluate(() => (window.bench.swept.length = 0));
  await ask();
  await page.waitForFunction(() => window.bench.swept.length > 0, undefined, { polling: 20 });
  return page.evaluate(() => window.bench.swept[0]);
}

/** All figures of one document: from the key that opens the study, then `times` sweeps of each grid over the samples that are there. */
async function measure(browser, address, { days, instances }, times) {
  const { page, close } = await fresh(browser, 1);
  await page.goto(address + fragment({ servers: instances, instances: 1, length: `${days}d` }));
  await settled(page);
  await page.waitForTimeout(1500);
  await settled(page);
  await page.evaluate(follow);
  await page.locator("h1").click();
  const opened = await swept(page, () => page.keyboard.press("w"));
  const study = page.getByRole("dialog", { name: "Study" });
  const choose = (label, value) => swept(page, () => study.getByLabel(label).selectOption(value));
  const grids = {};
  await page.evaluate(() => (window.bench.tasks.length = 0));
  for (const grid of GRIDS) {
    await choose("Grid", grid);
    const all = [];
    for (const keep of KEEPS.slice(0, times)) all.push(await choose("keep_firing_for", keep));
    grids[grid] = median(all);
  }
  const task = await page.evaluate(() => Math.max(0, ...window.bench.tasks.map(([, length]) => length)));
  await close();
  return { days, instances, opened, grids, task };
}

/** All figures of all traffic. */
export async function sweeps(browser, folder, traffic, times) {
  const host = await serve(folder);
  const all = [];
  for (const it of traffic) all.push(await measure(browser, host.address, it, times));
  host.close();
  return all;
}
