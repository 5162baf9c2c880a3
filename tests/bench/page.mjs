// Measures the published page and writes what it found. Run by `cargo xtask bench --page`, which builds the page and sets CHROMIUM,
// ALERTPLAY_NODE_MODULES and, for Lighthouse, BENCH_NODE_MODULES. Arguments: the folder, its sizes as JSON, and where the page of figures goes; without the last a
// short run whose figures mean little, to see that all still runs. With `--sweep` in their place the sweeps alone, at full length, and
// nothing is written.
import { readFileSync, writeFileSync } from "node:fs";
import { loadavg } from "node:os";
import { audit } from "./audit.mjs";
import { launch } from "./browser.mjs";
import { SIZES, drags } from "./drag.mjs";
import { load } from "./load.mjs";
import { report, summary, sweepTable } from "./report.mjs";
import { TRAFFIC, sweeps } from "./sweep.mjs";

const [folder, sizes, target] = process.argv.slice(2);
const alone = target === "--sweep";
const smoke = target === undefined;
const plan = smoke
  ? { visits: 1, sizes: SIZES.slice(0, 1), moves: 12, traffic: TRAFFIC.slice(0, 1), times: 1 }
  : { visits: 5, sizes: SIZES, moves: 60, traffic: TRAFFIC, times: 5 };

const step = (what) => console.error(what);
const before = loadavg()[0];
const browser = await launch();
const found = { groups: JSON.parse(readFileSync(sizes, "utf8")), browser: browser.version(), visits: plan.visits, moves: plan.moves };
try {
  if (!alone) {
    step(`${plan.visits} first visits`);
    found.load = await load(browser, folder, plan.visits);
    step("drags and edits");
    found.drags = await drags(browser, folder, plan.sizes, plan.moves);
  }
  step("sweeps");
  found.sweeps = await sweeps(browser, folder, plan.traffic, plan.times);
} finally {
  await browser.close();
}
if (!smoke && !alone) {
  step("Lighthouse");
  found.audit = await audit(folder);
}
found.busy = [before, loadavg()[0]];
console.log(alone ? sweepTable(found) : summary(found));
if (!smoke && !alone) writeFileSync(target, report(found));
