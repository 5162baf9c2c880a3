// The chart as an instrument: the cursor, the window, the readout, crossings and lanes, by mouse and by keyboard.
import assert from "node:assert/strict";
import test from "node:test";
import { open } from "./harness.mjs";
import { at, button, cursor, drag, episodes, eventually, fire, marked, middle, pick, picture, place, readout, settled, state, view, write } from "./page.mjs";

async function start(t, rule) {
  const page = await open(t);
  await settled(page);
  if (rule) await pick(page, "Rule", rule);
  return page;
}

test("a click on an episode brings the cursor and the window there", async (t) => {
  const page = await start(t, "HaproxyServerResponseErrors");
  await button(page, /^api3, fired 17:11:15/).click();
  await settled(page);
  assert.equal(await marked(page), at("17:11:15"));
  const [from, to] = await view(page);
  assert.ok(from < at("17:10:15") && at("17:16:00") < to, `${from} to ${to}`);
  assert.equal(await state(page, "api3"), "firing");
  await page.getByRole("tab", { name: "Runbook" }).click();
  await page.getByRole("tabpanel", { name: "Runbook" }).getByText("api3 firing since 17:11:15").waitFor();
  assert.equal(await button(page, /^api3, fired 17:11:15/).getAttribute("aria-current"), "true");
  // And back to an earlier one.
  await button(page, /^web2, fired/).click();
  await settled(page);
  assert.equal(await marked(page), at("14:12:45"));
  const [back] = await view(page);
  assert.ok(back < at("14:12:45"));
});

test("a click on the plot pins the cursor there", async (t) => {
  const page = await start(t);
  const { x, y } = await place(page, "15:05:00");
  await page.mouse.click(x, y);
  await settled(page);
  await page.mouse.move(5, 5);
  await eventually(async () => assert.equal(await marked(page), at("15:05:00")));
  assert.equal((await readout(page)).clock, "15:05:00");
  assert.equal(await state(page, "web1"), "firing");
});

test("arrow keys move the cursor by evaluations, Home and End to the window's ends", async (t) => {
  const page = await start(t);
  const [from, to] = await view(page);
  await cursor(page).focus();
  const press = async (key, wanted) => {
    await page.keyboard.press(key);
    await settled(page);
    assert.equal(await marked(page), wanted, key);
  };
  await press("ArrowLeft", at("15:00:00"));
  await press("ArrowRight", at("15:00:15"));
  await press("Shift+ArrowRight", at("15:01:30"));
  await press("Home", from);
  await press("End", to);
});

test("the state at the cursor follows it over the edge of the lane", async (t) => {
  const page = await start(t);
  await cursor(page).focus();
  await page.keyboard.press("ArrowLeft");
  await settled(page);
  assert.equal(await state(page, "web1"), "inactive");
  await cursor(page).focus();
  await page.keyboard.press("ArrowRight");
  await settled(page);
  assert.equal(await state(page, "web1"), "firing");
});

test("keys zoom around the cursor, nought shows the first window again", async (t) => {
  const page = await start(t);
  const first = await view(page);
  await cursor(page).focus();
  await page.keyboard.press("+");
  await settled(page);
  const nearer = await view(page);
  assert.ok(nearer[1] - nearer[0] < 0.6 * (first[1] - first[0]), `${nearer}`);
  assert.ok(nearer[0] < at("15:00:15") && at("15:00:15") < nearer[1]);
  await cursor(page).focus();
  await page.keyboard.press("-");
  await page.keyboard.press("-");
  await settled(page);
  const farther = await view(page);
  assert.ok(farther[1] - farther[0] > 1.5 * (nearer[1] - nearer[0]));
  await cursor(page).focus();
  await page.keyboard.press("0");
  await settled(page);
  assert.deepEqual(await view(page), first);
});

test("a stretch marked with the mouse is shown alone, and the button brings the first window back", async (t) => {
  const page = await start(t);
  const first = await view(page);
  const before = await picture(page);
  const [from, to] = [await place(page, "14:58:00"), await place(page, "15:12:00")];
  await drag(page, from, to);
  await settled(page);
  const near = (a, b) => Math.abs(a - b) <= 30;
  const shown = await view(page);
  assert.ok(near(shown[0], at("14:58:00")) && near(shown[1], at("15:12:00")), `${shown}`);
  assert.notEqual(await picture(page), before);
  await button(page, "Reset zoom").click();
  await settled(page);
  assert.deepEqual(await view(page), first);
});

