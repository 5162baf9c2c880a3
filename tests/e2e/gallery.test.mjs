// The gallery of scenarios: pictures, lessons, search, keyboard; opening one never loses work.
import assert from "node:assert/strict";
import { readdirSync } from "node:fs";
import test from "node:test";
import { open, site } from "./harness.mjs";
import { button, eventually, picked, settled, spans, textbox, write } from "./page.mjs";

const SCENARIOS = readdirSync(new URL("../../crates/catalogue/scenarios/", import.meta.url)).filter((it) => it.endsWith(".yml"));
const dialog = (page) => page.getByRole("dialog", { name: "Scenarios" });
const cards = (page) => dialog(page).getByRole("listitem").getByRole("button");

async function gallery(t, options) {
  const page = await open(t, options);
  await settled(page);
  await button(page, "Gallery of scenarios").filter({ visible: true }).click();
  await cards(page).first().waitFor();
  return page;
}

test("every scenario has a card with a picture in the page's colours", async (t) => {
  const page = await gallery(t);
  assert.ok(SCENARIOS.length >= 16);
  assert.equal(await cards(page).count(), SCENARIOS.length);
  // A picture that is not there, or is empty, has no size.
  await eventually(async () => {
    const sizes = await cards(page).locator("svg use").evaluateAll((all) => all.map((it) => it.getBBox().width));
    assert.ok(sizes.every((it) => it > 200), sizes.join());
  });
  const card = cards(page).filter({ hasText: "web1 is killed for ten minutes" });
  assert.equal(await card.getAttribute("aria-current"), "true");
  const shots = {};
  for (const colorScheme of ["light", "dark"]) {
    await page.emulateMedia({ colorScheme });
    shots[colorScheme] = (await card.locator("svg").screenshot()).toString("base64");
  }
  assert.notEqual(shots.light, shots.dark);
});

test("the pictures are one file, fetched when the gallery is opened and not before", async (t) => {
  const page = await open(t, { path: "about:blank" });
  const fetched = [];
  page.on("request", (it) => /pictures[^/]*\.svg/.test(it.url()) && fetched.push(it.url()));
  await page.goto(site);
  await settled(page);
  assert.deepEqual(fetched, []);
  await page.keyboard.press("g");
  await cards(page).first().waitFor();
  await eventually(async () => assert.equal(new Set(fetched.map((it) => it.split("#")[0])).size, 1));
});

test("search and filter leave what fits", async (t) => {
  const page = await gallery(t);
  const search = textbox(page, "Rule, lesson or fault");
  await search.fill("maintenance");
  await eventually(async () => assert.equal(await cards(page).count(), 2));
  await dialog(page).getByRole("button", { name: "Silent wrongly" }).click();
  await dialog(page).getByText("No scenario fits.").waitFor();
  await search.fill("");
  await eventually(async () => assert.ok((await cards(page).count()) >= 5));
  for (const text of await cards(page).allInnerTexts()) assert.match(text, /Silent wrongly$/);
  await dialog(page).getByRole("button", { name: "All", exact: true }).click();
  await eventually(async () => assert.equal(await cards(page).count(), SCENARIOS.length));
});

test("a scenario opens with its alert, and undo brings the work back", async (t) => {
  const page = await open(t);
  await settled(page);
  await write(page, "Requests", "55");
  const fingerprint = await write(page, "for", "2m");
  await button(page, "Gallery of scenarios").filter({ visible: true }).click();
  await cards(page).filter({ hasText: "A bot meets admin pages" }).click();
  await dialog(page).waitFor({ state: "hidden" });
  await settled(page);
  assert.equal(await picked(page, "Scenario"), "A bot meets admin pages that nobody visits");
  assert.equal(await picked(page, "Rule"), "HaproxyHighHttp4xxErrorRateBackend");
  assert.equal((await spans(page)).length, 5);
  await button(page, "Undo scenario A bot meets admin pages that nobody visits").click();
  assert.equal(await settled(page), fingerprint);
  assert.equal(await textbox(page, "for").inputValue(), "2m");
  assert.equal(await textbox(page, "Requests").inputValue(), "55");
});

test("by keyboard: open, find, choose, and back where one was", async (t) => {
  const page = await open(t);
  await settled(page);
  await page.keyboard.press("g");
  await cards(page).first().waitFor();
  assert.equal(await page.evaluate(() => document.activeElement.getAttribute("aria-label")), "Rule, lesson or fault");
  await page.keyboard.type("windows");
  await eventually(async () => assert.ok((await cards(page).count()) < 5));
  for (let step = 0; step < 5; step += 1) await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  await settled(page);
  assert.match(await picked(page, "Scenario"), /Prometheus 2/);
  await page.keyboard.press("g");
  await cards(page).first().waitFor();
  await page.keyboard.press("Escape");
  await dialog(page).waitFor({ state: "hidden" });
});

for (const [width, height] of [[768, 1024], [360, 740]]) {
  test(`${width} pixels: nothing spills`, async (t) => {
    const page = await open(t, { width, height });
    await settled(page);
    if (width < 640) await page.getByRole("navigation", { name: "Panes" }).getByRole("button", { name: "Scenario" }).click();
    await button(page, "Gallery of scenarios").filter({ visible: true }).click();
    await cards(page).last().scrollIntoViewIfNeeded();
    for (const box of await cards(page).evaluateAll((all) => all.map((it) => [it.getBoundingClientRect().left, it.getBoundingClientRect().right]))) {
      assert.ok(box[0] >= 0 && box[1] <= width, box.join());
    }
  });
}
