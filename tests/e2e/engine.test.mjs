// The engine is a worker that may stop, or never come: the page says so, keeps the work and starts another one.
import assert from "node:assert/strict";
import test from "node:test";
import { open, site } from "./harness.mjs";
import { button, eventually, settled, spans, textbox, write } from "./page.mjs";

const TRAP = { allow: [/trapped on purpose/] };
const messages = (page) => page.getByRole("alert");

/** Makes the page's worker throw, as a trap in its module does. */
async function trap(page) {
  await page.workers().at(-1).evaluate(() => {
    setTimeout(() => {
      throw new Error("trapped on purpose");
    });
  });
}

test("an engine that stops is started again from the last document, and the page says so", async (t) => {
  const page = await open(t, TRAP);
  await settled(page);
  await write(page, "Requests", "55");
  const fingerprint = await write(page, "for", "2m");
  await trap(page);
  await messages(page).getByText(/engine stopped \(.*trapped on purpose.*\) and was started again from your last document/).waitFor();
  assert.equal(await settled(page), fingerprint);
  assert.equal(await textbox(page, "for").inputValue(), "2m");
  assert.equal(await textbox(page, "Requests").inputValue(), "55");
  await write(page, "for", "4m");
  assert.deepEqual(await spans(page), ["web1 15:04:15 to 15:10:15"]);
  await button(page, "Dismiss messages").click();
  await eventually(async () => assert.equal((await messages(page).innerText()).trim(), ""));
});

test("what is known of an engine that stopped can be copied, with the document, and is sent nowhere", async (t) => {
  const page = await open(t, { ...TRAP, permissions: ["clipboard-read", "clipboard-write"] });
  await settled(page);
  await write(page, "for", "2m");
  await trap(page);
  await messages(page).getByText(/Nothing is sent/).waitFor();
  await settled(page);
  await button(page, "Copy a report").click();
  await page.getByRole("status").getByText("Copied").waitFor({ state: "attached" });
  const report = await page.evaluate(() => navigator.clipboard.readText());
  assert.match(report, /^alertplay \d+\.\d+\.\d+, traffic model \d+\n/);
  assert.match(report, /trapped on purpose/);
  assert.match(report, /version: 1[\s\S]*for: 2m/);
  assert.equal(await button(page, "Copy a report").count(), 0);
});

test("an engine that stops again later is started again", async (t) => {
  const page = await open(t, TRAP);
  await settled(page);
  for (const hold of ["1m", "2m", "3m", "4m"]) {
    const fingerprint = await write(page, "for", hold);
    const count = await messages(page).getByText(/engine stopped/).count();
    await trap(page);
    await eventually(async () => assert.equal(await messages(page).getByText(/engine stopped/).count(), count + 1));
    assert.equal(await settled(page), fingerprint, hold);
  }
});

test("without an engine the page says so instead of waiting for ever", async (t) => {
  const page = await open(t, { path: "about:blank", allow: [/engine/, /Failed to load resource/] });
  await page.route(/engine[^/]*\.(js|wasm)$/, (route) => route.abort());
  await page.goto(site);
  await page.getByRole("heading", { level: 1 }).waitFor();
  await messages(page).getByText(/engine/i).first().waitFor();
});

test("kept work that cannot be opened is told of, and the first scenario is shown", async (t) => {
  const page = await open(t);
  await settled(page);
  await page.evaluate(() => localStorage.setItem("alertplay.document", "version: 1\nscenario: ["));
  await page.reload();
  await settled(page);
  await messages(page).getByText(/work kept in this browser cannot be opened/).waitFor();
  assert.deepEqual(await spans(page), ["web1 15:00:15 to 15:10:15"]);
});
