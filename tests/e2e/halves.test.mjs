// The engine's module comes in two halves: with the first one the chart is live, with the rest everything else follows. What needs
// the rest before it is there waits for it. Of the published page only: what `cargo xtask serve` builds is in one piece.
import assert from "node:assert/strict";
import test from "node:test";
import { open, site } from "./harness.mjs";
import { button, eventually, settled, spans, textbox, write } from "./page.mjs";

const REST = /\/engine_rest[^/]*\.wasm$/;
const messages = (page) => page.getByRole("alert");
const live = (page) => page.waitForFunction(() => performance.getEntriesByName("engine-live").length > 0);
const isSettled = (page) => page.locator("[data-settled=true]").count();

/** The page at `path` with the rest of its engine held back, and the way to let it come. */
async function held(t, path = "", options = {}) {
  const page = await open(t, { path: "about:blank", ...options });
  let go;
  const wait = new Promise((done) => (go = done));
  let asked = 0;
  await page.route(REST, async (route) => {
    asked += 1;
    await wait;
    await route.continue();
  });
  await page.goto(new URL(path, site).href);
  return { page, go, asked: () => asked };
}

/** Moves the first fault to the right by a step. */
async function move(page) {
  await button(page, /^Fault: /).first().focus();
  await page.keyboard.press("ArrowRight");
}

test("with half an engine the chart is live and follows the hand, with all of it everything else comes", async (t) => {
  const { page, go, asked } = await held(t);
  await live(page);
  await eventually(() => assert.equal(asked(), 1));
  const words = page.locator("#chart-words");
  await eventually(async () => assert.match(await words.textContent(), /web1 fires from 15:00:15/));
  await move(page);
  await eventually(async () => assert.doesNotMatch(await words.textContent(), /fires from 15:00:15/));
  await page.getByText("Loading the rest of the engine").first().waitFor();
  assert.equal(await isSettled(page), 0);
  assert.equal(await textbox(page, "for").count(), 0);
  go();
  const fingerprint = await settled(page);
  const other = await open(t);
  await settled(other);
  await move(other);
  assert.equal(await settled(other), fingerprint);
});

test("a link that needs all of the engine waits for it, and shows what it shows otherwise", async (t) => {
  const first = await open(t);
  await settled(first);
  await write(first, "for", "2m");
  await write(first, "Expression", "histogram_quantile(0.9, sum by (le) (haproxy_server_weight)) > 1 or haproxy_up == 0");
  await button(first, "Share link").waitFor();
  const path = new URL(await first.evaluate(() => location.href)).hash;
  const unheld = await open(t, { path });
  const fingerprint = await settled(unheld);
  const { page, go, asked } = await held(t, path);
  await eventually(() => assert.ok(asked() > 0));
  assert.equal(await isSettled(page), 0);
  go();
  assert.equal(await settled(page), fingerprint);
});

test("a rest that cannot be had is told of, and the engine is started again", async (t) => {
  const page = await open(t, { path: "about:blank", allow: [/part of the engine/, /Failed to load/, /engine|pieces/] });
  let failing = true;
  await page.route(REST, (route) => (failing ? route.fulfill({ status: 503 }) : route.continue()));
  await page.goto(site);
  await messages(page).getByText(/part of the engine could not be loaded: status 503/).first().waitFor();
  failing = false;
  await page.reload();
  await settled(page);
  assert.deepEqual(await spans(page), ["web1 15:00:15 to 15:10:15"]);
});

test("a rest that came damaged is told of", async (t) => {
  const page = await open(t, { path: "about:blank", allow: [/WebAssembly|engine_rest/] });
  await page.route(REST, (route) => route.fulfill({ contentType: "application/wasm", body: "not a module" }));
  await page.goto(site);
  await messages(page).getByText(/engine (has )?stopped/).first().waitFor();
});
