// The runbook beside the alert: commands are copied as they are filled, and what was ticked stays.
import assert from "node:assert/strict";
import test from "node:test";
import { open } from "./harness.mjs";
import { eventually, settled } from "./page.mjs";

const runbook = (page) => page.getByRole("tabpanel", { name: "Runbook" });

test("a command is copied with the labels of what fires, and the button says so for a while", async (t) => {
  const page = await open(t, { permissions: ["clipboard-read", "clipboard-write"] });
  await settled(page);
  const copy = runbook(page).getByRole("button", { name: "Copy command" }).first();
  await copy.click();
  await page.getByRole("status").filter({ hasText: /^Copied$/ }).waitFor({ state: "attached" });
  assert.equal(await page.evaluate(() => navigator.clipboard.readText()), 'echo "show servers state be_web" | socat stdio /run/haproxy/admin.sock');
  const said = await copy.evaluate((it) => {
    const { content, width, height } = getComputedStyle(it, "::after");
    return { content, isOneLine: parseFloat(width) > parseFloat(height) };
  });
  assert.deepEqual(said, { content: '"Copied"', isOneLine: true });
  await eventually(async () => assert.equal(await copy.getAttribute("data-copied"), null));
});

test("where the browser does not let the page copy, it says what to do", async (t) => {
  const page = await open(t);
  await page.context().grantPermissions([]);
  await settled(page);
  await page.evaluate(() => {
    navigator.clipboard.writeText = () => Promise.reject(new Error("no"));
  });
  await runbook(page).getByRole("button", { name: "Copy command" }).first().click();
  await page.getByRole("alert").getByText("The browser does not let the page copy. Mark the text and copy it yourself.").waitFor();
});
