// Several rules in one document: a lane and a few figures of each, one open in the editor, by mouse and by keyboard.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import test from "node:test";
import { open } from "./harness.mjs";
import { button, code, eventually, opened, pick, picked, settled, textbox, write } from "./page.mjs";

const list = (page) => page.getByRole("region", { name: "Rules", exact: true });
const row = (page, name) => list(page).getByRole("button", { name: new RegExp(`^${name} `) });

const FILE = `groups:
- name: mine
  rules:
  - {record: 'servers:down', expr: 'sum(haproxy_server_up == bool 0)'}
  - {alert: Down, expr: haproxy_server_up == 0, labels: {severity: critical}}
  - {alert: Never, expr: haproxy_server_up == 7, labels: {severity: warning}}
  - {alert: Late, expr: 'servers:down > 0', for: 5m, labels: {severity: warning}}
`;

/** A page with the file open. */
async function start(t, options) {
  const page = await open(t, options);
  await settled(page);
  await opened(page, "mine.yml", FILE);
  return page;
}

/** Whether the row's lane has a bar: something other than its line and its ground. */
function painted(page, idx) {
  return list(page).locator("canvas").evaluate((canvas, idx) => {
    const ratio = canvas.height / canvas.getBoundingClientRect().height;
    const top = Math.round((44 * idx + 34) * ratio);
    const { data } = canvas.getContext("2d").getImageData(0, top, canvas.width, 1);
    return data.some((value, at) => at % 4 === 3 && value > 0);
  }, idx);
}

test("a file's rules stand below each other with what each comes to", async (t) => {
  const page = await start(t);
  await list(page).getByText(/^3 rules, 2 fire, 1 page$/).waitFor();
  assert.match(await row(page, "Down").innerText(), /critical\s+1 episode\s+1 page\s+15:00:15\s+\d+ findings?/);
  assert.match(await row(page, "Never").innerText(), /quiet/);
  assert.match(await row(page, "Late").innerText(), /1 episode\s+0 pages\s+15:05:15/);
  assert.equal(await row(page, "Down").getAttribute("aria-current"), "true");
  assert.deepEqual([await painted(page, 0), await painted(page, 1), await painted(page, 2)], [true, false, true]);
  const recorded = page.getByRole("table", { name: "Recording rules" });
  assert.match(await recorded.innerText(), /servers:down\s+sum\(haproxy_server_up == bool 0\)/);
});

test("a click or Enter opens a rule, an edit leaves the others, Undo goes back", async (t) => {
  const page = await start(t);
  await row(page, "Late").click();
  await settled(page);
  assert.equal(await code(page, "Expression"), "servers:down > 0");
  await write(page, "for", "1m");
  assert.match(await row(page, "Late").innerText(), /15:01:15/);
  await row(page, "Never").focus();
  await page.keyboard.press("Enter");
  await settled(page);
  assert.equal(await picked(page, "Rule"), "Never");
  await write(page, "alert", "Sometimes");
  assert.match(await row(page, "Sometimes").innerText(), /quiet/);
  await button(page, "Undo name Never to Sometimes").click();
  await button(page, "Undo rule Never").click();
  await button(page, "Undo for 5m to 1m").click();
  await settled(page);
  assert.match(await row(page, "Late").innerText(), /15:05:15/);
  assert.equal(await textbox(page, "for").inputValue(), "5m");
});

test("rules are added, doubled and removed, and a file and a link hold all of them", async (t) => {
  const page = await start(t, { permissions: ["clipboard-read", "clipboard-write"] });
  await button(page, "Duplicate").click();
  await button(page, "Add rule").click();
  await settled(page);
  await button(page, /^Rule: /).click();
  await button(page, "Add HaproxyDown beside").click();
  await settled(page);
  const names = () => list(page).getByRole("listitem").locator("b").allInnerTexts();
  assert.deepEqual(await names(), ["Down", "Down2", "Never", "Late", "NewAlert", "HaproxyDown"]);
  await row(page, "Never").click();
  await settled(page);
  await button(page, "Remove").click();
  await settled(page);
  assert.deepEqual(await names(), ["Down", "Down2", "Late", "NewAlert", "HaproxyDown"]);
  await button(page, "Export and more").click();
  const menu = page.getByRole("group", { name: "Export and more" });
  const [download] = await Promise.all([page.waitForEvent("download"), menu.getByRole("button", { name: /^Rule file/ }).click()]);
  const file = readFileSync(await download.path(), "utf8");
  assert.deepEqual([...file.matchAll(/(?:alert|record): (\S+)/g)].map((it) => it[1]), ["servers:down", ...(await names())]);
  await button(page, "Share link").click();
  await page.getByRole("status").getByText("Copied").waitFor({ state: "attached" });
  const other = await open(t, { path: new URL(page.url()).hash });
  await settled(other);
  assert.deepEqual(await other.getByRole("region", { name: "Rules", exact: true }).getByRole("listitem").locator("b").allInnerTexts(), await names());
});

test("a recording rule is removed, and its readers say so", async (t) => {
  const page = await start(t);
  await button(page, "Remove servers:down").click();
  await settled(page);
  await eventually(async () => assert.match(await row(page, "Late").innerText(), /quiet/));
  assert.equal(await page.getByRole("table", { name: "Recording rules" }).count(), 0);
});

test("the lanes follow the window of the chart", async (t) => {
  const page = await start(t);
  assert.equal(await painted(page, 0), true);
  await page.getByRole("slider", { name: "Cursor", exact: true }).focus();
  await page.keyboard.press("Home");
  for (let idx = 0; idx < 4; idx += 1) await page.keyboard.press("+");
  await settled(page);
  await eventually(async () => assert.equal(await painted(page, 0), false));
  await button(page, "Reset zoom").click();
  await settled(page);
  await eventually(async () => assert.equal(await painted(page, 0), true));
});

test("a message is told at its instant", async (t) => {
  const page = await open(t);
  await settled(page);
  await page.getByRole("slider", { name: "Cursor", exact: true }).focus();
  await page.keyboard.press("ArrowRight");
  await page.keyboard.press("ArrowRight");
  await settled(page);
  await page.getByRole("tab", { name: /^At / }).click();
  await page.getByRole("tabpanel", { name: /^At / }).getByText(/page at 15:00:4\d/).waitFor();
});

test("one rule alone has no list", async (t) => {
  const page = await open(t);
  await settled(page);
  assert.equal(await list(page).getByRole("listitem").count(), 0);
  await button(page, "Duplicate").click();
  await settled(page);
  assert.equal(await list(page).getByRole("listitem").count(), 2);
  await pick(page, "Rule", "HaproxyServerResponseErrors");
  assert.equal(await list(page).getByRole("listitem").count(), 0);
});
