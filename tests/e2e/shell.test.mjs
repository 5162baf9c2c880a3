// The frame of the page: panes that are resized and folded, the catalogue of rules, the command palette, help and keys.
import assert from "node:assert/strict";
import test from "node:test";
import { open } from "./harness.mjs";
import { button, cursor, drag, eventually, middle, painted, pick, picked, settled, spans, textbox } from "./page.mjs";

async function start(t, options) {
  const page = await open(t, options);
  await settled(page);
  return page;
}

const SIDES = [
  { name: "scenario pane", region: ["region", "Scenario"], first: 264, least: 220, most: 460, out: 1 },
  { name: "rule pane", region: ["complementary", "Rule pane"], first: 400, least: 320, most: 630, out: -1 },
];

for (const { name, region, first, least, most, out } of SIDES) {
  const splitter = (page) => page.getByRole("separator", { name: `Width of the ${name}` });
  const width = async (page) => Math.round((await page.getByRole(region[0], { name: region[1], exact: true }).boundingBox()).width);

  test(`the ${name} is resized by pointer, by keys, and in figures, and stays so`, async (t) => {
    const page = await start(t);
    assert.equal(await width(page), first);
    const from = await middle(splitter(page));
    await drag(page, from, { x: from.x + out * 40, y: from.y + 60 });
    await painted(page);
    assert.equal(await width(page), first + 40);
    await splitter(page).focus();
    await page.keyboard.press(out > 0 ? "ArrowRight" : "ArrowLeft");
    await painted(page);
    assert.equal(await width(page), first + 48);
    assert.equal(await splitter(page).getAttribute("aria-valuenow"), `${first + 48}`);
    await page.reload();
    await settled(page);
    assert.equal(await width(page), first + 48);
    await splitter(page).focus();
    await page.keyboard.press("Home");
    await painted(page);
    assert.equal(await width(page), first);
    await button(page, `Menu of the ${name}`).click();
    const field = page.getByRole("spinbutton", { name: "Width in pixels" });
    for (const [typed, wanted] of [["350", 350], ["9999", most], ["1", least], ["", first]]) {
      await field.fill(typed);
      await field.press("Tab");
      await painted(page);
      assert.equal(await width(page), wanted, typed);
    }
    await page.keyboard.press("Escape");
    await field.waitFor({ state: "hidden" });
  });

  test(`the ${name} is folded and comes back by buttons and by keys`, async (t) => {
    const page = await start(t);
    await button(page, `Fold the ${name}`).click();
    await painted(page);
    assert.ok((await width(page)) <= 41);
    assert.equal(await splitter(page).isVisible(), false);
    await page.reload();
    await settled(page);
    await button(page, `Show the ${name}`).click();
    await painted(page);
    assert.equal(await width(page), first);
    await cursor(page).focus();
    await page.keyboard.press(name.startsWith("scenario") ? "Control+Alt+1" : "Control+Alt+2");
    await button(page, `Show the ${name}`).waitFor();
    // The narrow page has no folded panes.
    await page.setViewportSize({ width: 768, height: 1000 });
    await painted(page);
    assert.ok((await width(page)) > 200);
  });
}

test("the chart is redrawn at the width that the panes leave it", async (t) => {
  const page = await start(t);
  const before = (await cursor(page).boundingBox()).width;
  await button(page, "Fold the rule pane").click();
  await eventually(async () => assert.ok((await cursor(page).boundingBox()).width > before + 300));
  const drawn = await page.getByRole("figure").evaluate((it) => [it.getBoundingClientRect().width, it.querySelector("canvas").getBoundingClientRect().width]);
  assert.ok(Math.abs(drawn[0] - drawn[1]) <= 1, drawn.join(" and "));
});

