// A whole drill on the page, by mouse and by keyboard: brief, clock, call, evidence, cause, remedy, debrief.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import test from "node:test";
import { open } from "./harness.mjs";
import { eventually, settled } from "./page.mjs";

const axe = readFileSync(`${process.env.ALERTPLAY_NODE_MODULES}/axe-core/axe.min.js`, "utf8");
const SLOW = { timeout: 60_000 };
const dialog = (page) => page.getByRole("dialog", { name: "Study" });
const press = (page, name) => dialog(page).getByRole("button", { name, exact: true });
const clock = async (page) => (await dialog(page).locator(".dr-clock").innerText()).replace("The clock:", "").trim();

/** The page with the list of drills. */
async function list(t, options) {
  const page = await open(t, options);
  await settled(page);
  await page.keyboard.press("d");
  await press(page, "One server less").waitFor(SLOW);
  return page;
}

/** The drill called `title` at the moment at which somebody is called. */
async function called(page, title) {
  await press(page, title).click();
  await press(page, "Begin").click();
  await press(page, "Skip to the call").click(SLOW);
  await press(page, "show stat").waitFor(SLOW);
}

test("a drill by mouse: the pager, the runbook, show stat, an expression, a wrong cause, the right remedy, what it cost", async (t) => {
  const page = await list(t);
  assert.equal(await dialog(page).getByRole("tab", { name: "Drill" }).getAttribute("aria-selected"), "true");
  await press(page, "One server less").click();
  await dialog(page).getByText(/You are on call for a shop/).waitFor();
  await press(page, "Begin").click();
  // Nothing is said of what will come, and nothing can be asked yet.
  await press(page, "Pause").waitFor(SLOW);
  assert.equal(await dialog(page).getByText("What is the cause?").count(), 0);
  const first = await clock(page);
  await eventually(async () => assert.notEqual(await clock(page), first));
  await press(page, "Skip to the call").click();
  await dialog(page).getByRole("alert").getByText("HaproxyServerDown fires").waitFor(SLOW);
  const paged = await clock(page);
  assert.match(await dialog(page).getByRole("table", { name: "Active instances" }).innerText(), /web2\s+firing/);
  await press(page, "Open the runbook").click();
  await dialog(page).getByText(/^Runbook: .*web2 firing since/).waitFor(SLOW);
  await press(page, "show stat").click();
  const stat = dialog(page).getByRole("table", { name: "show stat as a table" });
  await stat.waitFor(SLOW);
  assert.match(await stat.getByRole("row", { name: /be_web\/web2/ }).innerText(), /DOWN\s+L4CON\s+Connection refused/);
  await dialog(page).getByText("As HAProxy prints it").click();
  assert.match(await dialog(page).getByLabel("show stat", { exact: true }).locator("code").first().innerText(), /^# pxname,svname,qcur/);
  await dialog(page).getByLabel("PromQL").fill("haproxy_backend_current_queue ==");
  await press(page, "Evaluate").click();
  await dialog(page).getByText(/parse error/).waitFor(SLOW);
  await dialog(page).getByLabel("PromQL").fill("haproxy_server_up == 0");
  await press(page, "Evaluate").click();
  await dialog(page).getByRole("table", { name: "Result" }).getByText(/server="web2"/).waitFor(SLOW);
  // Three questions, three minutes; the slip of the pen took none.
  const seconds = (it) => it.split(":").reduce((sum, part) => sum * 60 + Number(part), 0);
  assert.equal(seconds(await clock(page)) - seconds(paged), 180);
  await press(page, "web2's network drops packets").click();
  await dialog(page).getByText(/L4TOUT. It is refused at once/).waitFor(SLOW);
  await press(page, "web2's process is gone").click();
  await press(page, "Start the process on web2 again; that takes two minutes").click();
  await press(page, "Skip to the end").click(SLOW);
  const debrief = dialog(page).getByRole("region", { name: "Debrief" });
  await debrief.getByText("Cause: wrong").waitFor(SLOW);
  await debrief.getByText("Remedy: right").waitFor();
  const costs = await debrief.getByRole("table", { name: "What it cost" }).getByRole("row").allInnerTexts();
  assert.equal(costs.length, 4);
  const bad = costs.slice(1).map((it) => Number(it.match(/([\d,]+)\s+[\d.]+%/)[1].replaceAll(",", "")));
  assert.ok(bad[1] < bad[0] && bad[0] < bad[2], `${bad}`);
  await press(page, "Open this scenario on the page").click();
  await dialog(page).waitFor({ state: "hidden" });
  await settled(page);
  await page.getByRole("button", { name: /^Undo opening what was studied/ }).waitFor();
});

test("a drill by keyboard alone, where no alert tells; what was answered rightly is kept", async (t) => {
  const page = await list(t);
  await press(page, "Quiet afternoon").press("Enter");
  await press(page, "Begin").press("Enter");
  await press(page, "5 min/s").press("Enter", SLOW);
  // The space bar stops the clock wherever the focus is but on a control.
  await dialog(page).getByRole("heading", { name: "Quiet afternoon" }).focus();
  await page.keyboard.press(" ");
  await press(page, "Go on").waitFor();
  const stopped = await clock(page);
  await page.waitForTimeout(600);
  assert.equal(await clock(page), stopped);
  await page.keyboard.press(" ");
  await press(page, "Pause").waitFor();
  await press(page, "Skip to the call").press("Enter");
  await dialog(page).getByRole("alert").getByText(/Support calls/).waitFor(SLOW);
  assert.ok(await page.evaluate(() => document.activeElement.id === "drill-call"));
  await dialog(page).getByLabel("PromQL").focus();
  await page.keyboard.type("sum by (server) (rate(haproxy_server_http_responses_total{code=\"4xx\"}[5m])) > 1");
  await page.keyboard.press("Enter");
  await dialog(page).getByRole("table", { name: "Result" }).getByText(/web2/).waitFor(SLOW);
  await press(page, "web2 was deployed without some of its files").press("Enter");
  await dialog(page).getByText(/4xx by server: web2/).waitFor(SLOW);
  await press(page, "Drain web2, and have it deployed again").press("Enter");
  await press(page, "Skip to the end").press("Enter", SLOW);
  await dialog(page).getByText("Remedy: right").waitFor(SLOW);
  await dialog(page).getByText("Cause: right").waitFor();
  await press(page, "All drills").first().press("Enter");
  await eventually(async () =>
    assert.match(await dialog(page).getByRole("button", { name: "Quiet afternoon" }).innerText(), /best: [\d,]+ requests/),
  );
});

for (const [width, height, colorScheme] of [[1440, 900, "light"], [768, 1024, "light"], [360, 740, "dark"]]) {
  test(`a drill has no flaw that axe knows, and nothing is cut off, at ${width} ${colorScheme}`, async (t) => {
    const page = await list(t, { width, height, colorScheme });
    const flaws = async () => {
      await page.evaluate(axe);
      const { violations } = await page.evaluate(() => axe.run(document, { resultTypes: ["violations"] }));
      return violations.flatMap((it) => it.nodes.map((node) => `${it.id}: ${node.target.flat().join(" ")}`));
    };
    const wide = () => dialog(page).evaluate((it) => it.scrollWidth - it.clientWidth);
    assert.deepEqual(await flaws(), []);
    await called(page, "Everybody at once");
    await press(page, "show stat").click();
    await dialog(page).getByRole("table", { name: "show stat as a table" }).waitFor(SLOW);
    await press(page, "Open the runbook").click();
    await dialog(page).getByText(/^Runbook: /).waitFor(SLOW);
    assert.deepEqual(await flaws(), []);
    assert.ok((await wide()) <= 0);
    await press(page, "web1 hangs").click();
    await press(page, "Drain web1").click();
    await press(page, "Skip to the end").click(SLOW);
    await dialog(page).getByText("Remedy: wrong").waitFor(SLOW);
    assert.deepEqual(await flaws(), []);
    assert.ok((await wide()) <= 0);
  });
}
