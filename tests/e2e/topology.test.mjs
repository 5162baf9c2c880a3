// The topology as a tree with forms: what is added, removed, renamed and set is what is simulated.
import assert from "node:assert/strict";
import test from "node:test";
import { open } from "./harness.mjs";
import { button, complaint, eventually, pick, settled, spans, textbox, write, yaml } from "./page.mjs";

const topology = (page) => page.getByRole("region", { name: "Topology" });
const row = (page, name) => topology(page).getByRole("button", { name: new RegExp(`^${name} `) });
const messages = (page) => page.getByRole("alert");

async function start(t, name = "be_web") {
  const page = await open(t);
  await settled(page);
  await row(page, name).click();
  await settled(page);
  return page;
}

test("a server is added, renamed and removed, and the rule sees it", async (t) => {
  const page = await start(t);
  const before = await settled(page);
  await topology(page).getByRole("button", { name: "Add server" }).click();
  await settled(page);
  await page.getByText("1,441 evaluations of 7 instances").waitFor();
  await row(page, "web4").click();
  await settled(page);
  assert.equal(await textbox(page, "Name").inputValue(), "web4");
  await write(page, "Name", "spare");
  await row(page, "spare").waitFor();
  await topology(page).getByText("1 frontend, 7 servers").waitFor();
  // The chart's lanes know the new name.
  await write(page, "Expression", "haproxy_server_up == 1");
  assert.ok((await spans(page)).some((it) => it.startsWith("spare ")));
  for (const name of [/^Undo expression|^Undo .*Expression/i, /^Undo Name web4 to spare/, /^Undo adding to the topology/]) {
    await button(page, name).click();
    await settled(page);
  }
  await row(page, "be_web").click();
  assert.equal(await settled(page), before);
  await row(page, "web1").click();
  await settled(page);
  await topology(page).getByRole("button", { name: "Remove server" }).click();
  await settled(page);
  await messages(page).getByText(/1 fault of it went with it/).waitFor();
  assert.deepEqual(await spans(page), []);
  await button(page, "Undo removing web1").click();
  await settled(page);
  assert.deepEqual(await spans(page), ["web1 15:00:15 to 15:10:15"]);
});

test("a rename takes faults and routes along", async (t) => {
  const page = await start(t);
  await write(page, "Name", "be_shop");
  await row(page, "be_shop").waitFor();
  assert.deepEqual(await spans(page), ["web1 15:00:15 to 15:10:15"]);
  await row(page, "web1").click();
  await settled(page);
  await write(page, "Name", "shop1");
  assert.deepEqual(await spans(page), ["shop1 15:00:15 to 15:10:15"]);
  await page.getByRole("region", { name: "Faults" }).getByRole("button", { name: /shop1 is killed/ }).waitFor();
  assert.equal((await messages(page).innerText()).trim(), "");
});

test("checks decide how soon a death is seen", async (t) => {
  const page = await start(t);
  await write(page, "inter", "30s");
  const [late] = await spans(page);
  assert.match(late, /^web1 15:0[12]:/);
  await write(page, "inter", "1m");
  const [later] = await spans(page);
  assert.ok(later > late, `${later} after ${late}`);
  await write(page, "rise", "8");
  const [longer] = await spans(page);
  assert.ok(longer.split(" to ")[1] > later.split(" to ")[1], `${longer} after ${later}`);
});

test("weights and retries are the simulation's", async (t) => {
  const page = await open(t);
  await settled(page);
  await pick(page, "Rule", "HaproxyServerConnectionErrors");
  await row(page, "be_api").click();
  await settled(page);
  const [before] = await spans(page);
  await write(page, "retries", "0");
  const without = await settled(page);
  await write(page, "retries", "3");
  assert.notEqual(await settled(page), without);
  assert.equal((await spans(page))[0], before);
  await row(page, "api2").click();
  await settled(page);
  await write(page, "weight", "0");
  assert.deepEqual(await spans(page), [], "no request goes to a server of weight 0");
});

test("wrong texts are told of beside their field", async (t) => {
  const page = await start(t);
  for (const [name, text] of [["Name", "be api"], ["Name", "be_api"], ["Name", ""], ["Name", "x".repeat(100)], ["retries", "many"], ["inter", "0s"], ["fall", "0"], ["rise", "1000"]]) {
    await write(page, name, text);
    assert.ok(await complaint(textbox(page, name)), `${name} ${text}`);
    assert.deepEqual(await spans(page), ["web1 15:00:15 to 15:10:15"]);
    await page.keyboard.press("Control+z");
    await settled(page);
    assert.equal(await complaint(textbox(page, name)), null, `${name} ${text}`);
  }
});

test("backends and frontends are added and removed, but never the last", async (t) => {
  const page = await start(t);
  await topology(page).getByRole("button", { name: "Add backend" }).click();
  await settled(page);
  await row(page, "be_api2").waitFor();
  await page.getByText("1,441 evaluations of 7 instances").waitFor();
  await topology(page).getByRole("button", { name: "Remove backend" }).click();
  await settled(page);
  await page.getByText("1,441 evaluations of 6 instances").waitFor();
  for (const name of ["be_api", "be_web"]) {
    await row(page, name).click();
    await settled(page);
    await topology(page).getByRole("button", { name: "Remove backend" }).click();
    await settled(page);
  }
  await messages(page).getByText("Nothing was removed: a scenario needs a backend.").waitFor();
  await row(page, "fe_main").click();
  await settled(page);
  await topology(page).getByRole("button", { name: "Add frontend" }).click();
  await settled(page);
  await topology(page).getByText(/^2 frontends/).waitFor();
  await topology(page).getByRole("button", { name: "Remove frontend" }).click();
  await settled(page);
  await topology(page).getByText(/^1 frontend,/).waitFor();
});

test("a hundred servers are simulated and shown, and not one more is added", async (t) => {
  const page = await start(t);
  const before = performance.now();
  const add = topology(page).getByRole("button", { name: "Add server" });
  for (let idx = 0; idx < 94; idx += 1) {
    await add.click();
    await topology(page).getByText(`1 frontend, ${idx + 7} servers`).waitFor();
  }
  await settled(page);
  await page.getByText("1,441 evaluations of 100 instances").waitFor();
  t.diagnostic(`94 servers added in ${Math.round((performance.now() - before) / 1000)} s`);
  await topology(page).getByRole("button", { name: "Add server" }).click();
  await messages(page).getByText(/there are 100 servers; the page adds up to 100/).waitFor();
  const since = performance.now();
  await write(page, "Requests", "45");
  t.diagnostic(`an edit over 100 servers took ${Math.round(performance.now() - since)} ms`);
  assert.match(await yaml(page), /HaproxyServerDown/);
  await eventually(async () => assert.ok((await spans(page)).length > 0));
});
