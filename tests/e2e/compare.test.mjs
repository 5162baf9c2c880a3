// Two rules on the same traffic: chosen by mouse and by keyboard, their lanes, what differs in words and figures, and B taken.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import test from "node:test";
import { open } from "./harness.mjs";
import { button, choose, eventually, settled, textbox, write } from "./page.mjs";

const axe = readFileSync(`${process.env.ALERTPLAY_NODE_MODULES}/axe-core/axe.min.js`, "utf8");
const dialog = (page) => page.getByRole("dialog", { name: "Study" });
const draft = (page) => dialog(page).getByLabel("Draft, in place of the selected rule");
const lanes = (page) => dialog(page).getByRole("img", { name: /^Lanes of \d+ objects under A and B/ });
const changes = (page) => dialog(page).getByRole("table", { name: "Episodes that differ" });
const measure = (page, name) => dialog(page).getByRole("table", { name: "Scorecards" }).getByRole("row", { name: new RegExp(`^${name} `) });
const said = (page, words) => dialog(page).getByRole("status").filter({ hasText: words }).first().waitFor({ timeout: 60_000 });

/** The page with a rule that has a threshold, and its study at the tab Compare. */
async function compare(t, options, before = async () => {}) {
  const page = await open(t, options);
  await settled(page);
  await choose(page, "HaproxyServerResponseErrors");
  await settled(page);
  await before(page);
  // The key goes to no field.
  await page.evaluate(() => document.activeElement.blur());
  await page.keyboard.press("c");
  await dialog(page).getByRole("tab", { name: "Compare", selected: true }).waitFor({ timeout: 60_000 });
  await lanes(page).waitFor({ timeout: 60_000 });
  return page;
}

/** Writes another draft over the one that is there. */
async function tried(page, from, to) {
  const text = await draft(page).inputValue();
  assert.ok(text.includes(from), text);
  await draft(page).fill(text.replace(from, to));
}

test("a rule compared with its copy differs in nothing, and with a looser draft in what is listed", async (t) => {
  const page = await compare(t);
  await said(page, "Nothing differs: both rules are pending and firing at the same evaluations");
  assert.equal(await changes(page).count(), 0);
  assert.match(await measure(page, "Recall").innerText(), /same/);
  await tried(page, "> 5", "> 1");
  await button(dialog(page), "Compare the draft").click();
  await said(page, "added by B, 0 removed");
  const rows = await changes(page).getByRole("row").allInnerTexts();
  assert.ok(rows.some((it) => /^added\s/.test(it) && /fires for .*, A is silent/.test(it)), rows.join("\n"));
  // The figures are those of the page's scorecard.
  const strip = page.getByRole("region", { name: "Scorecard", exact: true });
  const recall = (await measure(page, "Recall").getByRole("cell").first().innerText()).trim();
  await button(dialog(page), "Take B").click();
  await said(page, "Nothing differs");
  await page.keyboard.press("Escape");
  await settled(page);
  assert.equal(await textbox(page, "Threshold value").inputValue(), "1");
  await button(page, /^Undo opening what was studied/).click();
  await settled(page);
  assert.equal(await textbox(page, "Threshold value").inputValue(), "5");
  assert.ok((await strip.getByRole("button", { name: /^Recall / }).innerText()).includes(recall), recall);
});

test("by keyboard alone, from the tabs to B in the document", async (t) => {
  const page = await open(t);
  await settled(page);
  await choose(page, "HaproxyServerResponseErrors");
  await settled(page);
  await page.locator("h1").click();
  await page.keyboard.press("w");
  await dialog(page).getByRole("tab", { name: "Sweep" }).waitFor({ timeout: 60_000 });
  await dialog(page).getByRole("tab", { name: "Sweep" }).focus();
  await page.keyboard.press("ArrowRight");
  await lanes(page).waitFor({ timeout: 60_000 });
  for (const name of ["A", "B", "Seeds"]) {
    const place = dialog(page).getByRole("combobox", { name, exact: true });
    await page.keyboard.press("Tab");
    await eventually(async () => assert.ok(await place.evaluate((it) => it === document.activeElement)));
  }
  await draft(page).focus();
  await tried(page, "for: 1m", "for: 4m");
  await page.keyboard.press("Control+Enter");
  await said(page, "moved");
  await button(dialog(page), "Take B").press("Enter");
  await said(page, "Nothing differs");
  await page.keyboard.press("Escape");
  await settled(page);
  assert.equal(await textbox(page, "for").inputValue(), "4m");
});

