// Bad input: whatever is put into a field, a message stands beside it, nothing hangs, nothing is lost, and the next good
// text is taken.
import assert from "node:assert/strict";
import test from "node:test";
import { open } from "./harness.mjs";
import { code, complaint, episodes, fill, pick, settled, textbox, whole, write } from "./page.mjs";

const MARKUP = "<img src=x onerror=alert(1)>";
const NESTED = `${"(".repeat(10_000)}1${")".repeat(10_000)}`;
const ENORMOUS = "9".repeat(1_000_000);
/** Wrong in every field. */
const WRONG = { empty: "", "NaN": "NaN", "1e309": "1e309", "markup": MARKUP, "nested": NESTED, "one megabyte": ENORMOUS, "words": "forty two", "a comma": "1,5", "NUL": "1\u00002" };

/** The page with the rule that has a window and a fault with a strength, the fault's form open. */
async function start(t) {
  const page = await open(t);
  await settled(page);
  await pick(page, "Rule", "HaproxyServerResponseErrors");
  await page.getByRole("region", { name: "Faults" }).getByRole("button", { name: /web2 closes/ }).click();
  await settled(page);
  return page;
}

/** Puts wrong texts into all `fields` at once, then the good ones back. */
async function badAndGood(t, fields, wrong) {
  const page = await start(t);
  const rows = await episodes(page);
  const good = new Map();
  for (const name of fields) good.set(name, await whole(page, name));
  for (const [what, text] of Object.entries(wrong)) {
    // A megabyte takes the browser itself half a second to lay out: one field has to do for its kind.
    const some = text.length > 100_000 ? fields.slice(0, 1) : fields;
    for (const name of some) await fill(page, name, text);
    await settled(page);
    for (const name of some) {
      const said = await complaint(textbox(page, name));
      assert.ok(said, `${name}, ${what}: a message`);
      assert.ok(said.length < 400, `${name}, ${what}: a short message, not ${said.length} characters`);
      // What was typed is still there to be mended.
      assert.equal((await whole(page, name)).length, text.length, `${name}, ${what}`);
    }
    assert.deepEqual(await episodes(page), rows, `${what}: the last good picture stays`);
  }
  for (const [name, text] of good) await fill(page, name, text);
  await settled(page);
  for (const name of fields) assert.equal(await complaint(textbox(page, name)), null, name);
  assert.deepEqual(await episodes(page), rows);
  assert.equal(await page.locator("img").count(), 0);
  return page;
}

const TRAFFIC = ["Requests", "Swing", "Noise", "Seed", "3xx", "4xx", "5xx"];
const FAULT = ["From", "Lasts", "Strength in percent"];
const RULE = ["for", "keep_firing_for", "window"];

test("the fields of the traffic", (t) => badAndGood(t, TRAFFIC, { ...WRONG, negative: "-1" }));

test("the fields of a fault", (t) => badAndGood(t, FAULT, { ...WRONG, negative: "-1", "too long": "999999h" }));

test("the durations of the rule", (t) => badAndGood(t, RULE, { ...WRONG, negative: "-1", "no unit": "5", "too long": "999999h" }));

test("the threshold", (t) => badAndGood(t, ["Threshold value"], WRONG));

test("the expression", (t) =>
  badAndGood(t, ["Expression"], {
    empty: "",
    markup: MARKUP,
    nested: NESTED,
    "one megabyte of digits": ENORMOUS,
    "one megabyte": `${"haproxy_server_up + ".repeat(50_000)}1 > 5`,
    "a long chain": `${"1 + ".repeat(3000)}1`,
    "a name alone": "sum(",
    "an impossible range": "rate(haproxy_server_up[99999999999999999999y])",
    "an impossible offset": "haproxy_server_up offset 1e400",
    "a number past all": "haproxy_server_up > 1e400 >",
    "an unclosed string": 'haproxy_server_up{server="web1',
    "an expensive regular expression": `haproxy_server_up{server=~"${"(a*)*".repeat(30)}("} > 0`,
    "letters of other alphabets": "ありがとう == 💥",
  }));

test("a negative threshold is no error", async (t) => {
  const page = await start(t);
  await write(page, "Threshold value", "-1");
  assert.equal(await complaint(textbox(page, "Threshold value")), null);
  assert.match(await code(page, "Expression"), /> -1$/);
});

test("an expression that is true for ever, or a number, is no error", async (t) => {
  const page = await start(t);
  for (const text of ["vector(1)", "1 > bool 0", "-1", "haproxy_server_http_responses_total >= 0"]) {
    await write(page, "Expression", text);
    assert.equal(await complaint(textbox(page, "Expression")), null, text);
  }
});

test("one field's error does not stand in the way of another's edit", async (t) => {
  const page = await start(t);
  const fired = async () => (await episodes(page)).find((row) => row[0] === "web2")[2];
  const instant = (clock) => Date.parse(`1970-01-01T${clock}Z`) / 1000;
  const before = instant(await fired());
  await write(page, "Requests", "many");
  await write(page, "for", "2m");
  assert.equal(await textbox(page, "Requests").inputValue(), "many");
  assert.ok(await complaint(textbox(page, "Requests")));
  assert.equal(await complaint(textbox(page, "for")), null);
  // Published with `for: 1m`.
  assert.equal(instant(await fired()), before + 60);
});

test("while the expression is wrong, the threshold says why it cannot be set, and keeps the text", async (t) => {
  const page = await start(t);
  await write(page, "Expression", "haproxy_server_up == ");
  await write(page, "Threshold value", "7");
  assert.match(await complaint(textbox(page, "Threshold value")), /expression has an error/);
  assert.equal(await code(page, "Expression"), "haproxy_server_up == ");
});

test("numbers as people write them are taken", async (t) => {
  const page = await start(t);
  for (const [name, text] of [["Requests", " 80 "], ["4xx", "2.50"], ["for", "90s"], ["window", "2m"], ["From", "14:12:00"], ["Lasts", "1h30m"]]) {
    await write(page, name, text);
    assert.equal(await complaint(textbox(page, name)), null, name);
  }
});

test("a rule that yields thousands of instances is bounded, and the page goes on", async (t) => {
  const page = await start(t);
  await write(page, "Expression", 'count_values("value", haproxy_server_bytes_out_total) > 0');
  await write(page, "Expression", "sum without (server) (rate(haproxy_server_http_responses_total[1m])) >= 0");
  assert.equal(await complaint(textbox(page, "Expression")), null);
  await write(page, "Expression", "haproxy_process_nothing > 0");
  assert.deepEqual(await episodes(page), []);
});
