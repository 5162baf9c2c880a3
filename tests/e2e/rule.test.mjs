// The rule: expression, threshold, for, keep_firing_for, window, severity, each by every way that the page offers.
import assert from "node:assert/strict";
import test from "node:test";
import { open } from "./harness.mjs";
import { button, combobox, complaint, drag, episodes, eventually, marked, middle, pick, picked, picture, place, readout, settled, fill, spans, state, textbox, write, yaml, code } from "./page.mjs";

const RATIO = "HaproxyServerResponseErrors";

/** The page with the rule `rule`, settled. */
async function start(t, rule) {
  const page = await open(t);
  await settled(page);
  if (rule) await pick(page, "Rule", rule);
  return page;
}

const line = (page) => page.getByRole("slider", { name: "Threshold line" });
const threshold = async (page) => Number(await textbox(page, "Threshold value").inputValue());

/** The instances that fire at some time. */
const firing = async (page) => [...new Set((await episodes(page)).map((row) => row[0]))].sort();

/** The number behind the expression's comparison. */
async function compared(page) {
  return Number(/> (\S+)$/.exec(await code(page, "Expression"))?.[1]);
}

test("another expression is another picture", async (t) => {
  const page = await start(t);
  await write(page, "Expression", "haproxy_server_up{server=~\"web.*\"} == 1");
  assert.deepEqual((await episodes(page)).map((row) => row[0]).sort(), ["web1", "web1", "web2", "web3"]);
  await page.getByRole("region", { name: "Rule", exact: true }).getByText("1 edit").waitFor();
});

test("a wrong expression shows its error at its place and leaves the last good picture", async (t) => {
  const page = await start(t);
  const before = { rows: await episodes(page), picture: await picture(page) };
  await write(page, "Expression", "haproxy_server_up === 0");
  const expression = textbox(page, "Expression");
  assert.match(await complaint(expression), /^1:\d+: parse error: /);
  // Its place is marked in the text itself, which a reader of the page sees and nobody else.
  const marks = await page.locator(".ed .cm-lintRange-error").allInnerTexts();
  assert.ok(marks.join("").includes("="), marks.join());
  assert.deepEqual(await episodes(page), before.rows);
  assert.equal(await picture(page), before.picture);
  await write(page, "Expression", "haproxy_server_up == 0");
  assert.equal(await complaint(expression), null);
  assert.equal(await page.locator(".ed .cm-lintRange-error").count(), 0);
});

test("a function that is not there yet is named, never worked wrongly", async (t) => {
  const page = await start(t);
  await write(page, "Expression", "holt_winters(haproxy_server_up[5m], 0.5, 0.5) == 0");
  assert.match(await complaint(textbox(page, "Expression")), /holt_winters/);
  assert.deepEqual(await spans(page), ["web1 15:00:15 to 15:10:15"]);
});

test("typing letter by letter loses none, and the end of it counts", async (t) => {
  const page = await start(t);
  const text = 'haproxy_server_up{backend="be_web", server=~"web[1-9]"} < 1 and on (server) haproxy_server_max_sessions >= 0';
  await fill(page, "Expression", "");
  await textbox(page, "Expression").pressSequentially(text, { delay: 3 });
  await settled(page);
  assert.equal(await code(page, "Expression"), text);
  assert.equal(await complaint(textbox(page, "Expression")), null);
  assert.deepEqual(await spans(page), ["web1 15:00:15 to 15:10:15"]);
});

test("an instance of the second of two comparisons has its name and its lane, too", async (t) => {
  const page = await start(t);
  await write(page, "Expression", 'sum by (backend) (haproxy_server_up) < 2 or haproxy_server_up{server="web1"} < 1');
  assert.match((await spans(page)).join("; "), /^(be_web )?web1 15:00:15 to 15:10:15$/);
  assert.ok((await readout(page)).rows.some((row) => row.name.includes("web1") && row.state === "firing"));
});

test("the threshold by its field writes that number into the expression and nothing else", async (t) => {
  const page = await start(t, RATIO);
  const before = await code(page, "Expression");
  await write(page, "Threshold value", "40");
  assert.equal(await code(page, "Expression"), before.replace(/> 5$/, "> 40"));
  assert.deepEqual(await firing(page), ["api1", "api3"]);
});

test("the threshold by the buttons and keys of its field", async (t) => {
  const page = await start(t, RATIO);
  await button(page, "Raise threshold").click();
  await settled(page);
  const raised = await threshold(page);
  assert.ok(raised > 5);
  assert.equal(await compared(page), raised);
  await button(page, "Lower threshold").click();
  await settled(page);
  assert.equal(await compared(page), 5);
  await textbox(page, "Threshold value").press("ArrowDown");
  await settled(page);
  assert.ok((await compared(page)) < 5);
});

