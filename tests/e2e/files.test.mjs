// Files: what is saved can be opened again and is what the real tools read; what is opened is told apart, or refused in words.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import test from "node:test";
import { open } from "./harness.mjs";
import { button, episodes, eventually, pick, picked, settled, spans, textbox, write } from "./page.mjs";

const CLIPBOARD = { permissions: ["clipboard-read", "clipboard-write"] };
const messages = (page) => page.getByRole("alert");

async function start(t, options) {
  const page = await open(t, options);
  await settled(page);
  return page;
}

/** Saves what the menu calls `name`; gives the file's name and bytes. */
async function save(page, name) {
  await button(page, "Export and more").click();
  const [download] = await Promise.all([page.waitForEvent("download"), page.getByRole("group", { name: "Export and more" }).getByRole("button", { name }).click()]);
  return { name: download.suggestedFilename(), bytes: readFileSync(await download.path()) };
}

/** Opens a file by the browser's own dialog. */
async function load(page, name, text) {
  const [chooser] = await Promise.all([page.waitForEvent("filechooser"), button(page, "Open").click()]);
  await chooser.setFiles({ name, mimeType: "text/yaml", buffer: Buffer.from(text) });
  return settled(page);
}

/** Whether promtool is here; without it a proof is skipped, and fails where peers are required. */
function promtool(folder, ...args) {
  try {
    return execFileSync("promtool", args, { cwd: folder, encoding: "utf8", stdio: ["ignore", "pipe", "pipe"] });
  } catch (error) {
    if (error.code === "ENOENT" && !process.env.ALERTPLAY_REQUIRE_PEERS) return null;
    throw new Error(`promtool ${args.join(" ")}: ${error.stdout}${error.stderr}`);
  }
}

