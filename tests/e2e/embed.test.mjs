// The page as a part of another one: title, chart, lanes, and the way to the whole page; nothing of it is kept.
import assert from "node:assert/strict";
import { createServer } from "node:http";
import test from "node:test";
import { open, screenshot } from "./harness.mjs";
import { button, cursor, pick, picked, settled, write } from "./page.mjs";

const CLIPBOARD = { permissions: ["clipboard-read", "clipboard-write"] };

test("the frame that the menu copies shows this very picture, and leads back to it", async (t) => {
  const page = await open(t, CLIPBOARD);
  await settled(page);
  await pick(page, "Rule", "HaproxyServerResponseErrors");
  const fingerprint = await write(page, "for", "2m");
  await button(page, "Export and more").click();
  await page.getByRole("group", { name: "Export and more" }).getByRole("button", { name: "Frame for another page" }).click();
  await page.getByRole("status").getByText("Copied").waitFor({ state: "attached" });
  const frame = await page.evaluate(() => navigator.clipboard.readText());
  const [, address] = /^<iframe src="([^"]+)" width="720" height="480" title="alertplay"><\/iframe>$/.exec(frame);
  const part = await open(t, { path: address, width: 720, height: 480 });
  assert.equal(await settled(part), fingerprint);
  await part.getByRole("heading", { name: /^HaproxyServerResponseErrors: / }).waitFor();
  assert.ok(await part.getByRole("figure").isVisible());
  assert.ok(await cursor(part).isVisible());
  for (const name of ["Rule", "Scenario", "Episodes", "Findings"]) {
    assert.equal(await part.getByRole("region", { name, exact: true }).isVisible(), false, name);
  }
  assert.equal(await part.getByRole("banner").isVisible(), false);
  assert.ok(await part.evaluate(() => document.scrollingElement.scrollWidth <= innerWidth));
  // It can be looked at; nothing of it is kept.
  await cursor(part).press("ArrowRight");
  await settled(part);
  assert.equal(await part.evaluate(() => Object.keys(localStorage).length), 0);
  const link = part.getByRole("link", { name: "Open in alertplay" });
  const whole = await open(t, { path: await link.getAttribute("href") });
  await settled(whole);
  assert.equal(await picked(whole, "Rule"), "HaproxyServerResponseErrors");
  await screenshot(part, "embed");
});

test("#embed alone shows the first scenario", async (t) => {
  const page = await open(t, { path: "#embed", width: 480, height: 400, colorScheme: "dark" });
  await settled(page);
  await page.getByRole("heading", { name: "HaproxyServerDown: web1 is killed for ten minutes" }).waitFor();
  assert.equal((await page.getByRole("alert").innerText()).trim(), "");
});

test("another host's page shows it in a frame, as a part that keeps nothing even without #embed", async (t) => {
  // The page that is left for the other one stops what it was fetching.
  const page = await open(t, { allow: [/^request to another host/, /ERR_ABORTED/] });
  const frame = `<!doctype html><title>docs</title><link rel="icon" href="data:,"><iframe src="${page.url()}" width="720" height="480" title="alertplay"></iframe>`;
  // A server of its own: a page that the browser made up itself may not reach this machine.
  const docs = createServer((_, answer) => answer.setHeader("content-type", "text/html").end(frame));
  await new Promise((done) => docs.listen(0, "127.0.0.1", done));
  t.after(() => docs.close());
  await page.goto(`http://127.0.0.1:${docs.address().port}/`);
  const part = page.frameLocator("iframe");
  await part.locator("[data-settled=true][data-embed=true]").waitFor({ state: "attached" });
  assert.ok(await part.getByRole("figure").isVisible());
  assert.equal(await part.getByRole("region", { name: "Rule", exact: true }).isVisible(), false);
  assert.ok(await part.getByRole("link", { name: "Open in alertplay" }).isVisible());
});
