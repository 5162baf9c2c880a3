// The code editor: it takes the place of the text areas, completes what the scenario has, underlines what Prometheus would
// refuse, and holds the rule as YAML in step with the form.
import assert from "node:assert/strict";
import test from "node:test";
import { open } from "./harness.mjs";
import { button, code, complaint, eventually, settled, textbox, write } from "./page.mjs";

/** The editor's texts of this class, joined. */
const marked = (page, name, style) =>
  textbox(page, name).evaluate((it, style) => [...it.querySelectorAll(style)].map((span) => span.textContent).join(""), style);

/** What completion offers, in its order. */
async function offered(page) {
  const list = page.getByRole("listbox", { name: "Completions" });
  await list.waitFor();
  return list.getByRole("option").evaluateAll((all) => all.map((it) => it.querySelector(".cm-completionLabel").textContent));
}

/** Takes what is offered, as slowly as a person: the editor ignores keys that come with its list. */
async function take(page, ...before) {
  await page.waitForTimeout(150);
  for (const key of [...before, "Enter"]) await page.keyboard.press(key);
}

test("metrics, labels and their values are completed from the scenario", async (t) => {
  const page = await open(t);
  await settled(page);
  const expression = textbox(page, "Expression");
  await expression.click();
  await page.keyboard.press("Control+A");
  await page.keyboard.type("rate(haproxy_server_check_f");
  await eventually(async () => assert.deepEqual(await offered(page), ["haproxy_server_check_failures_total"]));
  await take(page);
  await page.keyboard.type("{serv");
  await eventually(async () => assert.deepEqual(await offered(page), ["server"]));
  await take(page);
  await page.keyboard.type('="web');
  await eventually(async () => assert.deepEqual(await offered(page), ["web1", "web2", "web3"]));
  await take(page, "ArrowDown");
  await eventually(async () => assert.match(await code(page, "Expression"), /check_failures_total\{server="web2"\}\)$/));
});

test("an error stands at its place in Prometheus' words", async (t) => {
  const page = await open(t);
  await settled(page);
  await write(page, "Expression", "haproxy_server_up == sum(");
  assert.match(await complaint(textbox(page, "Expression")), /parse error/);
  await write(page, "Expression", "haproxy_server_up == nosuch(1)");
  assert.match(await complaint(textbox(page, "Expression")), /unknown function with name "nosuch"/);
  await eventually(async () => assert.match(await marked(page, "Expression", ".cm-lintRange-error"), /nosuch/));
  await write(page, "Expression", "haproxy_server_up == 0");
  assert.equal(await complaint(textbox(page, "Expression")), null);
});

test("the threshold's slider writes into the editor, and the cursor stays", async (t) => {
  const page = await open(t);
  await settled(page);
  await write(page, "Expression", "haproxy_server_current_sessions > 5");
  await textbox(page, "Threshold value").fill("70");
  await settled(page);
  assert.equal(await code(page, "Expression"), "haproxy_server_current_sessions > 70");
});

test("the rule is edited as YAML, in step with the form", async (t) => {
  const page = await open(t);
  await settled(page);
  await button(page, "YAML").click();
  assert.match(await code(page, "Rule as YAML"), /^alert: HaproxyServerDown\nexpr: haproxy_server_up == 0/);
  await write(page, "Rule as YAML", "alert: Mine\nexpr: haproxy_server_up == 0\nfor: 90s\nlabels:\n  severity: warning\n");
  await button(page, "Form").click();
  assert.equal(await textbox(page, "for").inputValue(), "1m30s");
  await textbox(page, "for").fill("2m");
  await settled(page);
  await button(page, "YAML").click();
  assert.match(await code(page, "Rule as YAML"), /for: 2m\n/);
});

test("YAML that Prometheus refuses keeps the last good rule and says where it is wrong", async (t) => {
  const page = await open(t);
  const before = await settled(page);
  await button(page, "YAML").click();
  const yaml = textbox(page, "Rule as YAML");
  await write(page, "Rule as YAML", "alert: Mine\nexpr: haproxy_server_up == 0\nfro: 1m\n");
  assert.match(await complaint(yaml), /fro/);
  assert.match(await code(page, "Rule as YAML"), /fro: 1m/, "what was typed stays");
  await eventually(async () => assert.match(await marked(page, "Rule as YAML", ".cm-lintRange-error"), /fro/));
  assert.notEqual(await write(page, "Rule as YAML", "alert: HaproxyServerDown\nexpr: haproxy_server_up == 1\n"), before);
});

test("Tab leaves the editor", async (t) => {
  const page = await open(t);
  await settled(page);
  await textbox(page, "Expression").click();
  await page.keyboard.press("Tab");
  assert.notEqual(await page.evaluate(() => document.activeElement?.className), "code");
});

test("without the editor the text areas stay and work", async (t) => {
  const page = await open(t, { allow: [/editor[^/]*\.js/, /Failed to load resource/] });
  await settled(page);
  await page.route(/\/editor[^/]*\.js$/, (route) => route.abort());
  await page.reload();
  await settled(page);
  const expression = textbox(page, "Expression");
  assert.equal(await expression.evaluate((it) => it.tagName), "TEXTAREA");
  await write(page, "Expression", "haproxy_server_up == 1");
  assert.equal(await complaint(expression), null);
  await button(page, "YAML").click();
  await write(page, "Rule as YAML", "alert: Mine\nexpr: haproxy_server_up == 0\n");
  assert.equal(await complaint(textbox(page, "Rule as YAML")), null);
});