test("the window is moved in the overview below the plot", async (t) => {
  const page = await start(t);
  const [from, to] = await view(page);
  const box = await cursor(page).boundingBox();
  const whole = 6 * 3600;
  // Below the axis: the overview spans the same width over all of the six hours.
  const y = box.y + box.height + 24 + 20;
  const x = box.x + ((from + to) / 2 / whole) * box.width;
  await drag(page, { x, y }, { x: x - (3600 / whole) * box.width, y });
  await settled(page);
  const moved = await view(page);
  assert.ok(Math.abs(from - 3600 - moved[0]) <= 60, `${from} became ${moved[0]}`);
  assert.ok(Math.abs(moved[1] - moved[0] - (to - from)) <= 30);
});

test("pointing at the plot lists every instance with value and state", async (t) => {
  const page = await start(t, "HaproxyServerResponseErrors");
  const { x, y } = await place(page, "14:15:00");
  await page.mouse.move(x, y);
  const tip = page.getByRole("figure").locator(".tip");
  await tip.getByText("14:15:00", { exact: true }).waitFor();
  const rows = await tip.locator("tr").allInnerTexts();
  assert.equal(rows.length, 6);
  // The highest first, with its multiple of the threshold.
  assert.match(rows[0].replaceAll(/\s+/g, " "), /^ ?web2 \d+\.\d+ \d\.\d\d× firing$/);
  for (const name of ["api1", "api2", "api3", "web1", "web3"]) assert.ok(rows.some((row) => row.includes(name)), name);
  await page.mouse.move(5, 5);
  await tip.getByText("14:12:45", { exact: true }).waitFor();
});

test("a gap is a gap: before there are two samples there is no value", async (t) => {
  const page = await start(t, "HaproxyServerResponseErrors");
  await cursor(page).focus();
  for (let idx = 0; idx < 6; idx += 1) {
    await page.keyboard.press("-");
    await settled(page);
  }
  await page.keyboard.press("Home");
  await settled(page);
  assert.equal(await marked(page), 0);
  const { rows } = await readout(page);
  assert.ok(rows.every((row) => row.value === "no value"), JSON.stringify(rows));
});

test("the same rule is the same picture, another threshold another one", async (t) => {
  const page = await start(t, "HaproxyServerConnectionErrors");
  const published = await picture(page);
  await write(page, "Threshold value", "160");
  assert.notEqual(await picture(page), published);
  await write(page, "Threshold value", "100");
  assert.equal(await picture(page), published);
});

test("each crossing of the threshold is marked on its line", async (t) => {
  const page = await start(t, "HaproxyServerConnectionErrors");
  const { y } = await middle(page.getByRole("slider", { name: "Threshold line" }));
  // Out of the way with the cursor, which stands on the crossing.
  await cursor(page).press("Home");
  await settled(page);
  const crossing = await place(page, (await episodes(page))[0][2]);
  const beside = await place(page, "16:25:00");
  const [mark, plain] = [await fire(page, { x: crossing.x, y }, 8), await fire(page, { x: beside.x, y }, 8)];
  assert.ok(mark > plain + 5, `${mark} beside ${plain}`);
});

test("a lane is filled where its instance fires, and only there", async (t) => {
  const page = await start(t);
  const box = await cursor(page).boundingBox();
  // The lane lies under the plot, whose height is fixed.
  const y = box.y + 198 + 14 + 12;
  const firing = await place(page, "15:08:00");
  const calm = await place(page, "15:20:00");
  assert.ok((await fire(page, { x: firing.x, y }, 6)) > 100);
  assert.equal(await fire(page, { x: calm.x, y }, 6), 0);
});

test("episodes tell what they overlap", async (t) => {
  const page = await start(t, "HaproxyServerResponseErrors");
  const causes = (await episodes(page)).map((row) => row[7]);
  assert.match(causes[0], /web2 closes before headers, after/);
  assert.match(causes[1], /api1 does not answer in time, after/);
});

test("the chart is crisp on a screen with two device pixels per pixel", async (t) => {
  const page = await open(t, { scale: 2 });
  await settled(page);
  const ratios = await page.getByRole("figure").evaluate((figure) => {
    return [...figure.querySelectorAll("canvas")].filter((it) => it.width > 0).map((it) => it.width / it.getBoundingClientRect().width);
  });
  assert.ok(ratios.length > 0 && ratios.every((ratio) => Math.abs(ratio - 2) < 0.02), ratios.join());
});
