// The work is kept without being asked: over reloads, over several tabs, and in words where the browser does not keep it.
import assert from "node:assert/strict";
import test from "node:test";
import { open, site } from "./harness.mjs";
import { button, eventually, settled, textbox, write } from "./page.mjs";

const offer = (page) => page.getByRole("region", { name: "Other work" });
const messages = (page) => page.getByRole("alert");
const hold = (page) => textbox(page, "for").inputValue();

/** Another tab of the same browser. */
async function tab(page, path = "") {
  const other = await page.context().newPage();
  await other.goto(new URL(path, site).href);
  await settled(other);
  return other;
}

async function start(t) {
  const page = await open(t);
  await settled(page);
  return page;
}

test("before anything is done, nothing is kept", async (t) => {
  const page = await start(t);
  await page.getByText("Nothing to save yet").waitFor();
  assert.equal(await page.evaluate(() => Object.keys(localStorage).filter((it) => it.includes("work")).length), 0);
});

test("two tabs keep their own work over reloads", async (t) => {
  const one = await start(t);
  await write(one, "for", "1m");
  await one.getByText("Saved in this browser").waitFor();
  const two = await tab(one);
  // A new tab goes on with the newest work.
  assert.equal(await hold(two), "1m");
  await write(two, "for", "2m");
  await two.reload();
  await settled(two);
  assert.equal(await hold(two), "2m");
  assert.equal(await offer(two).count(), 0);
  await one.reload();
  await settled(one);
  assert.equal(await hold(one), "1m");
});

test("newer work of another tab is offered, and opening it is one step that can be undone", async (t) => {
  const one = await start(t);
  await write(one, "for", "1m");
  const two = await tab(one);
  await write(two, "for", "2m");
  await one.reload();
  await settled(one);
  await offer(one).getByText(/HaproxyServerDown: web1 is killed for ten minutes/).waitFor();
  await offer(one).getByRole("button", { name: "Open it" }).click();
  await settled(one);
  assert.equal(await hold(one), "2m");
  assert.equal(await offer(one).count(), 0);
  await button(one, "Undo opening the other work").click();
  await settled(one);
  assert.equal(await hold(one), "1m");
});

test("what was left is not offered again, and is not lost", async (t) => {
  const one = await start(t);
  await write(one, "for", "1m");
  const two = await tab(one);
  await write(two, "for", "2m");
  await one.reload();
  await settled(one);
  await offer(one).getByRole("button", { name: "Keep this" }).click();
  await one.reload();
  await settled(one);
  assert.equal(await offer(one).count(), 0);
  assert.equal(await hold(one), "1m");
  await two.reload();
  await settled(two);
  assert.equal(await hold(two), "2m");
});

test("a copy of a tab does not write over the first one", async (t) => {
  const one = await start(t);
  await write(one, "for", "1m");
  const name = await one.evaluate(() => sessionStorage.getItem("alertplay.tab"));
  // What "Duplicate tab" does: the same storage in another tab.
  const two = await one.context().newPage();
  await two.goto(site);
  await two.evaluate((it) => sessionStorage.setItem("alertplay.tab", it), name);
  await two.reload();
  await settled(two);
  await write(two, "for", "2m");
  await eventually(async () => assert.notEqual(await one.evaluate(() => sessionStorage.getItem("alertplay.tab")), name));
  for (const [page, kept] of [[one, "1m"], [two, "2m"]]) {
    await page.reload();
    await settled(page);
    assert.equal(await hold(page), kept);
  }
});

test("a link opens beside the work, which is offered; after a reload the newer work stands", async (t) => {
  const one = await start(t);
  await one.context().grantPermissions(["clipboard-read", "clipboard-write"]);
  await button(one, "Share link").click();
  const link = await one.evaluate(() => navigator.clipboard.readText());
  await write(one, "for", "1m");
  // The address bar still holds the link that was shared.
  await one.reload();
  await settled(one);
  assert.equal(await hold(one), "1m");
  const two = await tab(one, link);
  assert.equal(await hold(two), "0s");
  await offer(two).getByRole("button", { name: "Open it" }).click();
  await settled(two);
  assert.equal(await hold(two), "1m");
});

test("a storage that is full makes room by the oldest work of others, then says so", async (t) => {
  const page = await start(t);
  await page.evaluate(() => {
    localStorage.setItem("alertplay.work.old", `1\nold\n${"x".repeat(1000)}`);
    const real = Storage.prototype.setItem;
    Storage.prototype.setItem = function (key, value) {
      if (this === localStorage && localStorage.getItem("alertplay.work.old")) throw new DOMException("full", "QuotaExceededError");
      if (this === localStorage && window.full) throw new DOMException("full", "QuotaExceededError");
      return real.call(this, key, value);
    };
  });
  await write(page, "for", "1m");
  await page.getByText("Saved in this browser").waitFor();
  assert.equal(await page.evaluate(() => localStorage.getItem("alertplay.work.old")), null);
  await page.evaluate(() => {
    window.full = true;
  });
  await write(page, "for", "2m");
  await messages(page).getByText(/storage is full: your work is not saved/).waitFor();
  await page.getByText("Not saved: the browser's storage is full").waitFor();
  await page.evaluate(() => {
    window.full = false;
  });
  await write(page, "for", "3m");
  await page.getByText("Saved in this browser").waitFor();
});

test("a browser that forbids storage is no error, and is told in words", async (t) => {
  const page = await open(t, { path: "about:blank" });
  await page.addInitScript(() => {
    const refuse = () => {
      throw new DOMException("no", "SecurityError");
    };
    Object.defineProperty(window, "localStorage", { get: refuse });
    Object.defineProperty(window, "sessionStorage", { get: refuse });
  });
  await page.goto(site);
  await settled(page);
  await write(page, "for", "1m");
  await page.getByText("Not saved: the browser keeps nothing").waitFor();
  await messages(page).getByText(/lets no page keep anything: your work is not saved/).waitFor();
});

test("the one document that a first version kept is found", async (t) => {
  const page = await start(t);
  await write(page, "for", "4m");
  await page.evaluate(() => {
    const [key] = Object.keys(localStorage).filter((it) => it.startsWith("alertplay.work."));
    const document = localStorage.getItem(key).split("\n").slice(2).join("\n");
    localStorage.clear();
    sessionStorage.clear();
    localStorage.setItem("alertplay.document", document);
  });
  await page.reload();
  await settled(page);
  assert.equal(await hold(page), "4m");
});
