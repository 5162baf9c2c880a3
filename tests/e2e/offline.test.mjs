// After the first visit the page opens without a network, with everything that it fetches on demand; a newer version is told and
// never takes over by itself.
import assert from "node:assert/strict";
import test from "node:test";
import { open, site } from "./harness.mjs";
import { code, eventually, pick, settled, write } from "./page.mjs";

/** Opens the page and waits until it is kept. */
async function kept(t, allow = []) {
  const page = await open(t, { serviceWorkers: "allow", allow });
  await settled(page);
  await eventually(() => page.getByText("Opens without a network").waitFor({ timeout: 1000 }), 30_000);
  return page;
}

test("a page that was kept opens without a network, alerts, scenarios and editor among it", async (t) => {
  const page = await kept(t);
  const fingerprint = await settled(page);
  await page.context().setOffline(true);
  await page.reload();
  assert.equal(await settled(page), fingerprint);
  await pick(page, "Rule", "HaproxyServerConnectionErrors");
  assert.match(await code(page, "Expression"), /connection_errors_total/);
  await write(page, "Expression", "haproxy_server_up == 0");
});

test("a link opens without a network as well", async (t) => {
  const page = await kept(t);
  const link = await page.evaluate(() => location.href);
  await page.context().setOffline(true);
  await page.goto("about:blank");
  await page.goto(link);
  await settled(page);
});

test("a page with a network is never an old one: the document is asked of the network first", async (t) => {
  const page = await kept(t);
  const asked = [];
  page.on("request", (it) => it.isNavigationRequest() && asked.push(it.url()));
  await page.reload();
  await settled(page);
  assert.equal(asked.length, 1);
  const answer = await page.evaluate(async () => (await fetch(document.baseURI, { cache: "no-store" })).status);
  assert.equal(answer, 200);
});

test("a newer version is told, and nothing is taken away", async (t) => {
  const page = await kept(t);
  await write(page, "Expression", "haproxy_server_up == 1");
  // What a browser does when the worker's file has changed: another worker takes over.
  await page.evaluate(() => navigator.serviceWorker.dispatchEvent(new Event("controllerchange")));
  await page.reload();
  await settled(page);
  await page.evaluate(() => navigator.serviceWorker.dispatchEvent(new Event("controllerchange")));
  await page.getByText("A newer version of alertplay is there.").waitFor();
  assert.equal(await code(page, "Expression"), "haproxy_server_up == 1");
});

test("what is kept is what was published, file by file", async (t) => {
  const page = await kept(t);
  const names = await page.evaluate(async () => {
    const [name] = (await caches.keys()).filter((it) => it.startsWith("alertplay "));
    return (await (await caches.open(name)).keys()).map((it) => it.url);
  });
  assert.ok(names.length > 30, `${names.length} files`);
  assert.ok(names.every((it) => it.startsWith(site)));
});
