// How the chart is looked at: its switches, its legend, the tooltip that stays, the wheel, faults by pointing.
import assert from "node:assert/strict";
import test from "node:test";
import { open, screenshot } from "./harness.mjs";
import { button, code, cursor, drag, episodes, eventually, marked, middle, painted, pick, picture, place, settled, textbox, write } from "./page.mjs";

async function start(t, rule, options) {
  const page = await open(t, options);
  await settled(page);
  if (rule) await pick(page, "Rule", rule);
  return page;
}

const chart = (page) => page.getByRole("region", { name: "Chart", exact: true });
const toggle = (page, name) => chart(page).getByRole("button", { name, exact: true });
const tip = (page) => chart(page).locator(".tip");
const height = async (page) => (await page.getByRole("figure").boundingBox()).height;

test("inputs are rows under the plot, behind a switch", async (t) => {
  const page = await start(t, "HaproxyServerResponseErrors");
  const inputs = toggle(page, "Inputs");
  assert.equal(await inputs.getAttribute("aria-pressed"), "true");
  const tall = await height(page);
  await inputs.click();
  await eventually(async () => assert.equal(await inputs.getAttribute("aria-pressed"), "false"));
  await painted(page);
  assert.equal(await height(page), tall - 96, "two rows less");
  await inputs.press("Space");
  await eventually(async () => assert.equal(await height(page), tall));
  // A gauge is made of nothing else.
  await pick(page, "Rule", "HaproxyServerDown");
  assert.equal(await inputs.count(), 0);
});

test("result, scale and time are switched by mouse and by key", async (t) => {
  const page = await start(t, "HaproxyServerResponseErrors", { timezoneId: "Asia/Kolkata" });
  for (const [name, key] of [["Result", "Enter"], ["Log axis", "Space"], ["Local time", "Enter"]]) {
    const it = toggle(page, name);
    const [pressed, before] = [await it.getAttribute("aria-pressed"), await picture(page)];
    await it.click();
    await eventually(async () => {
      assert.notEqual(await it.getAttribute("aria-pressed"), pressed, name);
      assert.notEqual(await picture(page), before, `${name} changes the picture`);
    });
    if (name === "Local time") {
      const [hours, minutes] = (await tip(page).locator("b").innerText()).split(":");
      assert.equal(`${hours}:${minutes}`, "19:42");
      await tip(page).getByText("UTC+5:30").waitFor();
    }
    await it.press(key);
    await eventually(async () => assert.equal(await it.getAttribute("aria-pressed"), pressed, name));
  }
  await eventually(async () => assert.match(await tip(page).innerText(), /14:12:45/));
});

test("Alt and a click leave one line alone", async (t) => {
  const page = await start(t, "HaproxyServerResponseErrors");
  const lines = page.getByRole("group", { name: "Lines" }).getByRole("button");
  const pressed = () => lines.evaluateAll((all) => all.map((it) => it.getAttribute("aria-pressed")).join());
  await lines.nth(4).click({ modifiers: ["Alt"] });
  await eventually(async () => assert.equal(await pressed(), "false,false,false,false,true,false"));
  await lines.nth(4).press("Alt+Enter");
  await eventually(async () => assert.equal(await pressed(), "true,true,true,true,true,true"));
});

test("a click pins the tooltip, and Escape takes it away", async (t) => {
  const page = await start(t, "HaproxyServerResponseErrors");
  const at = await place(page, "14:18:00");
  await page.mouse.click(at.x, at.y);
  await settled(page);
  await tip(page).getByText("14:18:00", { exact: true }).waitFor();
  const pinned = await marked(page);
  // The pointer moves on, the tooltip stays; it can be pointed at and read.
  await page.mouse.move(at.x - 120, at.y);
  await settled(page);
  assert.notEqual(await marked(page), pinned);
  await tip(page).getByText("14:18:00", { exact: true }).waitFor();
  const box = await tip(page).boundingBox();
  await page.mouse.move(box.x + 30, box.y + 30, { steps: 5 });
  await settled(page);
  assert.ok(await tip(page).getByText("14:18:00", { exact: true }).isVisible());
  await cursor(page).focus();
  await page.keyboard.press("Escape");
  await eventually(async () => assert.equal(await tip(page).count(), 0));
  // The next instant brings it back, by mouse and by key; Enter makes it stay; its button closes it.
  await page.mouse.move(at.x - 100, at.y);
  await eventually(async () => assert.equal(await tip(page).count(), 1));
  await cursor(page).press("ArrowRight");
  await cursor(page).press("Enter");
  await settled(page);
  await button(page, "Close").click();
  await eventually(async () => assert.equal(await tip(page).count(), 0));
});

