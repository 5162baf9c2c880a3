// The sweep: threshold and `for` over a grid, by mouse and by keyboard, in a program of its own.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import test from "node:test";
import { open } from "./harness.mjs";
import { button, choose, eventually, settled, textbox } from "./page.mjs";

const axe = readFileSync(`${process.env.ALERTPLAY_NODE_MODULES}/axe-core/axe.min.js`, "utf8");
const dialog = (page) => page.getByRole("dialog", { name: "Study" });
const map = (page) => page.getByRole("application", { name: "Threshold and for" });
const row = (page, name) => dialog(page).getByRole("row", { name: new RegExp(`^${name}`) });
/** Threshold and `for` of a row of the table. */
const numbers = async (page, name) => (await row(page, name).getByRole("cell").allInnerTexts()).slice(0, 2);

/** The page with the sweep of a rule with a threshold. */
async function sweep(t, options) {
  const page = await open(t, options);
  await settled(page);
  await choose(page, "HaproxyServerResponseErrors");
  await settled(page);
  await page.keyboard.press("w");
  await row(page, "Now|Published").first().waitFor({ timeout: 60_000 });
  return page;
}

test("nothing of the sweep is fetched before it is opened", async (t) => {
  const page = await open(t);
  const seen = [];
  page.on("request", (it) => seen.push(new URL(it.url()).pathname));
  await settled(page);
  assert.equal(seen.filter((it) => /learn|study/.test(it)).length, 0);
  await page.keyboard.press("w");
  await row(page, "Now|Published").first().waitFor({ timeout: 60_000 });
  assert.ok(seen.some((it) => /learn_bg/.test(it)) && seen.some((it) => /study_bg/.test(it)));
});

test("a point is picked by keyboard and taken, as one step to undo", async (t) => {
  const page = await sweep(t);
  await map(page).focus();
  await page.keyboard.press("ArrowRight");
  await page.keyboard.press("ArrowRight");
  await page.keyboard.press("ArrowUp");
  const [threshold, hold] = await numbers(page, "Picked");
  assert.notEqual(threshold, "5");
  await page.keyboard.press("Enter");
  await eventually(async () => assert.deepEqual(await numbers(page, "Now"), [threshold, hold]));
  assert.deepEqual((await numbers(page, "Published"))[0], "5");
  await page.keyboard.press("Escape");
  await settled(page);
  assert.equal(await textbox(page, "Threshold value").inputValue(), threshold);
  await button(page, /^Undo opening what was studied/).click();
  await settled(page);
  assert.equal(await textbox(page, "Threshold value").inputValue(), "5");
});

test("a click takes the point that is under it, and its figures are those of the scorecard", async (t) => {
  const page = await sweep(t);
  const box = await map(page).boundingBox();
  await map(page).click({ position: { x: box.width * 0.4, y: box.height * 0.5 } });
  await eventually(async () => assert.equal(await row(page, "Published").count(), 1));
  const cells = await row(page, "Now").getByRole("cell").allInnerTexts();
  await page.keyboard.press("Escape");
  await settled(page);
  assert.equal(await textbox(page, "Threshold value").inputValue(), cells[0]);
  const strip = page.getByRole("region", { name: "Scorecard", exact: true });
  const recall = await strip.getByRole("button", { name: /^Recall / }).innerText();
  assert.ok(recall.includes(cells[3].trim()), `${recall} against ${cells[3]}`);
});

test("seeds give ranges, and others judge", async (t) => {
  const page = await sweep(t);
  await dialog(page).getByLabel("Seeds").selectOption("5");
  await dialog(page).getByLabel("Judge on").selectOption("5");
  await dialog(page).getByText("Mean and range over 5 seeds; below, what 5 other seeds say").waitFor({ timeout: 60_000 });
  assert.match(await row(page, "Now|Published").first().innerText(), /to/);
  await dialog(page).getByLabel("Colour shows").selectOption("recall");
  await dialog(page).getByRole("heading", { name: "Recall", exact: true }).waitFor();
});

test("a rule that compares with no number is swept over for alone", async (t) => {
  const page = await open(t);
  await settled(page);
  await page.keyboard.press("w");
  await row(page, "Now|Published").first().waitFor({ timeout: 60_000 });
  assert.equal((await numbers(page, "Now|Published"))[0], "as written");
  await dialog(page).getByText("the rule has no threshold to sweep").waitFor();
});

for (const [width, height, colorScheme] of [[1440, 900, "light"], [768, 1024, "dark"], [360, 740, "light"]]) {
  test(`the sweep has no flaw that axe knows, and nothing sticks out at ${width} ${colorScheme}`, async (t) => {
    const page = await sweep(t, { width, height, colorScheme });
    await page.evaluate(axe);
    const { violations } = await page.evaluate(() => axe.run(document, { resultTypes: ["violations"] }));
    assert.deepEqual(violations.flatMap((it) => it.nodes.map((node) => `${it.id}: ${node.target.flat().join(" ")}`)), []);
    const wide = await dialog(page).evaluate((it) => it.querySelector(".dialog-b").scrollWidth - it.querySelector(".dialog-b").clientWidth);
    assert.ok(wide <= 0, `${wide}`);
  });
}