test("rules are found by words, by exporter and by symptom", async (t) => {
  const page = await start(t);
  await button(page, /^Rule: /).click();
  const rules = page.getByRole("dialog", { name: "Published rules" });
  const rows = () => rules.locator(".alert-row b").allTextContents();
  const all = await rows();
  assert.ok(all.length >= 5);
  const search = rules.getByRole("textbox");
  assert.ok(await search.evaluate((it) => it === document.activeElement), "typing finds at once");
  await search.fill("server usable");
  assert.deepEqual([...new Set(await rows())], ["HaproxyServerResponseErrors"]);
  await search.fill("");
  await rules.getByRole("button", { name: "HAProxy itself" }).click();
  const embedded = await rows();
  assert.ok(embedded.length > 0 && embedded.length < all.length);
  await rules.getByRole("button", { name: "All" }).click();
  await rules.getByRole("region", { name: "Errors" }).getByRole("button", { name: /^HaproxyHighHttp4xxErrorRateBackend/ }).first().waitFor();
  await search.fill("no such thing");
  await rules.getByText("No published rule fits.").waitFor();
  await page.keyboard.press("Escape");
  await rules.waitFor({ state: "hidden" });
  assert.ok(await button(page, /^Rule: /).evaluate((it) => it === document.activeElement), "the focus is back");
  assert.equal(await picked(page, "Rule"), "HaproxyServerDown");
});

test("the picked rule is marked in the catalogue", async (t) => {
  const page = await start(t);
  await pick(page, "Rule", "HaproxyServerConnectionErrors");
  await button(page, /^Rule: /).click();
  const marked = page.getByRole("dialog").locator(".alert-row[aria-current=true] b");
  assert.deepEqual(await marked.allTextContents(), ["HaproxyServerConnectionErrors"]);
});

test("the palette runs commands, and picks scenarios and rules, by keyboard alone", async (t) => {
  const page = await start(t);
  await page.keyboard.press("Control+k");
  const palette = page.getByRole("dialog", { name: "Command palette" });
  const field = palette.getByRole("combobox");
  await field.fill("theme dark");
  await page.keyboard.press("Enter");
  await palette.waitFor({ state: "hidden" });
  await page.locator("html[data-theme=dark]").waitFor();

  await page.keyboard.press("Control+k");
  await page.keyboard.type("rule: haproxyserverconnectionerrors haproxy_exporter");
  await page.keyboard.press("Enter");
  await eventually(async () => assert.equal(await picked(page, "Rule"), "HaproxyServerConnectionErrors"));
  await settled(page);

  await page.keyboard.press("Control+k");
  await page.keyboard.type("scenario: 500s then no server");
  assert.equal(await palette.getByRole("option", { selected: true }).innerText(), "Scenario: 500s from the application, then no server at all");
  await page.keyboard.press("Enter");
  await settled(page);
  assert.equal(await picked(page, "Scenario"), "500s from the application, then no server at all");

  // Arrows go round, and what they mark is told.
  await page.keyboard.press("Control+k");
  await page.keyboard.press("ArrowUp");
  const marked = await field.getAttribute("aria-activedescendant");
  assert.equal(await palette.getByRole("option").last().getAttribute("id"), marked);
  await page.keyboard.press("ArrowDown");
  assert.equal(await palette.getByRole("option").first().getAttribute("aria-selected"), "true");
  await field.fill("xyzzy");
  await palette.getByText("Nothing fits.").waitFor();
  await page.keyboard.press("Enter");
  await page.keyboard.press("Escape");
  await palette.waitFor({ state: "hidden" });
});

test("a click in the palette runs the entry, and one command opens another dialog", async (t) => {
  const page = await start(t);
  await page.keyboard.press("Control+k");
  await page.getByRole("option", { name: "Pick a rule" }).click();
  await page.getByRole("dialog", { name: "Published rules" }).waitFor();
  await page.keyboard.press("Escape");
  await page.keyboard.press("Control+k");
  await page.getByRole("option", { name: /^Keys and help/ }).click();
  await page.getByRole("dialog", { name: "Help" }).waitFor();
});

