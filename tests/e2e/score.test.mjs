// The scorecard: figures of the selected rule, what stands behind each, and labels that change them, by mouse and by keyboard.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import test from "node:test";
import { open } from "./harness.mjs";
import { button, combobox, eventually, pick, settled, textbox, write } from "./page.mjs";

const axe = readFileSync(`${process.env.ALERTPLAY_NODE_MODULES}/axe-core/axe.min.js`, "utf8");

const strip = (page) => page.getByRole("region", { name: "Scorecard", exact: true });
const cell = (page, name) => strip(page).getByRole("button", { name: new RegExp(`^${name} `) });
const behind = (page, name) => strip(page).getByRole("list", { name, exact: true }).getByRole("button");
/** What a cell says: name, figure, what it rests on, the third line. */
const words = async (page, name) => (await cell(page, name).innerText()).split(/\s*\n\s*/).join(" ").trim();

async function start(t, options) {
  const page = await open(t, options);
  await settled(page);
  return page;
}

async function look(page) {
  await page.evaluate(axe);
  const { violations } = await page.evaluate(() => axe.run(document, { resultTypes: ["violations"] }));
  return violations.flatMap((it) => it.nodes.map((node) => `${it.id}: ${node.target.flat().join(" ")}`));
}

test("the strip says what the rule is worth", async (t) => {
  const page = await start(t);
  assert.equal(await words(page, "Precision"), "Precision 100% 1 of 1");
  assert.equal(await words(page, "Recall"), "Recall 100% 1 of 1");
  assert.equal(await words(page, "Detection"), "Detection 15s median");
  assert.equal(await words(page, "Reset"), "Reset 15s median");
  assert.equal(await words(page, "False pages"), "False pages 0 in 6h");
  assert.equal(await words(page, "Pending in vain"), "Pending in vain 0s 0 times");
  assert.equal(await cell(page, "Episodes an incident").count(), 0);
  await button(page, "More measures").click();
  assert.equal(await words(page, "Episodes an incident"), "Episodes an incident 1 1 is ideal");
  assert.equal(await words(page, "Firing outside incidents"), "Firing outside incidents 2.50%");
  assert.match(await words(page, "Pages a day"), /^Pages a day 4 1 in 6h$/);
  await button(page, "Fewer measures").click();
  assert.equal(await cell(page, "Episodes an incident").count(), 0);
});

test("dragging the threshold changes the figures", async (t) => {
  const page = await start(t);
  await pick(page, "Rule", "HaproxyServerResponseErrors");
  const before = await words(page, "Recall");
  const chip = page.getByRole("slider", { name: /threshold/i }).first();
  const box = await chip.boundingBox();
  const recall = new Set();
  await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
  await page.mouse.down();
  for (let step = 1; step <= 30; step += 1) {
    await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2 - 6 * step);
    await page.waitForTimeout(20);
    recall.add(await words(page, "Recall"));
  }
  await page.mouse.up();
  await settled(page);
  const after = await words(page, "Recall");
  assert.notEqual(after, before);
  assert.match(after, /published/);
  assert.ok(recall.has(after) || recall.size > 1, [...recall].join("; "));
});

test("a cell explains itself, lists what stands behind it, and a row leads there, by keyboard too", async (t) => {
  const page = await start(t);
  await cell(page, "Recall").focus();
  await page.keyboard.press("Enter");
  assert.equal(await cell(page, "Recall").getAttribute("aria-expanded"), "true");
  await strip(page).getByText("Incidents in which an episode began").waitFor();
  const row = behind(page, "Recall");
  assert.equal(await row.count(), 1);
  assert.match(await row.innerText(), /web1 is killed\s+15:00:00\s+found after 15s/);
  await row.focus();
  await page.keyboard.press("Enter");
  await settled(page);
  await page.getByRole("tab", { name: "At 15:00:00" }).waitFor();
  assert.equal(await combobox(page, "Counts as an incident").count(), 1, "the fault is open");
  await cell(page, "Precision").click();
  await behind(page, "Precision").click();
  await settled(page);
  await page.getByRole("tab", { name: "At 15:00:15" }).waitFor();
  await cell(page, "Precision").click();
  assert.equal(await behind(page, "Precision").count(), 0);
  assert.equal(await page.getByRole("cell", { name: "caught" }).count(), 1);
});

test("what counts is for a person to say", async (t) => {
  const page = await start(t);
  await page.getByRole("button", { name: /web1 is killed/ }).first().click();
  await settled(page);
  await combobox(page, "Counts as an incident").selectOption("no");
  await settled(page);
  assert.equal(await words(page, "Recall"), "Recall n/a no incident counts");
  assert.equal(await words(page, "Precision"), "Precision 0% 0 of 1");
  assert.equal(await page.getByRole("cell", { name: "false page" }).count(), 1);
  await combobox(page, "Counts as an incident").selectOption("auto");
  await settled(page);
  await button(page, "Add label").click();
  await settled(page);
  const label = page.getByRole("group", { name: "Label 1" });
  await label.getByRole("textbox", { name: "From" }).fill("13:00:00");
  await label.getByRole("combobox", { name: "On" }).selectOption("be_api");
  await settled(page);
  assert.match(await words(page, "Recall"), /^Recall 50% 1 of 2 missed: be_api: an incident, 13:00$/);
  assert.deepEqual(await look(page), []);
  await page.reload();
  await settled(page);
  assert.match(await words(page, "Recall"), /^Recall 50%/, "it is kept");
  await page.getByRole("combobox", { name: "Counts as", exact: true }).selectOption("planned");
  await settled(page);
  assert.match(await words(page, "Recall"), /^Recall 100%/);
  await button(page, "Remove label").click();
  await settled(page);
  assert.equal(await page.getByRole("group", { name: "Label 1" }).count(), 0);
});

test("an edited rule stands beside the published one", async (t) => {
  const page = await start(t);
  await write(page, "for", "2m");
  await eventually(async () => assert.equal(await words(page, "Detection"), "Detection 2m 15s median published 15s"));
});

for (const [width, height] of [[768, 1024], [360, 740]]) {
  test(`nothing is cut off or in the way at ${width} pixels`, async (t) => {
    const page = await start(t, { width, height });
    await cell(page, "Recall").click();
    assert.deepEqual(await look(page), []);
    const wide = await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth);
    assert.ok(wide, "the page scrolls sideways");
  });
}
