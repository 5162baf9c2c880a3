// The tour: begun from the foot, from help or from the palette, done by doing, and skipped at any step.
import assert from "node:assert/strict";
import test from "node:test";
import { open } from "./harness.mjs";
import { button, eventually, settled, write } from "./page.mjs";

const tour = (page) => page.getByRole("region", { name: "Tour" });
const words = async (page) => (await tour(page).innerText()).replace(/\s+/g, " ");

test("who is new is offered a tour, which says when a lesson was done", async (t) => {
  const page = await open(t);
  await settled(page);
  await button(page, /^New here\?/).click();
  assert.match(await words(page), /^1 of 6 Read the chart\./);
  assert.equal(await button(page, "Back").count(), 0);
  await button(page, "Next").click();
  assert.match(await words(page), /^2 of 6 Drag the threshold\./);
  await write(page, "Threshold value", "0.5");
  assert.match(await words(page), /^2 of 6 Done Drag/);
  // Whoever works has begun: the offer is gone, the tour is not.
  assert.equal(await button(page, /^New here\?/).count(), 0);
  await button(page, "Next").click();
  assert.match(await words(page), /^3 of 6 Wait/);
  await button(page, "Back").click();
  assert.match(await words(page), /^2 of 6 Done/);
});

test("it is skipped at any step, begun anew from help, and comes to its end", async (t) => {
  const page = await open(t);
  await settled(page);
  await button(page, /^New here\?/).click();
  await button(page, "Skip the rest").click();
  assert.equal(await tour(page).count(), 0);
  await page.keyboard.press("?");
  await button(page, "Start the tour").click();
  await page.getByRole("dialog").waitFor({ state: "hidden" });
  for (let step = 1; step < 6; step += 1) {
    assert.match(await words(page), new RegExp(`^${step} of 6`));
    await button(page, "Next").press("Enter");
  }
  assert.match(await words(page), /^6 of 6 Pick another rule\./);
  await button(page, "Finish").click();
  assert.equal(await tour(page).count(), 0);
});

test("what a lesson speaks of is brought into view", async (t) => {
  const page = await open(t, { width: 768, height: 700 });
  await settled(page);
  await page.evaluate(() => scrollTo(0, document.scrollingElement.scrollHeight));
  await button(page, /^New here\?/).click();
  const inView = (place) => eventually(async () => {
    const box = await place.boundingBox();
    assert.ok(box.y >= 40 && box.y < 500, `at ${box.y}`);
  });
  await inView(page.getByRole("figure"));
  for (let step = 1; step < 4; step += 1) await button(page, "Next").click();
  await inView(page.getByRole("region", { name: "Faults" }));
});

test("on a phone a lesson opens the tab that it speaks of, and covers no bar of tabs", async (t) => {
  const page = await open(t, { width: 360, height: 780 });
  await settled(page);
  await button(page, "Export and more").click();
  await button(page, /^Help/).click();
  await button(page, "Start the tour").click();
  for (let step = 1; step < 4; step += 1) await button(page, "Next").click();
  const tab = page.getByRole("navigation", { name: "Panes" }).getByRole("button", { name: "Scenario" });
  assert.equal(await tab.getAttribute("aria-current"), "true");
  const [card, dock] = [await tour(page).boundingBox(), await page.getByRole("navigation", { name: "Panes" }).boundingBox()];
  assert.ok(card.y + card.height <= dock.y, `${card.y + card.height} is below ${dock.y}`);
  assert.ok(card.x >= 0 && card.x + card.width <= 360);
  await button(page, "Add fault").click();
  await settled(page);
  assert.match(await words(page), /^4 of 6 Done/);
});
