// The page opens under its policy, says what it is, and starts.
import assert from "node:assert/strict";
import test from "node:test";
import { open, screenshot } from "./harness.mjs";

test("the page opens and shows its heading", async (t) => {
  const page = await open(t);
  await page.getByRole("heading", { level: 1 }).first().waitFor();
  await screenshot(page, "smoke");
});

test("the page sends its policy with every file", async (t) => {
  const page = await open(t);
  const answer = await page.request.get(page.url());
  const policy = answer.headers()["content-security-policy"];
  assert.match(policy, /default-src 'none'/);
  assert.match(policy, /frame-ancestors \*/);
});

test("the address of the engine is in the page and answers as a script", async (t) => {
  const page = await open(t);
  const address = await page.locator('meta[name="engine"]').getAttribute("content");
  const answer = await page.request.get(new URL(address, page.url()).href);
  assert.equal(answer.status(), 200);
  assert.match(answer.headers()["content-type"], /javascript/);
});