test("rule file and promtool test, as saved, pass promtool", async (t) => {
  const page = await start(t);
  await pick(page, "Rule", "HaproxyServerConnectionErrors");
  await write(page, "for", "1m");
  const folder = mkdtempSync(join(tmpdir(), "alertplay-"));
  t.after(() => rmSync(folder, { recursive: true }));
  for (const name of [/^Rule file/, /^promtool test/, /^Samples, OpenMetrics/, /^Samples, CSV/]) {
    const file = await save(page, name);
    writeFileSync(join(folder, file.name), file.bytes);
  }
  assert.match(readFileSync(join(folder, "samples.csv"), "utf8"), /haproxy_server_up/);
  const checked = promtool(folder, "check", "rules", "rules.yml");
  if (checked === null) return t.skip("there is no promtool");
  assert.match(checked, /SUCCESS: 1 rules found/);
  assert.match(promtool(folder, "test", "rules", "rules_test.yml"), /SUCCESS/);
  assert.match(readFileSync(join(folder, "rules.yml"), "utf8"), /for: 1m/);
  assert.match(readFileSync(join(folder, "metrics.om"), "utf8"), /# EOF\n$/);
});

test("everything that was saved is the same view when it is opened elsewhere", async (t) => {
  const page = await start(t);
  await pick(page, "Rule", "HaproxyServerResponseErrors");
  await write(page, "Threshold value", "12.5");
  const fingerprint = await write(page, "Requests", "75");
  const file = await save(page, /^Everything/);
  assert.equal(file.name, "alertplay.yml");
  const other = await start(t);
  assert.equal(await load(other, file.name, file.bytes.toString()), fingerprint);
  await button(other, "Undo opening alertplay.yml").click();
  await settled(other);
  assert.deepEqual(await spans(other), ["web1 15:00:15 to 15:10:15"]);
});

test("a scenario that was saved comes under another rule", async (t) => {
  const page = await start(t);
  await pick(page, "Rule", "HaproxyServerResponseErrors");
  const file = await save(page, /^Scenario/);
  assert.match(file.bytes.toString(), /^name: |^title: /m);
  const other = await start(t);
  await load(other, "mine.yml", file.bytes.toString());
  assert.equal(await picked(other, "Rule"), "HaproxyServerDown");
  assert.equal(await picked(other, "Scenario"), await picked(page, "Scenario"));
});

const RULES = `groups:
  - name: mine
    rules:
      - alert: NoServer
        expr: haproxy_server_up == 0
        for: 1m
        labels: {severity: warning}
      - record: job:up:sum
        expr: sum(haproxy_server_up)
      - alert: FewServers
        expr: sum(haproxy_server_up) < 6
`;

test("a rule file brings all its alerting rules, and each can be looked at", async (t) => {
  const page = await start(t);
  await load(page, "mine.yml", RULES);
  await messages(page).getByText("mine.yml: 2 alerting rules. The first is open; the others stand under Rules.").waitFor();
  assert.equal(await picked(page, "Rule"), "NoServer");
  assert.deepEqual((await episodes(page)).map((row) => row.slice(0, 3)), [["web1", "15:00:15", "15:01:15"]]);
  await button(page, /^Rule: /).click();
  const own = page.getByRole("dialog").getByRole("region", { name: "In this document" });
  assert.deepEqual(await own.locator("b").allTextContents(), ["NoServer", "FewServers"]);
  await own.getByRole("button", { name: /^FewServers/ }).click();
  await settled(page);
  assert.equal(await picked(page, "Rule"), "FewServers");
  assert.equal((await episodes(page)).length, 1);
  const saved = (await save(page, /^Rule file/)).bytes.toString();
  assert.match(saved, /NoServer[\s\S]*FewServers/);
  await button(page, "Undo rule FewServers").click();
  await settled(page);
  await button(page, "Undo opening mine.yml").click();
  await settled(page);
  assert.equal(await picked(page, "Rule"), "HaproxyServerDown");
});

test("one bare rule is enough, pasted where nobody types", async (t) => {
  const page = await start(t);
  await page.getByRole("heading", { level: 1 }).click();
  await page.evaluate((text) => {
    const data = new DataTransfer();
    data.setData("text/plain", text);
    document.body.dispatchEvent(new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }));
  }, "alert: Pasted\nexpr: haproxy_server_up == 0\nfor: 2m\n");
  await eventually(async () => assert.equal(await picked(page, "Rule"), "Pasted"));
  await settled(page);
  assert.equal(await textbox(page, "for").inputValue(), "2m");
});

test("a file that is dropped onto the page is opened", async (t) => {
  const page = await start(t);
  await page.evaluate((text) => {
    const data = new DataTransfer();
    data.items.add(new File([text], "dropped.yml"));
    document.body.dispatchEvent(new DragEvent("drop", { dataTransfer: data, bubbles: true, cancelable: true }));
  }, RULES);
  await eventually(async () => assert.equal(await picked(page, "Rule"), "NoServer"));
  await settled(page);
});

const REFUSED = {
  "a promtool test file without a test": ["rule_files: [rules.yml]\ntests: []\n", /there is no test in it/],
  "an alertmanager.yml with what is not known here": ["route: {routes: []}\n", /alertplay run --alertmanager/],
  "a file of something else": ["kind: Pod\nmetadata: {name: x}\n", /no rule file, no scenario and no document/],
  "no YAML": ["{{{ : ]", /cannot be opened/],
  "a rule file without alerts": ["groups:\n  - name: g\n    rules:\n      - record: a\n        expr: b\n", /no alerting rule/],
  "a rule that does not parse": ["alert: A\nexpr: up ==\n", /cannot be opened/],
  "a document of a newer version": ["version: 99\nscenario: {}\nrules: []\n", /version 99/],
  "a picture": ["\u0089PNG\u0000\u0001", /cannot be opened/],
  "nothing": ["", /cannot be opened/],
  "markup": ["<img src=x onerror=alert(1)>", /cannot be opened/],
};