test("an edited rule is compared with the published one, on several seeds", async (t) => {
  const page = await compare(t, {}, (page) => write(page, "Threshold value", "2"));
  await said(page, "added by B");
  assert.match(await dialog(page).getByText(/^A is HaproxyServerResponseErrors as published, B is HaproxyServerResponseErrors\./).innerText(), /UTC/);
  assert.ok(await button(dialog(page), "Take B").isDisabled());
  assert.equal(await draft(page).count(), 0);
  await dialog(page).getByLabel("Seeds").selectOption("5");
  await dialog(page).getByText("Mean and range over 5 seeds, differences seed by seed.").waitFor({ timeout: 60_000 });
  assert.match(await measure(page, "Pages a day").innerText(), /to/);
});

test("a draft that is no rule says so, and the last comparison stays", async (t) => {
  const page = await compare(t);
  await draft(page).fill("alert: Mine\nexpr: up ==\n");
  await button(dialog(page), "Compare the draft").click();
  await dialog(page).getByRole("alert").filter({ hasText: "B: " }).waitFor();
  assert.equal(await lanes(page).count(), 1);
  await draft(page).fill("alert: Mine\nexpr: up == 0\n");
  await button(dialog(page), "Compare the draft").click();
  await said(page, "removed");
  assert.equal(await dialog(page).getByRole("alert").count(), 0);
});

test("the palette knows it, and help its key", async (t) => {
  const page = await open(t);
  await settled(page);
  await page.keyboard.press("Control+k");
  await page.keyboard.type("compare rules");
  const palette = page.getByRole("dialog", { name: "Command palette" });
  assert.equal((await palette.getByRole("option", { selected: true }).innerText()).replace(/\s+/g, " "), "Compare two rules C");
  await page.keyboard.press("Enter");
  await dialog(page).getByRole("tab", { name: "Compare", selected: true }).waitFor({ timeout: 60_000 });
  await page.keyboard.press("Escape");
  await page.keyboard.press("?");
  const help = page.getByRole("dialog", { name: "Help" });
  await help.getByText("Compare two rules", { exact: true }).waitFor();
});

for (const [width, height, colorScheme] of [[1440, 900, "light"], [768, 1024, "dark"], [360, 740, "light"]]) {
  test(`comparing has no flaw that axe knows, and nothing sticks out at ${width} ${colorScheme}`, async (t) => {
    const page = await compare(t, { width, height, colorScheme });
    await tried(page, "> 5", "> 1");
    await button(dialog(page), "Compare the draft").click();
    await said(page, "added by B");
    await page.evaluate(axe);
    const { violations } = await page.evaluate(() => axe.run(document, { resultTypes: ["violations"] }));
    assert.deepEqual(violations.flatMap((it) => it.nodes.map((node) => `${it.id}: ${node.target.flat().join(" ")}`)), []);
    const wide = await dialog(page).evaluate((it) => it.querySelector(".dialog-b").scrollWidth - it.querySelector(".dialog-b").clientWidth);
    assert.ok(wide <= 0, `${wide}`);
    // A, B and what lies between are seen together, on a phone too.
    const tables = dialog(page).getByRole("group", { name: /^(Episodes that differ|Scorecards)$/ });
    assert.deepEqual(await tables.evaluateAll((all) => all.map((it) => it.scrollWidth - it.clientWidth)), [0, 0]);
  });
}
