// The published 4xx rule can never fire: the page says so, says how high its value comes, and mends it with one click.
import assert from "node:assert/strict";
import test from "node:test";
import { open } from "./harness.mjs";
import { at, button, episodes, marked, pick, readout, settled, textbox, code, write } from "./page.mjs";

async function start(t) {
  const page = await open(t);
  await settled(page);
  await pick(page, "Rule", "HaproxyHighHttp4xxErrorRateBackend");
  return page;
}

const finding = (page) => page.getByRole("region", { name: "Findings" }).getByRole("listitem").filter({ hasText: /never fire/i });

test("nothing fires, although every answer of a backend was 4xx", async (t) => {
  const page = await start(t);
  assert.deepEqual(await episodes(page), []);
  await page.getByRole("region", { name: "Episodes" }).getByText(/Never true here\. Closest: 0\.20 of the threshold at 16:\d\d:\d\d, be_api/).waitFor();
});

test("a finding says that it can never fire in any traffic, and how high it came", async (t) => {
  const page = await start(t);
  const text = await finding(page).innerText();
  assert.match(text, /ratio, at most 1/);
  assert.match(text, /compared with 5/);
  assert.match(text, /in any traffic/);
  assert.match(text, /Highest value here: 1 at 16:\d\d:\d\d, be_api/);
  // It is the first of the list.
  assert.match(await page.getByRole("region", { name: "Findings" }).getByRole("listitem").first().innerText(), /never fire/i);
});

test("Show goes to the instant of the highest value", async (t) => {
  const page = await start(t);
  const [, clock] = /at (16:\d\d:\d\d), be_api/.exec(await finding(page).innerText());
  await finding(page).getByRole("button", { name: /^Show/ }).click();
  await settled(page);
  assert.equal(await marked(page), at(clock));
  const row = (await readout(page)).rows.find((it) => it.name === "be_api");
  assert.deepEqual([row.value, row.state], ["1", "inactive"]);
});

test("one click repairs the expression, and then it fires twice", async (t) => {
  const page = await start(t);
  await finding(page).getByRole("button", { name: /^Fix/ }).click();
  await settled(page);
  assert.match(await code(page, "Expression"), /100/);
  assert.equal(await textbox(page, "Threshold value").inputValue(), "5");
  const rows = await episodes(page);
  assert.deepEqual(rows.map((row) => row[0]), ["be_web", "be_api"]);
  assert.match(rows[0][2], /^13:2[123]:/);
  assert.match(rows[1][2], /^16:0[678]:/);
  assert.equal(rows[1][5], "100");
  assert.equal(await finding(page).count(), 0);
});

test("a repair can be taken back with the published rule", async (t) => {
  const page = await start(t);
  const published = await code(page, "Expression");
  await finding(page).getByRole("button", { name: /^Fix/ }).click();
  await settled(page);
  await page.getByRole("button", { name: "Back to the published rule" }).click();
  await settled(page);
  assert.equal(await code(page, "Expression"), published);
  assert.equal(await finding(page).count(), 1);
});

test("a rule that is sound has no such finding", async (t) => {
  const page = await open(t);
  await settled(page);
  assert.equal(await finding(page).count(), 0);
  await page.getByRole("region", { name: "Findings" }).getByText(/checks passed/).waitFor();
});

const change = (page) => page.getByRole("region", { name: "Before and after" });

test("a repair shows the lanes before and after it, until it is kept", async (t) => {
  const page = await start(t);
  await finding(page).getByRole("button", { name: /^Fix/ }).click();
  await settled(page);
  const told = await change(page).innerText();
  assert.match(told, /Fixed: .*100/);
  assert.match(told, /Before Never true here\. Closest: 0\.20 of the threshold/);
  assert.match(told, /After 2 episodes, firing \d+m/);
  // No lane before, be_web and be_api after; what fires is as high as its lane.
  const lanes = await change(page).locator("svg").count();
  assert.equal(lanes, 2);
  assert.match(told, /be_api\s+be_web/);
  const bars = await change(page).locator("path.firing").evaluateAll((all) => all.map((it) => it.getBBox().height));
  assert.deepEqual(bars, [10, 10]);
  await button(page, "Keep").click();
  await change(page).waitFor({ state: "hidden" });
  assert.match(await code(page, "Expression"), /100/);
});

test("what a repair shows is taken back with it, and is gone with the next edit", async (t) => {
  const page = await start(t);
  await finding(page).getByRole("button", { name: /^Fix/ }).click();
  await settled(page);
  await button(page, "Take back").click();
  await settled(page);
  assert.equal(await change(page).count(), 0);
  await finding(page).waitFor();
  await button(page, /^Redo/).click();
  await settled(page);
  await change(page).waitFor();
  await write(page, "Threshold value", "7");
  assert.equal(await change(page).count(), 0);
});

test("who repairs by keyboard stays among the findings", async (t) => {
  const page = await start(t);
  await finding(page).getByRole("button", { name: /^Fix/ }).press("Enter");
  await settled(page);
  await change(page).waitFor();
  assert.equal(await page.evaluate(() => document.activeElement.getAttribute("aria-label")), "Findings");
  await page.keyboard.press("Tab");
  assert.equal(await page.evaluate(() => document.activeElement.textContent), "Take back");
});
