// Work that takes long: how far it has come after a second, a way out after three, and what was there before is still there.
import assert from "node:assert/strict";
import test from "node:test";
import { fragment } from "../bench/document.mjs";
import { open, screenshot } from "./harness.mjs";
import { button, choose, eventually, fill, picture, settled, spans, textbox, yaml } from "./page.mjs";

// A link that anybody may send: allowed, and half a minute of work.
const LONG = fragment({ servers: 200, instances: 8, length: "48h" });
// A single instant of this looks at hundreds of millions of samples, the first as well.
const DEEP = "quantile_over_time(0.5, quantile_over_time(0.5, haproxy_server_up[2h:1s] offset -4h)[2h:1s]) > 5";

const bar = (page) => page.getByRole("progressbar");
const messages = (page) => page.getByRole("alert");
const follow = (page, hash) => page.evaluate((it) => (location.hash = it), hash);

/** The document's fingerprint does not hold messages: what is shown is compared by what a person reads, and by pixels. */
async function shown(page) {
  return { spans: await spans(page), rule: await yaml(page), picture: await picture(page) };
}

test("long work shows how far it is, the page goes on listening, and the button brings the old picture back", async (t) => {
  const page = await open(t);
  await settled(page);
  const before = await shown(page);
  assert.equal(await bar(page).count(), 0);
  await follow(page, LONG);
  await bar(page).waitFor();
  const value = async () => Number(await bar(page).getAttribute("value"));
  assert.ok(Number.isFinite(await value()) && (await value()) < 100);
  assert.equal(await button(page, "Cancel").count(), 0, "not yet");
  await button(page, "Cancel").waitFor();
  // Meanwhile the page hears what people do with it.
  await button(page, "Keys and help").click();
  await page.getByRole("dialog").waitFor();
  await page.keyboard.press("Escape");
  await page.getByRole("dialog").waitFor({ state: "hidden" });
  const first = await value();
  await eventually(async () => assert.ok((await value()) > first, "it goes on"));
  await screenshot(page, "busy");
  await button(page, "Cancel").click();
  await messages(page).getByText(/^Cancelled/).waitFor();
  await settled(page);
  assert.equal(await bar(page).count(), 0);
  assert.deepEqual(await shown(page), before);
  assert.ok(await button(page, /^Undo cancelling/).isEnabled());
});

test("Escape cancels, from within a field as well", async (t) => {
  const page = await open(t);
  await settled(page);
  const before = await spans(page);
  await follow(page, LONG);
  await textbox(page, "Summary").or(textbox(page, "for")).first().focus();
  await button(page, "Cancel").waitFor();
  await page.keyboard.press("Escape");
  await messages(page).getByText(/^Cancelled/).waitFor();
  await settled(page);
  assert.deepEqual(await spans(page), before);
});

test("an expression whose single instant takes too long is ended with its engine, and the work before it is back", async (t) => {
  const page = await open(t);
  await settled(page);
  const before = await spans(page);
  await fill(page, "Expression", DEEP);
  await button(page, "Cancel").waitFor();
  await page.keyboard.press("Escape");
  await messages(page).getByText(/did not answer/).waitFor();
  await settled(page);
  assert.deepEqual(await spans(page), before);
});

test("a long visit can be left for a short one", async (t) => {
  const page = await open(t, { path: `#${LONG.slice(1)}` });
  await button(page, "Cancel").waitFor();
  await page.keyboard.press("Escape");
  await settled(page);
  assert.deepEqual(await spans(page), ["web1 15:00:15 to 15:10:15"]);
});

test("what is fetched for long can be given up, and work goes on", async (t) => {
  const page = await open(t);
  await settled(page);
  await page.route(/\/pieces\/.*\.(bin|yml)$/, () => {});
  await choose(page, "HaproxyServerResponseErrors");
  await bar(page).waitFor();
  assert.equal(await bar(page).getAttribute("value"), null, "nobody knows how long it takes");
  await button(page, "Cancel").click();
  await settled(page);
  assert.deepEqual(await spans(page), ["web1 15:00:15 to 15:10:15"]);
});

test("what is done within a second shows no bar", async (t) => {
  const page = await open(t);
  await settled(page);
  await page.evaluate(() => {
    window.bars = 0;
    new MutationObserver(() => (window.bars += document.querySelectorAll("progress").length)).observe(document.body, { subtree: true, childList: true });
  });
  for (const requests of ["41", "42", "43"]) {
    await fill(page, "Requests", requests);
    await page.waitForTimeout(400);
  }
  await settled(page);
  assert.equal(await page.evaluate(() => window.bars), 0);
});
