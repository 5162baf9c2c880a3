// A whole exercise on the page, by mouse and by keyboard: list, start, check, hint, solution, check.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import test from "node:test";
import { open } from "./harness.mjs";
import { button, eventually, settled, textbox, write } from "./page.mjs";

const axe = readFileSync(`${process.env.ALERTPLAY_NODE_MODULES}/axe-core/axe.min.js`, "utf8");
const TITLE = "Why is this alert silent?";
const dialog = (page) => page.getByRole("dialog", { name: "Study" });

/** The page with the list of exercises. */
async function list(t, options) {
  const page = await open(t, options);
  await settled(page);
  await page.keyboard.press("x");
  await dialog(page).getByRole("button", { name: TITLE }).waitFor({ timeout: 60_000 });
  return page;
}

/** Opens the dialog again at the exercise that the document carries; the key goes to no field. */
async function again(page) {
  await page.locator("h1").click();
  await page.keyboard.press("x");
  await dialog(page).getByRole("button", { name: "Check" }).waitFor({ timeout: 60_000 });
}

test("an exercise is begun, missed, solved and marked", async (t) => {
  const page = await list(t);
  await dialog(page).getByRole("button", { name: TITLE }).click();
  await dialog(page).getByText(/Support has been called all afternoon/).waitFor();
  await dialog(page).getByRole("button", { name: "Begin" }).click();
  await dialog(page).getByRole("button", { name: "Check" }).click();
  await dialog(page).getByText("Not yet. What is missing stands at each goal.").waitFor({ timeout: 60_000 });
  assert.match(await dialog(page).getByRole("listitem").filter({ hasText: "recall" }).first().innerText(), /missed/);
  await dialog(page).getByRole("button", { name: "A hint" }).click();
  await dialog(page).getByText(/Move the cursor into the first fault/).waitFor();
  await page.keyboard.press("Escape");
  await settled(page);
  // The rule as it has to be, written on the page.
  await write(page, "Threshold value", "0.05");
  await again(page);
  await dialog(page).getByRole("button", { name: "Check" }).click();
  await dialog(page).getByText("Solved: every goal is reached.").waitFor({ timeout: 60_000 });
  await dialog(page).getByRole("button", { name: "All exercises" }).click();
  assert.match(await dialog(page).getByRole("button", { name: TITLE }).innerText(), /solved/);
});

test("page and study are told apart: no click in the one runs anything of the other", async (t) => {
  const page = await list(t);
  // Yew marks what belongs together with a number; both programs count from 1.
  const trees = await page.evaluate(() => [".app", "#study"].map((it) => document.querySelector(it).__yew_subtree_id));
  assert.ok(trees.every((it) => it > 0) && new Set(trees).size === 2, trees.join());
});

test("opened from help, exercises give the focus back to where it was before help", async (t) => {
  const page = await open(t);
  await settled(page);
  await button(page, "Keys and help").click();
  await page.getByRole("dialog", { name: "Help" }).getByRole("button", { name: "Exercises" }).click();
  await dialog(page).getByRole("button", { name: TITLE }).waitFor({ timeout: 60_000 });
  assert.equal(await page.getByRole("dialog").count(), 1);
  await page.keyboard.press("Escape");
  await dialog(page).waitFor({ state: "detached" });
  assert.ok(await button(page, "Keys and help").evaluate((it) => it === document.activeElement), "the focus is back");
});

test("by keyboard alone, with the solution put in, and Undo brings the work back", async (t) => {
  const page = await open(t);
  await settled(page);
  await write(page, "for", "3m");
  await page.keyboard.press("Escape");
  await page.locator("h1").click();
  await page.keyboard.press("x");
  await dialog(page).getByRole("button", { name: TITLE }).press("Enter");
  await dialog(page).getByRole("button", { name: "Begin" }).press("Enter");
  await dialog(page).getByRole("button", { name: "Check" }).waitFor({ timeout: 60_000 });
  await dialog(page).getByRole("button", { name: "Show the solution" }).press("Enter");
  const before = await settled(page);
  await dialog(page).getByRole("button", { name: "Put it in" }).press("Enter");
  await eventually(async () => assert.notEqual(await settled(page), before));
  await dialog(page).getByRole("button", { name: "Check" }).press("Enter");
  await dialog(page).getByText("Solved: every goal is reached.").waitFor({ timeout: 60_000 });
  await page.keyboard.press("Escape");
  await settled(page);
  await button(page, /^Undo opening what was studied/).click();
  await button(page, /^Undo opening what was studied/).click();
  await settled(page);
  assert.equal(await textbox(page, "for").inputValue(), "3m");
});

test("a trainer's link opens at its start and says that it is an exercise", async (t) => {
  const link = execFileSync(process.env.ALERTPLAY_BIN, ["exercise", "link", "never-above-one"], { encoding: "utf8" }).trim();
  const page = await open(t, { path: link.slice(link.indexOf("#")) });
  await settled(page);
  await page.getByText("This link is an exercise: press X").waitFor();
  await again(page);
  await dialog(page).getByText(/Support has been called all afternoon/).waitFor();
});

for (const [width, height, colorScheme] of [[1440, 900, "light"], [360, 740, "dark"]]) {
  test(`exercises have no flaw that axe knows at ${width} ${colorScheme}`, async (t) => {
    const page = await list(t, { width, height, colorScheme });
    const flaws = async () => {
      await page.evaluate(axe);
      const { violations } = await page.evaluate(() => axe.run(document, { resultTypes: ["violations"] }));
      return violations.flatMap((it) => it.nodes.map((node) => `${it.id}: ${node.target.flat().join(" ")}`));
    };
    assert.deepEqual(await flaws(), []);
    await dialog(page).getByRole("button", { name: TITLE }).click();
    await dialog(page).getByRole("button", { name: "Show the solution" }).click();
    assert.deepEqual(await flaws(), []);
  });
}