test("the threshold by its slider", async (t) => {
  const page = await start(t, RATIO);
  const slider = page.getByRole("slider", { name: "Threshold", exact: true });
  await slider.fill("30");
  await settled(page);
  assert.equal(await threshold(page), 30);
  assert.equal(await compared(page), 30);
  assert.deepEqual(await firing(page), ["api1", "api3"]);
  await slider.press("ArrowRight");
  await settled(page);
  assert.ok((await compared(page)) > 30);
});

test("the slider shows the threshold that the rule has", async (t) => {
  for (const rule of [RATIO, "HaproxyServerConnectionErrors", "HaproxyServerHealthcheckFailure"]) {
    const page = await start(t, rule);
    const slider = page.getByRole("slider", { name: "Threshold", exact: true });
    assert.equal(Number(await slider.inputValue()), await threshold(page), rule);
  }
});

test("the threshold is dragged by its handle beside the plot", async (t) => {
  const page = await start(t, RATIO);
  const from = await middle(line(page));
  const rows = await episodes(page);
  await drag(page, from, { x: from.x, y: from.y - 60 });
  await settled(page);
  const dragged = await threshold(page);
  assert.ok(dragged > 8 && dragged < 30, `${dragged}`);
  assert.equal(await compared(page), dragged);
  assert.equal(Number(await line(page).getAttribute("aria-valuenow")), dragged);
  assert.notDeepEqual(await episodes(page), rows);
  // Back where it was: the axis holds still while it is dragged, so the same way back is the same number.
  const there = await middle(line(page));
  await drag(page, there, { x: there.x, y: there.y + 400 });
  await settled(page);
  assert.ok((await threshold(page)) < 5);
});

test("the threshold's line itself is dragged on the plot", async (t) => {
  const page = await start(t, RATIO);
  const handle = await middle(line(page));
  const { x } = await place(page, "14:00:00");
  await drag(page, { x, y: handle.y }, { x, y: handle.y - 40 });
  await settled(page);
  assert.ok((await threshold(page)) > 7, `${await threshold(page)}`);
  assert.equal(await compared(page), await threshold(page));
});

test("episodes answer while the line is still held", async (t) => {
  const page = await start(t, RATIO);
  const from = await middle(line(page));
  await page.mouse.move(from.x, from.y);
  await page.mouse.down();
  // Over the top of the plot, where the least of the three no longer reaches.
  await page.mouse.move(from.x, from.y - 125, { steps: 10 });
  await eventually(async () => assert.ok(!(await episodes(page)).some((row) => row[0] === "web2")));
  await page.mouse.up();
  await settled(page);
  assert.ok((await threshold(page)) > 15);
});

test("the threshold's line is moved by arrow keys, each key a step", async (t) => {
  const page = await start(t, RATIO);
  await line(page).focus();
  const steps = [];
  for (const key of ["ArrowUp", "ArrowUp", "ArrowUp", "ArrowDown", "PageUp"]) {
    await page.keyboard.press(key);
    await settled(page);
    steps.push(await threshold(page));
  }
  const step = steps[0] - 5;
  assert.ok(step > 0, steps.join());
  const wanted = [1, 2, 3, 2, 12].map((count) => 5 + count * step);
  for (const [idx, value] of wanted.entries()) assert.ok(Math.abs(steps[idx] - value) < 1e-9, steps.join());
  assert.equal(await compared(page), steps.at(-1));
});

test("keys that come faster than answers all count", async (t) => {
  const page = await start(t, RATIO);
  await line(page).focus();
  await page.keyboard.press("ArrowUp");
  await settled(page);
  const step = (await threshold(page)) - 5;
  for (let idx = 0; idx < 24; idx += 1) await page.keyboard.press("ArrowUp");
  await settled(page);
  assert.ok(Math.abs((await threshold(page)) - (5 + 25 * step)) < 1e-9, `${await threshold(page)}`);
  await page.getByRole("slider", { name: "End of for" }).focus();
  for (let idx = 0; idx < 12; idx += 1) await page.keyboard.press("ArrowRight");
  await settled(page);
  assert.equal(await textbox(page, "for").inputValue(), "4m");
});

test("a comparison of states has a line and a field but nothing to drag", async (t) => {
  const page = await start(t);
  assert.equal(await line(page).count(), 0);
  await write(page, "Threshold value", "1");
  assert.equal(await code(page, "Expression"), "haproxy_server_up == 1");
});

