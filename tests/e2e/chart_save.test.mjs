// The chart in other forms: as figures, as an SVG, as a PNG.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import test from "node:test";
import { open } from "./harness.mjs";
import { button, eventually, settled } from "./page.mjs";

async function start(t, options) {
  const page = await open(t, options);
  await settled(page);
  await page.getByRole("figure").waitFor();
  return page;
}

const menu = (page) => page.locator("summary", { has: page.locator("svg") }).and(page.getByLabel("Chart menu"));

async function saved(page, name) {
  const coming = page.waitForEvent("download");
  await button(page, name).click();
  const file = await coming;
  return { name: file.suggestedFilename(), bytes: readFileSync(await file.path()) };
}

test("the figures of the chart are a table", async (t) => {
  const page = await start(t);
  await menu(page).press("Enter");
  await button(page, "Table").click();
  const table = page.getByRole("table", { name: "Lines in view" });
  await eventually(async () => assert.ok((await table.boundingBox()).height > 100));
  const row = table.getByRole("row", { name: /^web1/ });
  assert.deepEqual(await row.getByRole("cell").allInnerTexts(), ["0", "1", "", "", "15:00:15 to 15:10:15"]);
});

test("the chart is saved as an SVG that shows the same", async (t) => {
  const page = await start(t, { colorScheme: "dark" });
  await menu(page).click();
  const { name, bytes } = await saved(page, "Save as SVG");
  assert.equal(name, "chart.svg");
  const text = bytes.toString();
  assert.match(text, /^<svg xmlns/);
  for (const words of ["web1 is killed", "firing 10m", "15:00:15", "UTC"]) assert.ok(text.includes(`>${words}<`), words);
  // It is XML, and its ground is the dark one that is shown.
  const shown = await page.evaluate((svg) => {
    const root = new DOMParser().parseFromString(svg, "image/svg+xml");
    const surface = getComputedStyle(document.documentElement).getPropertyValue("--surface").trim();
    return [root.querySelector("parsererror")?.textContent, root.querySelector("path").getAttribute("fill"), surface];
  }, text);
  assert.equal(shown[0], undefined);
  assert.equal(shown[1], shown[2]);
});

test("the chart is saved as a PNG of the screen's pixels", async (t) => {
  const page = await start(t, { scale: 2 });
  await menu(page).click();
  const { name, bytes } = await saved(page, "Save as PNG");
  assert.equal(name, "chart.png");
  assert.equal(bytes.subarray(1, 4).toString(), "PNG");
  const figure = await page.getByRole("figure").boundingBox();
  assert.equal(bytes.readUInt32BE(16), 2 * Math.floor(figure.width));
  // Something is on it: more than a ground alone compresses to.
  assert.ok(bytes.length > 20_000, `${bytes.length} bytes`);
});
