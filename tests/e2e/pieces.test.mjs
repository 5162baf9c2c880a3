// The catalogue's texts come when they are needed, one file each; what does not come is told and costs nobody their work.
import assert from "node:assert/strict";
import test from "node:test";
import { open, site } from "./harness.mjs";
import { choose, eventually, pick, picked, settled, spans, textbox, write } from "./page.mjs";

const PIECE = /\/pieces\/.*\.(bin|yml)$/;
const ERRORS = "HaproxyServerResponseErrors";
const messages = (page) => page.getByRole("alert");
const foot = (page) => page.getByRole("contentinfo");

/** The pieces that the page has asked for so far, by the end of their paths without the hash. */
function asked(page) {
  const names = [];
  const name = (url) => /pieces\/(.*)-[0-9a-f]+\.\w+$/.exec(url)[1];
  page.on("request", (it) => PIECE.test(it.url()) && names.push(name(it.url())));
  return names;
}

test("a first visit needs no piece, a pick its own, and a second pick none", async (t) => {
  const page = await open(t, { path: "about:blank" });
  const names = asked(page);
  await page.goto(site);
  await settled(page);
  assert.deepEqual(names, []);
  await pick(page, "Rule", ERRORS);
  const own = [`alerts/embedded/haproxy-server-response-errors`, "scenarios/broken-responses"];
  assert.deepEqual(names.splice(0).sort(), own);
  assert.equal((await spans(page)).length, 3);
  await pick(page, "Rule", "HaproxyServerDown");
  await pick(page, "Rule", ERRORS);
  assert.ok(!names.some((it) => own.includes(it)), names.join(" "));
});

test("the old picture stands while a pick is on its way, and the page says so", async (t) => {
  const page = await open(t);
  const before = await settled(page);
  let go;
  const held = new Promise((done) => (go = done));
  await page.route(PIECE, async (route) => {
    await held;
    await route.continue();
  });
  await choose(page, ERRORS);
  await foot(page).getByText(`Loading ${ERRORS}`).waitFor();
  assert.deepEqual(await spans(page), ["web1 15:00:15 to 15:10:15"]);
  go();
  assert.notEqual(await settled(page), before);
  assert.equal(await picked(page, "Rule"), ERRORS);
  assert.equal(await foot(page).getByText("Loading").count(), 0);
});

test("an edit while a pick is on its way drops the pick and stays", async (t) => {
  const page = await open(t);
  await settled(page);
  let go;
  const held = new Promise((done) => (go = done));
  await page.route(PIECE, async (route) => {
    await held;
    await route.continue();
  });
  await choose(page, ERRORS);
  await foot(page).getByText("Loading").waitFor();
  const fingerprint = await write(page, "for", "2m");
  go();
  assert.equal(await settled(page), fingerprint);
  assert.equal(await textbox(page, "for").inputValue(), "2m");
  assert.equal(await picked(page, "Rule"), "HaproxyServerDown");
});

test("a pick that cannot be fetched is told, leaves the work as it is, and can be made again", async (t) => {
  const page = await open(t, { allow: [/Failed to load resource/, /request failed/, /status 404/] });
  await settled(page);
  const fingerprint = await write(page, "for", "2m");
  const failures = { "Failed to fetch": (route) => route.abort(), "status 404": (route) => route.fulfill({ status: 404, body: "no" }) };
  for (const [why, answer] of Object.entries(failures)) {
    await page.route(PIECE, answer);
    await pick(page, "Rule", ERRORS);
    await messages(page).getByText(`${ERRORS} cannot be loaded (${why}). Your work is unchanged`).waitFor();
    await eventually(async () => assert.equal(await picked(page, "Rule"), "HaproxyServerDown"));
    assert.equal(await textbox(page, "for").inputValue(), "2m");
    await page.unroute(PIECE);
  }
  await pick(page, "Rule", ERRORS);
  assert.equal(await picked(page, "Rule"), ERRORS);
  assert.equal((await messages(page).innerText()).trim(), "");
  assert.notEqual(await settled(page), fingerprint);
});

test("where to find the pieces is asked for again, if it could not be had", async (t) => {
  const page = await open(t, { path: "about:blank", allow: [/Failed to load resource/, /request failed/] });
  const table = /\/pieces[^/]*\.json$/;
  await page.route(table, (route) => route.abort());
  await page.goto(site);
  await settled(page);
  await pick(page, "Rule", ERRORS);
  await messages(page).getByText(`${ERRORS} cannot be loaded (Failed to fetch)`).waitFor();
  await page.unroute(table);
  await pick(page, "Rule", ERRORS);
  assert.equal(await picked(page, "Rule"), ERRORS);
});

test("the page and its pieces work in a folder of a host", async (t) => {
  const page = await open(t, { path: "about:blank" });
  await page.route(`${site}some/folder/**`, async (route) => {
    const url = route.request().url().replace("some/folder/", "");
    await route.fulfill({ response: await route.fetch({ url }) });
  });
  await page.goto(`${site}some/folder/`);
  await settled(page);
  await pick(page, "Rule", ERRORS);
  assert.equal((await spans(page)).length, 3);
  assert.ok(page.url().startsWith(`${site}some/folder/`));
});
