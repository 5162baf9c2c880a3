// One stack of undo and redo over everything: fields, drags, picks, links; by button, by keys, in fields as well.
import assert from "node:assert/strict";
import test from "node:test";
import { open } from "./harness.mjs";
import { button, code, complaint, cursor, drag, eventually, middle, pick, picked, settled, spans, textbox, write } from "./page.mjs";

async function start(t) {
  const page = await open(t);
  await settled(page);
  return page;
}

test("before the first edit there is nothing to undo", async (t) => {
  const page = await start(t);
  assert.ok(await button(page, "Nothing to undo").isDisabled());
  assert.ok(await button(page, "Nothing to redo").isDisabled());
});

test("a field's edit is undone and redone by the buttons, which name it", async (t) => {
  const page = await start(t);
  const first = await settled(page);
  const changed = await write(page, "for", "2m");
  await button(page, "Undo for 0s to 2m").click();
  assert.equal(await settled(page), first);
  assert.equal(await textbox(page, "for").inputValue(), "0s");
  assert.deepEqual(await spans(page), ["web1 15:00:15 to 15:10:15"]);
  await button(page, "Redo for 0s to 2m").click();
  assert.equal(await settled(page), changed);
  assert.equal(await textbox(page, "for").inputValue(), "2m");
});

test("one drag of the threshold is one step, whatever the pointer passed", async (t) => {
  const page = await start(t);
  await pick(page, "Rule", "HaproxyServerConnectionErrors");
  for (let idx = 0; idx < 2; idx += 1) {
    const from = await middle(page.getByRole("slider", { name: "Threshold line" }));
    await drag(page, from, { x: from.x, y: from.y + 14 }, 12);
    await settled(page);
  }
  const value = () => textbox(page, "Threshold value").inputValue();
  const second = await value();
  await button(page, new RegExp(`^Undo threshold \\S+ to ${second}$`)).click();
  await settled(page);
  const first = await value();
  assert.ok(Number(first) > Number(second) && Number(first) < 100, `${first} between ${second} and 100`);
  await button(page, `Undo threshold 100 to ${first}`).click();
  await settled(page);
  assert.equal(await value(), "100");
  await button(page, "Undo rule HaproxyServerConnectionErrors").waitFor();
});

test("Ctrl+Z and Ctrl+Shift+Z work outside fields", async (t) => {
  const page = await start(t);
  await write(page, "Requests", "55");
  await cursor(page).focus();
  await page.keyboard.press("Control+z");
  await settled(page);
  assert.equal(await textbox(page, "Requests").inputValue(), "40");
  await page.keyboard.press("Control+Shift+z");
  await settled(page);
  assert.equal(await textbox(page, "Requests").inputValue(), "55");
  await page.keyboard.press("Control+z");
  await page.keyboard.press("Control+y");
  await settled(page);
  assert.equal(await textbox(page, "Requests").inputValue(), "55");
});

test("Ctrl+Z in a field takes back what was typed there, also what was wrong", async (t) => {
  const page = await start(t);
  const published = await code(page, "Expression");
  await write(page, "Expression", "haproxy_server_up == ");
  const field = textbox(page, "Expression");
  assert.ok(await complaint(field));
  await field.focus();
  await page.keyboard.press("Control+z");
  await settled(page);
  await eventually(async () => assert.equal(await code(page, "Expression"), published));
  assert.equal(await complaint(field), null);
  // A plain field does the same, keeps the focus, and typing goes on from there.
  const requests = textbox(page, "Requests");
  await requests.fill("forty");
  await settled(page);
  await page.keyboard.press("Control+z");
  await settled(page);
  assert.equal(await requests.inputValue(), "40");
  await page.keyboard.press("End");
  await page.keyboard.type("0");
  await settled(page);
  assert.equal(await requests.inputValue(), "400");
});

test("a question mark and a paste into the code editor are text there", async (t) => {
  const page = await start(t);
  await textbox(page, "Expression").focus();
  await page.keyboard.press("Control+End");
  await page.keyboard.type(" ?");
  await settled(page);
  assert.match(await code(page, "Expression"), / \?$/);
  assert.equal(await page.getByRole("dialog").count(), 0);
  await textbox(page, "Expression").evaluate((it) => {
    const data = new DataTransfer();
    data.setData("text/plain", "alert: Pasted\nexpr: up\n");
    it.dispatchEvent(new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true, composed: true }));
  });
  await settled(page);
  assert.equal(await picked(page, "Rule"), "HaproxyServerDown");
});

test("typing with a pause makes two steps, leaving the field as well", async (t) => {
  const page = await start(t);
  await textbox(page, "for").fill("1m");
  await settled(page);
  await page.keyboard.press("Tab");
  await textbox(page, "for").fill("2m");
  await settled(page);
  await button(page, "Undo for 1m to 2m").click();
  await settled(page);
  await button(page, "Undo for 0s to 1m").click();
  await settled(page);
  assert.equal(await textbox(page, "for").inputValue(), "0s");
});

test("picks of rule and scenario, and faults added and removed, come back with everything", async (t) => {
  const page = await start(t);
  await write(page, "for", "3m");
  const before = await settled(page);
  await pick(page, "Rule", "HaproxyServerResponseErrors");
  await pick(page, "Scenario", "500s from the application, then no server at all");
  await button(page, "Add fault").click();
  await settled(page);
  await button(page, "Undo adding a fault").click();
  await settled(page);
  await button(page, "Undo scenario 500s from the application, then no server at all").click();
  await settled(page);
  await button(page, "Undo rule HaproxyServerResponseErrors").click();
  assert.equal(await settled(page), before);
  assert.equal(await picked(page, "Rule"), "HaproxyServerDown");
  assert.equal(await textbox(page, "for").inputValue(), "3m");
});

test("a link that is followed is a step, and looking around is none", async (t) => {
  const page = await start(t);
  await write(page, "for", "3m");
  await page.keyboard.press("Tab");
  await cursor(page).focus();
  await page.keyboard.press("ArrowRight");
  await page.keyboard.press("+");
  await settled(page);
  await button(page, "Undo for 0s to 3m").waitFor();
  await page.evaluate(() => {
    location.hash = "#1.not-a-link";
  });
  await settled(page);
  // A broken link changes nothing.
  await button(page, "Undo for 0s to 3m").waitFor();
});
