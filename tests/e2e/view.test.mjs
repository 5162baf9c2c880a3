// What a person sees who opens the page for the first time: a scenario that runs, an alert that fires, the cursor where it
// begins, and the runbook about it.
import assert from "node:assert/strict";
import test from "node:test";
import { open } from "./harness.mjs";
import { at, cursor, episodes, eventually, marked, picked, picture, readout, settled, textbox, code } from "./page.mjs";

test("a scenario runs already, and HaproxyServerDown fires in it", async (t) => {
  const page = await open(t);
  await settled(page);
  assert.equal(await picked(page, "Scenario"), "web1 is killed for ten minutes");
  assert.equal(await picked(page, "Rule"), "HaproxyServerDown");
  assert.equal(await code(page, "Expression"), "haproxy_server_up == 0");
  const [row, ...more] = await episodes(page);
  assert.deepEqual(row.slice(0, 6), ["web1", "", "15:00:15", "15:10:15", "10m", "0"]);
  assert.match(row[7], /web1 is killed/);
  assert.deepEqual(more, []);
  assert.equal(await page.title(), "HaproxyServerDown, alertplay");
});

test("the cursor stands on the first firing instant", async (t) => {
  const page = await open(t);
  await settled(page);
  assert.equal(await marked(page), at("15:00:15"));
  assert.match(await cursor(page).getAttribute("aria-valuetext"), /^15:00:15, /);
  const { clock, rows } = await readout(page);
  assert.equal(clock, "15:00:15");
  const web1 = rows.find((row) => row.name === "web1");
  assert.deepEqual([web1.value, web1.state], ["0", "firing"]);
  const others = rows.filter((row) => row !== web1);
  assert.deepEqual(others.map((row) => row.name).sort(), ["api1", "api2", "api3", "web2", "web3"]);
  assert.ok(others.every((row) => row.value === "1" && row.state === "inactive"));
});

test("the runbook speaks of the instance that fires", async (t) => {
  const page = await open(t);
  await settled(page);
  const runbook = page.getByRole("tabpanel", { name: "Runbook" });
  await runbook.getByText("web1 firing since 15:00:15, value 0").waitFor();
  await runbook.getByText('echo "set server be_web/web1 state maint"').waitFor();
});

test("two backends of three servers stand behind one frontend", async (t) => {
  const page = await open(t);
  await settled(page);
  const topology = page.getByRole("region", { name: "Topology" });
  await topology.getByText("1 frontend, 6 servers").waitFor();
  for (const [backend, servers] of [["be_web", ["web1", "web2", "web3"]], ["be_api", ["api1", "api2", "api3"]]]) {
    await topology.getByRole("button", { name: new RegExp(`^${backend} 3 servers`) }).click();
    for (const name of servers) await topology.getByRole("button", { name: new RegExp(`^${name} weight 1`) }).waitFor();
  }
  await topology.getByText(/haproxy_exporter/).waitFor();
});

test("the chart is drawn, and its fault, its lines and its summary are told in words", async (t) => {
  const page = await open(t);
  await settled(page);
  const figure = page.getByRole("figure");
  await figure.getByRole("button", { name: "Fault: web1 is killed, 15:00:00 to 15:10:00" }).waitFor();
  await figure.getByText("1 episode. web1 fires from 15:00:15.").waitFor({ state: "attached" });
  const lines = page.getByRole("group", { name: "Lines" }).getByRole("button");
  assert.deepEqual(await lines.allInnerTexts(), ["api1", "api2", "api3", "web1", "web2", "web3"]);
  // Not one colour: something is on the canvases.
  const colours = await figure.evaluate((it) => {
    const seen = new Set();
    for (const canvas of it.querySelectorAll("canvas")) {
      if (!canvas.width || !canvas.height) continue;
      const { data } = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height);
      for (let idx = 0; idx < data.length; idx += 4) if (data[idx + 3] === 255) seen.add(data.slice(idx, idx + 3).join());
    }
    return seen.size;
  });
  assert.ok(colours > 5, `${colours} colours`);
});

test("a line is put out by its name in the legend, and on again", async (t) => {
  const page = await open(t);
  await settled(page);
  const web1 = page.getByRole("group", { name: "Lines" }).getByRole("button", { name: "web1" });
  const before = await picture(page);
  await web1.click();
  await eventually(async () => {
    assert.equal(await web1.getAttribute("aria-pressed"), "false");
    assert.notEqual(await picture(page), before);
  });
  await web1.click();
  await eventually(async () => assert.equal(await web1.getAttribute("aria-pressed"), "true"));
});

test("the settled result is read out, and the foot says what was worked", async (t) => {
  const page = await open(t);
  await settled(page);
  const spoken = page.getByRole("status").filter({ hasText: "1 episode. web1 fires from 15:00:15." });
  await spoken.waitFor({ state: "attached" });
  await page.getByText("1,441 evaluations of 6 instances").waitFor();
});

test("work is found again after a reload", async (t) => {
  const page = await open(t);
  await settled(page);
  await textbox(page, "for").fill("2m");
  const fingerprint = await settled(page);
  await page.getByText("Saved in this browser").waitFor();
  await page.reload();
  assert.equal(await settled(page), fingerprint);
  assert.equal(await textbox(page, "for").inputValue(), "2m");
});