test("the tooltip covers neither the threshold nor a lane, wherever both are", async (t) => {
  const page = await start(t, "HaproxyServerResponseErrors");
  for (const threshold of ["0.1", "3", "8", "15", "60"]) {
    await write(page, "Threshold value", threshold);
    for (const clock of ["14:00:00", "14:12:30", "14:30:00"]) {
      const at = await place(page, clock);
      await page.mouse.move(at.x, at.y);
      await settled(page);
      const [box, line] = [await tip(page).boundingBox(), await page.getByRole("slider", { name: "Threshold line" }).boundingBox()];
      const y = line.y + line.height / 2;
      assert.ok(box.y + box.height < y - 4 || box.y > y + 4, `${threshold} at ${clock}: ${JSON.stringify(box)}, line ${y}`);
      const figure = await page.getByRole("figure").boundingBox();
      assert.ok(box.y + box.height < figure.y + 360, `${threshold} at ${clock}: above the lanes`);
    }
  }
});

test("the wheel turns the threshold with Alt and scrolls without", async (t) => {
  const page = await start(t, "HaproxyServerResponseErrors");
  const { x, y } = await middle(cursor(page));
  await page.mouse.move(x, y);
  const value = () => textbox(page, "Threshold value").inputValue();
  await page.mouse.wheel(0, -100);
  await settled(page);
  assert.equal(await value(), "5");
  await page.keyboard.down("Alt");
  await page.mouse.wheel(0, -100);
  await settled(page);
  assert.equal(await value(), "5.1");
  await page.keyboard.down("Shift");
  await page.mouse.wheel(0, 100);
  await settled(page);
  assert.equal(await value(), "5.09");
  await page.keyboard.up("Shift");
  await page.keyboard.up("Alt");
});

test("a fault is added by pointing: a click, or a stretch", async (t) => {
  const page = await start(t);
  const faults = page.getByRole("figure").getByRole("button", { name: /^Fault:/ });
  const at = await place(page, "14:50:00");
  const y = (await faults.first().boundingBox()).y + 12;
  const to = await place(page, "14:53:00");
  await drag(page, { x: at.x, y }, { x: to.x, y });
  await settled(page);
  assert.equal(await faults.count(), 2);
  const name = await faults.nth(1).getAttribute("aria-label");
  assert.match(name, /1[45]:(49|50):\d\d to 14:5[23]:/);
  assert.equal(await faults.nth(1).getAttribute("aria-pressed"), "true");
  const late = await place(page, "15:13:00");
  await page.mouse.click(late.x, y);
  await settled(page);
  assert.equal(await faults.count(), 3);
  assert.ok((await episodes(page)).length > 1);
});

test("of several comparisons one has the handle", async (t) => {
  const page = await start(t);
  await write(page, "Expression", "haproxy_server_up < 0.5 or haproxy_server_up > 1.5 or haproxy_server_current_sessions > 70");
  const choices = page.getByRole("group", { name: "Comparison" }).getByRole("button");
  assert.equal(await choices.count(), 3);
  const line = page.getByRole("slider", { name: "Threshold line" });
  assert.equal(await line.getAttribute("aria-valuenow"), "0.5");
  await choices.nth(2).click();
  await settled(page);
  assert.equal(await choices.nth(2).getAttribute("aria-pressed"), "true");
  assert.equal(await line.getAttribute("aria-valuenow"), "70");
  await line.press("ArrowUp");
  await settled(page);
  assert.match(await code(page, "Expression"), /> 1.5 or haproxy_server_current_sessions > 7[01]/);
  // And by its chip on the plot.
  await choices.nth(0).click();
  await settled(page);
  const [box, figure] = [await line.boundingBox(), await page.getByRole("figure").boundingBox()];
  // 1.5 lies above 0.5: the plot is 198 pixels high, its upper end at 1.65.
  await page.mouse.click(box.x + 20, figure.y + 250 - (198 * 1.5) / 1.65);
  await eventually(async () => assert.equal(await choices.nth(1).getAttribute("aria-pressed"), "true"));
});

for (const [width, colorScheme] of [[1440, "light"], [1440, "dark"], [768, "light"], [360, "dark"]]) {
  test(`the whole chart at ${width} pixels, ${colorScheme}`, async (t) => {
    const page = await open(t, { width, height: 900, colorScheme });
    await settled(page);
    if (width > 640) {
      await pick(page, "Rule", "HaproxyServerResponseErrors");
      await toggle(page, "Log axis").click();
      await settled(page);
    }
    assert.equal(await page.evaluate(() => document.scrollingElement.scrollWidth > innerWidth), false);
    await screenshot(page, `chart-${width}-${colorScheme}`);
  });
}