test("`for` by its field makes the alert wait", async (t) => {
  const page = await start(t);
  await write(page, "for", "2m");
  const [row] = await episodes(page);
  assert.deepEqual(row.slice(0, 4), ["web1", "15:00:15", "15:02:15", "15:10:15"]);
  await write(page, "for", "15m");
  assert.deepEqual(await episodes(page), []);
});

test("`for` by its end on the chart, with keys and with the mouse", async (t) => {
  const page = await start(t, RATIO);
  const end = page.getByRole("slider", { name: "End of for" });
  await end.press("ArrowRight");
  await settled(page);
  assert.equal(await textbox(page, "for").inputValue(), "1m15s");
  await end.press("Shift+ArrowRight");
  await settled(page);
  assert.equal(await textbox(page, "for").inputValue(), "2m30s");
  assert.equal((await episodes(page))[0][2], "14:14:15");
  const from = await middle(end);
  const [a, b] = [await place(page, "14:10:00"), await place(page, "14:15:00")];
  await drag(page, from, { x: from.x + (b.x - a.x), y: from.y });
  await settled(page);
  assert.match(await textbox(page, "for").inputValue(), /^7m(15|30|45)s$/);
});

test("`keep_firing_for` keeps it firing, and its lane and the readout show it", async (t) => {
  const page = await start(t);
  const before = await picture(page);
  await write(page, "keep_firing_for", "5m");
  assert.deepEqual(await spans(page), ["web1 15:00:15 to 15:15:15"]);
  assert.notEqual(await picture(page), before);
  await page.getByRole("slider", { name: "End of keep_firing_for" }).waitFor();
  const { x, y } = await place(page, "15:12:30");
  await page.mouse.click(x, y);
  await settled(page);
  assert.equal(await marked(page), 3 * 3600 + 12 * 60 + 30);
  assert.equal(await state(page, "web1"), "kept firing");
});

test("another window changes all ranges that are equal", async (t) => {
  const page = await start(t, RATIO);
  const before = await code(page, "Expression");
  const rows = await episodes(page);
  await write(page, "window", "5m");
  assert.equal(await code(page, "Expression"), before.replaceAll("[1m]", "[5m]"));
  assert.notDeepEqual(await episodes(page), rows);
  // At half a scrape interval no window holds two samples.
  await write(page, "window", "15s");
  assert.deepEqual(await episodes(page), []);
});

test("another severity is in the rule, in the top bar and in the YAML", async (t) => {
  const page = await start(t);
  await pick(page, "severity", "warning");
  assert.match(await yaml(page), /severity: warning/);
  await page.getByRole("banner").getByText("warning", { exact: true }).waitFor();
});

test("reset brings the published rule back", async (t) => {
  const page = await start(t, RATIO);
  const published = { expression: await code(page, "Expression"), rows: await episodes(page) };
  await write(page, "Threshold value", "12");
  await write(page, "for", "4m");
  await write(page, "keep_firing_for", "1m");
  await pick(page, "severity", "info");
  await page.getByRole("region", { name: "Rule", exact: true }).getByText("4 edits").waitFor();
  await button(page, "Back to the published rule").click();
  await settled(page);
  assert.equal(await code(page, "Expression"), published.expression);
  assert.deepEqual(await episodes(page), published.rows);
  assert.equal(await textbox(page, "for").inputValue(), "1m");
  assert.equal(await textbox(page, "keep_firing_for").inputValue(), "0s");
  assert.equal(await picked(page, "severity"), "critical");
  await page.getByRole("region", { name: "Rule", exact: true }).getByText("as published").waitFor();
});

test("an expression without a comparison has lanes only", async (t) => {
  const page = await start(t);
  await write(page, "Expression", 'haproxy_server_up{server="web1"}');
  assert.equal(await line(page).count(), 0);
  assert.equal((await episodes(page)).length, 1);
  assert.equal((await episodes(page))[0][0], "web1");
});

test("two vectors compared have an instance a server, and no handle", async (t) => {
  const page = await start(t);
  await write(page, "Expression", "haproxy_server_current_sessions > on (backend, server) haproxy_server_up");
  assert.equal(await complaint(textbox(page, "Expression")), null);
  assert.equal(await line(page).count(), 0);
  assert.ok((await readout(page)).rows.length === 6);
});

test("the list of severities keeps what it is set to", async (t) => {
  const page = await start(t);
  for (const severity of ["warning", "info", "critical"]) {
    await pick(page, "severity", severity);
    assert.equal(await picked(page, "severity"), severity);
    assert.equal(await combobox(page, "severity").inputValue(), severity);
  }
});
