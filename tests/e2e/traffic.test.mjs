// The traffic: load, shares of the answers, faults. Each edit is answered by the chart, the words or the episodes.
import assert from "node:assert/strict";
import test from "node:test";
import { open } from "./harness.mjs";
import { button, combobox, complaint, drag, episodes, eventually, pick, picture, place, readout, settled, spans, textbox, write } from "./page.mjs";

/** The page with the rule `rule`, settled. */
async function start(t, rule) {
  const page = await open(t);
  await settled(page);
  if (rule) await pick(page, "Rule", rule);
  return page;
}

/** The row of the list of faults that begins with `text`. */
const fault = (page, text) => page.getByRole("region", { name: "Faults" }).getByRole("button", { name: text });

/** Puts `text` into the field `name` of the open fault. */
const writeFault = (page, name, text) => write(page, name, text);

test("requests per second change the load and the values", async (t) => {
  const page = await start(t, "HaproxyServerConnectionErrors");
  const load = page.getByRole("img", { name: /^Load:/ });
  const before = await load.getAttribute("aria-label");
  const peak = Number((await episodes(page))[0][5]);
  await write(page, "Requests", "1600");
  assert.notEqual(await load.getAttribute("aria-label"), before);
  const rows = await episodes(page);
  const doubled = Number(rows.find((row) => row[2].startsWith("16:3"))[5]);
  assert.ok(doubled > 1.8 * peak && doubled < 2.2 * peak, `${peak} became ${doubled}`);
  // At twice the load the earlier fault is over the threshold as well.
  assert.ok(rows.some((row) => row[2].startsWith("12:4")), "the fault at 12:45 fires now");
});

test("the shape over the day changes the load's course", async (t) => {
  const page = await start(t);
  const load = page.getByRole("img", { name: /^Load:/ });
  const seen = new Set([await load.getAttribute("aria-label")]);
  for (const shape of ["Constant", "Ramp", "Spikes"]) {
    await pick(page, "Shape", shape);
    seen.add(await load.getAttribute("aria-label"));
  }
  assert.equal(seen.size, 4, [...seen].join("; "));
  // Without swing and noise a constant load is constant.
  await pick(page, "Shape", "Constant");
  await write(page, "Noise", "0");
  await write(page, "Requests", "50");
  assert.match(await load.getAttribute("aria-label"), /^Load: 50 to 50 /);
});

test("another seed is another chance", async (t) => {
  const page = await start(t, "HaproxyServerResponseErrors");
  const before = await episodes(page);
  await write(page, "Seed", "43");
  assert.notDeepEqual(await episodes(page), before);
  await write(page, "Seed", "42");
  assert.deepEqual(await episodes(page), before);
});

test("the share of 4xx answers reaches the values of the rule, and 2xx is what is left", async (t) => {
  const page = await start(t, "HaproxyHighHttp4xxErrorRateBackend");
  const traffic = page.getByRole("region", { name: "Traffic" });
  const value = async () => Number((await readout(page)).rows.find((row) => row.name === "be_web").value);
  const before = await value();
  assert.ok(before < 0.05, `${before} at first`);
  await write(page, "4xx", "40");
  assert.ok(Math.abs((await value()) - 0.4) < 0.1, `${await value()} with 40 %`);
  assert.match(await traffic.locator("dl").innerText(), /2xx\s*51\.8%\s*3xx\s*8%\s*4xx\s*40%\s*5xx\s*0\.2%/);
});

test("shares that leave nothing for 2xx are refused beside their field", async (t) => {
  const page = await start(t);
  const before = await episodes(page);
  await write(page, "5xx", "99");
  assert.match(await complaint(textbox(page, "5xx")), /leave/);
  assert.deepEqual(await episodes(page), before);
  await write(page, "5xx", "20");
  assert.equal(await complaint(textbox(page, "5xx")), null);
});

test("a fault is added, and a server of the other backend goes down", async (t) => {
  const page = await start(t);
  await button(page, "Add fault").click();
  await settled(page);
  assert.equal(await page.getByRole("region", { name: "Faults" }).getByRole("listitem").count(), 2);
  await pick(page, "Target", "be_api/api3");
  await writeFault(page, "From", "13:00:00");
  await writeFault(page, "Lasts", "5m");
  assert.deepEqual(await spans(page), ["api3 13:00:15 to 13:05:15", "web1 15:00:15 to 15:10:15"]);
});

test("a fault's start and length move its episode", async (t) => {
  const page = await start(t);
  await fault(page, /web1 is killed/).click();
  await settled(page);
  await writeFault(page, "From", "16:30:00");
  assert.deepEqual(await spans(page), ["web1 16:30:15 to 16:40:15"]);
  await writeFault(page, "Lasts", "20m");
  assert.deepEqual(await spans(page), ["web1 16:30:15 to 16:50:15"]);
  // A duration since the scenario's start says the same as a time of day.
  await writeFault(page, "From", "1h");
  assert.deepEqual(await spans(page), ["web1 13:00:15 to 13:20:15"]);
});