test("? opens help with keys and limits, not while somebody types, and can be turned off", async (t) => {
  const page = await start(t);
  const help = page.getByRole("dialog", { name: "Help" });
  await textbox(page, "Requests").focus();
  await page.keyboard.type("?");
  assert.equal(await help.count(), 0);
  await page.keyboard.press("Control+z");
  await settled(page);
  await cursor(page).focus();
  await page.keyboard.type("?");
  await help.waitFor();
  await help.getByRole("heading", { name: "In three minutes" }).waitFor();
  const keys = help.getByRole("table", { name: "Keys" });
  assert.match(await keys.innerText(), /Ctrl\+Shift\+Z[\s\S]*Redo/);
  const limits = help.getByRole("table", { name: "Limits" });
  await limits.getByRole("row", { name: /characters of a link that passes every chat 2,000/ }).waitFor();
  await help.getByRole("checkbox", { name: /Keys without Ctrl/ }).uncheck();
  await button(page, "Close").click();
  await help.waitFor({ state: "hidden" });
  assert.ok(await cursor(page).evaluate((it) => it === document.activeElement), "the focus is back");
  await page.keyboard.type("?");
  await painted(page);
  assert.equal(await help.count(), 0);
  await page.reload();
  await settled(page);
  await page.keyboard.type("?");
  await painted(page);
  assert.equal(await help.count(), 0);
  await button(page, "Keys and help").click();
  await help.waitFor();
  assert.equal(await help.getByRole("checkbox").isChecked(), false);
});

test("what is done in a dialog is not done to the page behind it", async (t) => {
  const page = await start(t);
  await textbox(page, "for").fill("1m");
  await settled(page);
  const shown = await spans(page);
  await page.keyboard.press("Control+k");
  await page.keyboard.type("abc");
  await page.keyboard.press("Control+z");
  await page.keyboard.press("Escape");
  await settled(page);
  assert.equal(await textbox(page, "for").inputValue(), "1m");
  assert.deepEqual(await spans(page), shown);
});

test("a dialog keeps focus and keys: Tab goes round, what strays comes back, and nothing behind it can be reached", async (t) => {
  const page = await start(t);
  await button(page, "Keys and help").click();
  const help = page.getByRole("dialog", { name: "Help" });
  const holds = (it) => it.evaluate((box) => box.parentElement.contains(document.activeElement));
  const focused = () => page.evaluate(() => document.activeElement.getAttribute("aria-label") ?? document.activeElement.textContent);
  assert.equal(await help.getAttribute("aria-modal"), "true");
  await help.getByRole("checkbox").waitFor();
  assert.equal(await focused(), "Close");
  // Backwards from the first to the last, and forwards from there to the first.
  await page.keyboard.press("Shift+Tab");
  assert.ok(await help.getByRole("checkbox").evaluate((it) => it === document.activeElement), "round to the last");
  await page.keyboard.press("Tab");
  assert.equal(await focused(), "Close");
  await page.keyboard.press("Tab");
  assert.equal(await focused(), "Start the tour");
  // The page behind is told of no focus, no click and no key.
  await textbox(page, "Requests").evaluate((it) => it.focus());
  await eventually(async () => assert.ok(await holds(help), "a focus that strays comes back"));
  await help.getByRole("heading", { name: "Limits" }).click();
  await page.keyboard.press("t");
  await page.keyboard.press("g");
  await painted(page);
  assert.equal(await page.getByRole("dialog").count(), 1, "a key after a click on words is no command of the page");
  assert.ok(await holds(help));
  const { x, y } = await button(page, "Export and more").boundingBox();
  assert.ok(await page.evaluate(([x, y]) => document.elementFromPoint(x, y).matches("[role=dialog], :has([role=dialog])"), [x + 4, y + 4]));
  await page.keyboard.press("Escape");
  await help.waitFor({ state: "hidden" });
  assert.equal(await focused(), "Keys and help", "the focus is back");
});

test("the browser's own sign, a phone's back gesture, closes a dialog and gives the focus back", async (t) => {
  const page = await start(t);
  await page.addInitScript(() => {
    window.CloseWatcher = class extends CloseWatcher {
      constructor() {
        super();
        window.watcher = this;
      }
    };
  });
  await page.reload();
  await settled(page);
  const sign = () => page.evaluate(() => window.watcher.requestClose());
  for (const [name, dialog] of [["Keys and help", "Help"], ["Gallery of scenarios", "Scenarios"]]) {
    const opens = button(page, name).filter({ visible: true });
    await opens.click();
    await page.getByRole("dialog", { name: dialog }).waitFor();
    await sign();
    await page.getByRole("dialog", { name: dialog }).waitFor({ state: "hidden" });
    assert.equal(await opens.evaluate((it) => it === document.activeElement), true, name);
  }
  await sign();
  assert.equal(await page.getByRole("dialog").count(), 0, "a sign without a dialog does nothing");
});