test("what cannot be opened is told of, and the work stays", async (t) => {
  const page = await start(t);
  const fingerprint = await write(page, "for", "3m");
  for (const [name, [text, words]] of Object.entries(REFUSED)) {
    await load(page, "file.yml", text);
    await messages(page).getByText(words).first().waitFor();
    await messages(page).getByText(/file\.yml cannot be opened.*Your work is unchanged/).first().waitFor();
    assert.equal(await textbox(page, "for").inputValue(), "3m", name);
  }
  await load(page, "huge.yml", `# ${"x".repeat(5_000_000)}`);
  await messages(page).getByText(/huge\.yml has 5000002 bytes/).waitFor();
  assert.equal(await page.locator("img").count(), 0);
  await button(page, "Dismiss messages").click();
  await eventually(async () => assert.equal((await messages(page).innerText()).trim(), ""));
  assert.equal(await settled(page), fingerprint);
});

test("a text for a chat and Markdown are copied with the link", async (t) => {
  const page = await start(t, CLIPBOARD);
  const copy = async (name) => {
    await button(page, "Export and more").click();
    await page.getByRole("group", { name: "Export and more" }).getByRole("button", { name }).click();
    return eventually(async () => {
      const text = await page.evaluate(() => navigator.clipboard.readText());
      assert.match(text, name === "Markdown" ? /^### / : /^Haproxy/);
      return text;
    });
  };
  const chat = await copy("Text for a chat");
  assert.match(chat, /^HaproxyServerDown: web1 is killed for ten minutes\n- web1 fired 15:00:15 to 15:10:15 \(10m\), peak 0, web1 is killed, after 15s\nhttp\S+#1\.[\w-]+\n$/);
  const markdown = await copy("Markdown");
  assert.match(markdown, /```yaml\ngroups:[\s\S]*HaproxyServerDown[\s\S]*```/);
  assert.match(markdown, /\| web1 \|  \| 15:00:15 \| 15:10:15 \| 10m \| 0 \|/);
});

test("on a phone the menu holds what has no room in the bar", async (t) => {
  const page = await start(t, { width: 360, height: 740 });
  await page.getByRole("textbox", { name: "for, quick" }).fill("2m");
  await settled(page);
  await button(page, "Export and more").click();
  const menu = page.getByRole("group", { name: "Export and more" });
  await menu.getByRole("button", { name: "Undo for 0s to 2m" }).click();
  await settled(page);
  assert.equal(await page.getByRole("textbox", { name: "for, quick" }).inputValue(), "0s");
  assert.equal(await menu.isVisible(), false);
  await button(page, "Export and more").click();
  await menu.getByRole("button", { name: "Help" }).click();
  await page.getByRole("dialog", { name: "Help" }).waitFor();
});

test("a promtool test is opened: its samples and nothing else", async (t) => {
  const page = await start(t);
  const was = await spans(page);
  const saved = await save(page, /^promtool test/);
  await load(page, saved.name, saved.bytes.toString());
  await messages(page).getByText(/series in the place of the simulation\./).waitFor();
  // The same hours after another midnight: promtool's clock begins in 1970.
  const hours = (all) => all.map((it) => it.split(" ")[0]);
  assert.deepEqual(hours(await spans(page)), hours(was));
  const samples = page.getByRole("region", { name: "Samples" });
  assert.match(await samples.innerText(), /haproxy_server_up\{.*web1/);
  assert.equal(await page.getByRole("region", { name: "Traffic" }).count(), 0);
  // By keyboard back to the simulation; the keyboard stays in the pane.
  await samples.getByRole("button", { name: "Simulate traffic again" }).press("Enter");
  await settled(page);
  await page.getByRole("region", { name: "Traffic" }).waitFor();
  assert.ok(await page.evaluate(() => document.activeElement.closest("[aria-label=Scenario]") !== null));
  await button(page, /^Undo simulating again/).click();
  await settled(page);
  await samples.waitFor();
});
