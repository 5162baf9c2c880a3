// Lighthouse over the published page, in Debian's Chromium. It knows no bar.
import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";
import { FLAGS } from "./browser.mjs";
import { serve } from "./host.mjs";

// Only who audits has it.
const load = (name) => import(pathToFileURL(createRequire(`${process.env.BENCH_NODE_MODULES}/`).resolve(name)).href);

/** Points of a hundred, and which audits cost any. */
export async function audit(folder) {
  const { default: lighthouse } = await load("lighthouse");
  const { launch } = await load("chrome-launcher");
  const host = await serve(folder);
  // Its own settings: a phone, a slow line and a slow processor, computed from a run at full speed.
  const chrome = await launch({ chromePath: process.env.CHROMIUM, chromeFlags: ["--headless=new", ...FLAGS], logLevel: "silent" });
  try {
    const options = { port: chrome.port, output: "json", logLevel: "error", onlyCategories: ["performance", "accessibility"] };
    const { lhr } = await lighthouse(host.address, options);
    const points = (name) => Math.round(lhr.categories[name].score * 100);
    const short = Object.values(lhr.categories).flatMap((category) => category.auditRefs.filter((it) => it.weight > 0));
    const costs = short.map(({ id }) => lhr.audits[id]).filter((it) => it.score !== null && it.score < 0.9);
    return {
      version: lhr.lighthouseVersion,
      performance: points("performance"),
      accessibility: points("accessibility"),
      costs: costs.map((it) => `${it.title}${it.displayValue ? ` (${it.displayValue.replaceAll("\u00a0", " ")})` : ""}`),
    };
  } finally {
    await chrome.kill();
    host.close();
  }
}
