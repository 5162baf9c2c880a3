// Time travel: what stands behind a value at the cursor, by mouse and by keyboard.
import assert from "node:assert/strict";
import test from "node:test";
import { open, screenshot } from "./harness.mjs";
import { cursor, eventually, pick, place, settled } from "./page.mjs";

async function start(t, options) {
  const page = await open(t, options);
  await settled(page);
  await pick(page, "Rule", "HaproxyServerResponseErrors");
  const tab = page.getByRole("tab", { name: /^At / });
  await tab.click();
  return { page, panel: page.getByRole("tabpanel", { name: /^At / }) };
}

/** The facts of the panel by their names. */
const facts = (panel) =>
  panel.locator("dl.facts").first().evaluate((it) => {
    const [names, texts] = ["dt", "dd"].map((tag) => [...it.querySelectorAll(tag)].map((one) => one.innerText));
    return Object.fromEntries(names.map((name, idx) => [name, texts[idx]]));
  });

/** The tree: level, text and value of each node. */
const tree = (panel) =>
  panel.getByRole("table", { name: "Expression" }).locator("tr:not(.sub)").evaluateAll((rows) =>
    rows.map((row) => [Number(/level (\d+)/.exec(row.textContent)[1]), row.querySelector("code").innerText, row.cells[1].innerText]),
  );

test("each node of the expression has its value at the cursor", async (t) => {
  const { page, panel } = await start(t);
  const nodes = await tree(panel);
  assert.deepEqual(nodes.slice(0, 3).map(([level, text]) => [level, text]), [[1, "… > 5"], [2, "… * 100"], [3, "… / …"]]);
  assert.equal(nodes[0][2], nodes[1][2], "the filter returns the value");
  const it = await facts(panel);
  assert.match(it.Comparison, /> 5 is true$/);
  assert.equal(it.State, "firing");
  assert.equal(it["Next evaluation"], "14:13:00");
  // One evaluation earlier, by key: pending, with what is left of for.
  await cursor(page).press("ArrowLeft");
  await settled(page);
  const earlier = await facts(panel);
  assert.equal(earlier.State, "pending");
  assert.equal(earlier.for, "15s of 1m left");
});

test("the window's samples and rate's working follow the pointer", async (t) => {
  const { page, panel } = await start(t);
  const window = panel.getByRole("group").filter({ hasText: "Window" }).first();
  const samples = window.getByRole("table").getByRole("row");
  assert.equal(await samples.count(), 5, "a head and four samples");
  await window.getByText("First to last sample").waitFor();
  const rate = await window.locator("dd").last().innerText();
  assert.match(rate, /^[\d.]+ × .* = [\d.]+$/);
  const at = await place(page, "14:30:00");
  await page.mouse.move(at.x, at.y);
  await settled(page);
  await eventually(async () => assert.match(await window.innerText(), /14:29:00 to 14:30:00/));
  await eventually(async () => assert.equal((await tree(panel))[0][2], "nothing"));
});

test("another instance is looked at by its name, with mouse and key", async (t) => {
  const { page, panel } = await start(t);
  const rows = panel.getByRole("table", { name: "All instances" });
  await rows.getByRole("button", { name: "api1" }).click();
  await settled(page);
  await eventually(async () => assert.equal(await rows.getByRole("button", { name: "api1" }).getAttribute("aria-pressed"), "true"));
  await eventually(async () => assert.equal((await facts(panel)).State, "inactive"));
  await rows.getByRole("button", { name: "web2" }).press("Enter");
  await eventually(async () => assert.equal((await facts(panel)).State, "firing"));
  await screenshot(page, "explain-1440-light");
});
