// The study's frame: tabs by mouse and by keyboard, keys that open one, and one engine for all of them.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import test from "node:test";
import { open } from "./harness.mjs";
import { eventually, settled } from "./page.mjs";

const axe = readFileSync(`${process.env.ALERTPLAY_NODE_MODULES}/axe-core/axe.min.js`, "utf8");
const dialog = (page) => page.getByRole("dialog", { name: "Study" });
const tab = (page, name) => dialog(page).getByRole("tab", { name });
const map = (page) => page.getByRole("application", { name: "Threshold and for" });
const list = (page) => dialog(page).getByRole("heading", { name: "First steps" });
const engines = (page) => page.workers().filter((it) => /study/.test(it.url())).length;

async function study(t, key, options) {
  const page = await open(t, options);
  await settled(page);
  await page.keyboard.press(key);
  await tab(page, "Sweep").waitFor({ timeout: 60_000 });
  return page;
}

test("arrow keys lead from tab to tab, and one engine serves all of them", async (t) => {
  const page = await study(t, "w");
  await map(page).waitFor({ timeout: 60_000 });
  assert.equal(engines(page), 1);
  const first = page.workers().find((it) => /study/.test(it.url()));
  await tab(page, "Sweep").focus();
  await page.keyboard.press("End");
  assert.equal(await tab(page, "Drill").getAttribute("aria-selected"), "true");
  await page.keyboard.press("ArrowLeft");
  await list(page).waitFor({ timeout: 60_000 });
  assert.equal(await tab(page, "Exercises").getAttribute("aria-selected"), "true");
  assert.ok(await tab(page, "Exercises").evaluate((it) => it === document.activeElement));
  assert.equal(await map(page).count(), 0);
  await page.keyboard.press("End");
  await page.keyboard.press("ArrowRight");
  await map(page).waitFor({ timeout: 60_000 });
  assert.ok(await tab(page, "Sweep").evaluate((it) => it === document.activeElement));
  assert.deepEqual(page.workers().filter((it) => /study/.test(it.url())), [first]);
});

test("a click opens a tab, a key another once it is closed, and what is closed computes no longer", async (t) => {
  const page = await study(t, "x");
  await list(page).waitFor({ timeout: 60_000 });
  await tab(page, "Sweep").click();
  await map(page).waitFor({ timeout: 60_000 });
  await page.keyboard.press("Escape");
  await eventually(async () => assert.equal(engines(page), 0));
  await page.keyboard.press("x");
  await list(page).waitFor({ timeout: 60_000 });
  assert.equal(engines(page), 1);
});

test("tabs that change while a sweep goes on leave nothing of it behind", async (t) => {
  const page = await study(t, "w");
  await map(page).waitFor({ timeout: 60_000 });
  await dialog(page).getByLabel("Seeds").selectOption("20");
  for (const name of ["Exercises", "Sweep", "Exercises"]) await tab(page, name).click();
  await list(page).waitFor({ timeout: 60_000 });
  await dialog(page).getByRole("button", { name: "Why is this alert silent?" }).click();
  await dialog(page).getByRole("button", { name: "Begin" }).waitFor({ timeout: 60_000 });
  assert.equal(await dialog(page).getByRole("alert").count(), 0);
});

test("a click in the study is none on the page: their elements are marked apart from the first opening on", async (t) => {
  const page = await study(t, "w");
  await map(page).waitFor({ timeout: 60_000 });
  // The mark by which Yew knows its own elements.
  const [inside, outside] = await page.evaluate(() => {
    const marks = (all) => [...new Set([...all].map((it) => it.__yew_subtree_id).filter((it) => it !== undefined))];
    const study = document.querySelectorAll("#study, #study *");
    return [marks(study), marks([...document.querySelectorAll("body *")].filter((it) => !it.closest("#study")))];
  });
  assert.ok(inside.length > 0 && outside.length > 0);
  assert.deepEqual(inside.filter((it) => outside.includes(it)), []);
});

for (const [width, height, colorScheme] of [[1440, 900, "light"], [768, 1024, "light"], [360, 740, "dark"]]) {
  test(`the tabs have no flaw that axe knows at ${width} ${colorScheme}`, async (t) => {
    const page = await study(t, "x", { width, height, colorScheme });
    await list(page).waitFor({ timeout: 60_000 });
    await page.evaluate(axe);
    const { violations } = await page.evaluate(() => axe.run(document, { resultTypes: ["violations"] }));
    assert.deepEqual(violations.flatMap((it) => it.nodes.map((node) => `${it.id}: ${node.target.flat().join(" ")}`)), []);
  });
}