test("a fault that ends after the scenario is refused, and nothing moves", async (t) => {
  const page = await start(t);
  await fault(page, /web1 is killed/).click();
  await settled(page);
  await writeFault(page, "From", "17:55:00");
  assert.match(await complaint(textbox(page, "From")), /after the scenario/);
  assert.deepEqual(await spans(page), ["web1 15:00:15 to 15:10:15"]);
  await writeFault(page, "From", "30h");
  assert.match(await complaint(textbox(page, "From")), /not inside the scenario/);
  await writeFault(page, "From", "17:50:00");
  assert.equal(await complaint(textbox(page, "From")), null);
  assert.deepEqual((await episodes(page)).map((row) => row[2]), ["17:50:15"]);
});

test("another kind of fault is another story", async (t) => {
  const page = await start(t);
  await fault(page, /web1 is killed/).click();
  await settled(page);
  const kinds = await combobox(page, "Kind").getByRole("option").allTextContents();
  assert.ok(kinds.length >= 6, kinds.join(", "));
  const refused = kinds.find((kind) => /refuse/i.test(kind));
  await pick(page, "Kind", refused);
  await fault(page, /web1 refuses connections/).waitFor();
  await page.getByRole("figure").getByRole("button", { name: /^Fault: web1 refuses connections/ }).waitFor();
});

test("a stronger fault has a higher peak, by field and by slider", async (t) => {
  const page = await start(t, "HaproxyServerResponseErrors");
  const peak = async () => Number((await episodes(page)).find((row) => row[0] === "web2")?.[5]);
  await fault(page, /web2 closes before headers/).click();
  await settled(page);
  const before = await peak();
  await writeFault(page, "Strength in percent", "40");
  const stronger = await peak();
  assert.ok(stronger > 2 * before, `${before} became ${stronger}`);
  const slider = page.getByRole("slider", { name: "Strength" });
  await slider.fill("80");
  await settled(page);
  assert.equal(await textbox(page, "Strength in percent").inputValue(), "80");
  assert.ok((await peak()) > 2 * stronger);
  await slider.press("ArrowLeft");
  await settled(page);
  assert.ok(Number(await textbox(page, "Strength in percent").inputValue()) < 80);
});

test("without the fault nothing fires, and the page says how close it came", async (t) => {
  const page = await start(t);
  await fault(page, /web1 is killed/).click();
  await button(page, "Remove fault").click();
  await settled(page);
  assert.deepEqual(await episodes(page), []);
  await page.getByRole("region", { name: "Episodes" }).getByText(/Never true here/).waitFor();
  await page.getByRole("region", { name: "Faults" }).getByText("none").waitFor();
  assert.equal(await page.getByRole("figure").getByRole("button", { name: /^Fault:/ }).count(), 0);
});

test("a fault's bar is dragged with the mouse", async (t) => {
  const page = await start(t);
  const bar = page.getByRole("figure").getByRole("button", { name: /^Fault: web1 is killed/ });
  const box = await bar.boundingBox();
  const [from, to] = [await place(page, "15:00:00"), await place(page, "15:10:00")];
  const before = await picture(page);
  const y = box.y + box.height / 2;
  await drag(page, { x: (from.x + to.x) / 2, y }, { x: (from.x + to.x) / 2 + (to.x - from.x) / 2, y });
  await settled(page);
  const [name, , fired, resolved] = (await episodes(page))[0];
  assert.equal(name, "web1");
  assert.match(fired, /^15:0[45]:/);
  assert.match(resolved, /^15:1[45]:/);
  await eventually(async () => assert.notEqual(await picture(page), before));
  // By its end it grows.
  const end = await place(page, resolved);
  await drag(page, { x: end.x - 3, y }, { x: end.x - 3 + (to.x - from.x) / 2, y });
  await settled(page);
  const grown = (await episodes(page))[0];
  assert.equal(grown[2], fired);
  assert.match(grown[3], /^15:(19|20|21):/);
});

test("a fault's bar is moved, stretched and removed by keys", async (t) => {
  const page = await start(t);
  const bar = page.getByRole("figure").getByRole("button", { name: /^Fault: web1 is killed/ });
  await bar.press("ArrowRight");
  await settled(page);
  assert.deepEqual(await spans(page), ["web1 15:00:30 to 15:10:30"]);
  await bar.press("Shift+ArrowLeft");
  await settled(page);
  assert.deepEqual(await spans(page), ["web1 14:59:15 to 15:09:15"]);
  await bar.press("Alt+ArrowRight");
  await settled(page);
  assert.deepEqual(await spans(page), ["web1 14:59:15 to 15:09:30"]);
  await bar.press("Delete");
  await settled(page);
  assert.deepEqual(await spans(page), []);
});
