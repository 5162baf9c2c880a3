// The link: it carries everything, opens elsewhere as the same view, and a broken one says so and costs nothing.
import assert from "node:assert/strict";
import test from "node:test";
import { deflateSync, inflateSync } from "node:zlib";
import { open } from "./harness.mjs";
import { button, cursor, eventually, marked, pick, picked, settled, spans, textbox, view, write } from "./page.mjs";

const CLIPBOARD = { permissions: ["clipboard-read", "clipboard-write"] };
const WEB1 = ["web1 15:00:15 to 15:10:15"];

/** The fragment that the button Share link copies, without `#`. */
async function share(page) {
  await button(page, "Share link").click();
  await page.getByRole("status").getByText("Copied").waitFor({ state: "attached" });
  const link = await page.evaluate(() => navigator.clipboard.readText());
  assert.equal(page.url(), link, "the address bar holds the link as well");
  return link.split("#")[1];
}

/** The document in a fragment, and a fragment with another one. */
const unpacked = (fragment) => inflateSync(Buffer.from(fragment.split(".")[1], "base64url")).toString();
const packed = (text) => `1.${deflateSync(Buffer.from(text)).toString("base64url")}`;

/** The text of the document in `good`, with each piece of `edits` in place of another; all of them have to be there. */
function edited(good, edits) {
  let text = unpacked(good);
  for (const [from, to] of Object.entries(edits)) {
    assert.ok(text.includes(from), `the document holds "${from}"`);
    text = text.replace(from, to);
  }
  return text;
}

/** Puts `fragment` into the address bar of the open page. */
async function follow(page, fragment) {
  await page.evaluate((it) => {
    location.hash = it;
  }, fragment);
  return settled(page);
}

const messages = (page) => page.getByRole("alert");

/** A link of the first view, made once by the page itself. */
let made;
async function link(t) {
  if (!made) {
    const page = await open(t, CLIPBOARD);
    await settled(page);
    made = await share(page);
  }
  return made;
}

test("a link opens elsewhere as the same view, fingerprint for fingerprint", async (t) => {
  const page = await open(t, CLIPBOARD);
  await settled(page);
  await pick(page, "Rule", "HaproxyServerResponseErrors");
  await write(page, "Threshold value", "12.5");
  await write(page, "for", "45s");
  await write(page, "keep_firing_for", "2m");
  await pick(page, "severity", "warning");
  await pick(page, "Prometheus", "Prometheus 2");
  await write(page, "Requests", "75");
  await button(page, "Add fault").click();
  await settled(page);
  await write(page, "From", "16:20:00");
  await cursor(page).press("+");
  await cursor(page).press("ArrowRight");
  const fingerprint = await settled(page);
  // The mark first: looking for the window's ends moves the pointer over the plot.
  const here = { marked: await marked(page), spans: await spans(page), view: await view(page) };
  const fragment = await share(page);

  const other = await open(t, { path: `#${fragment}`, width: 1100, height: 800, colorScheme: "dark" });
  assert.equal(await settled(other), fingerprint);
  assert.deepEqual({ marked: await marked(other), spans: await spans(other), view: await view(other) }, here);
  assert.equal(await picked(other, "Rule"), "HaproxyServerResponseErrors");
  assert.equal(await picked(other, "severity"), "warning");
  assert.equal(await picked(other, "Prometheus"), "Prometheus 2");
  for (const [name, value] of [["Threshold value", "12.5"], ["for", "45s"], ["keep_firing_for", "2m"], ["Requests", "75"], ["From", "16:20:00"]]) {
    assert.equal(await textbox(other, name).inputValue(), value, name);
  }
  assert.equal((await messages(other).innerText()).trim(), "");
});

test("the link's length is shown against what passes every chat", async (t) => {
  const page = await open(t, CLIPBOARD);
  await settled(page);
  const fragment = await share(page);
  const words = fragment.length.toLocaleString("en-GB");
  await page.getByTitle(/^Characters of the link/).getByText(`${words} / 2,000`).waitFor();
  assert.ok(fragment.length < 2000);
  // Where the bar has no room for it, the menu says it.
  await page.setViewportSize({ width: 360, height: 780 });
  await button(page, "Export and more").click();
  await page.getByRole("group", { name: "Export and more" }).getByRole("button", { name: `Share link ${words} / 2,000` }).waitFor();
});

test("where the browser does not let the page copy, the address is shown", async (t) => {
  const page = await open(t);
  await settled(page);
  await page.evaluate(() => {
    navigator.clipboard.writeText = () => Promise.reject(new Error("no"));
  });
  await button(page, "Share link").click();
  await messages(page).getByText(/does not let the page copy/).waitFor();
  assert.match(page.url(), /#1\.[\w-]{500,}$/);
  await messages(page).getByText(page.url()).waitFor();
  await button(page, "Dismiss messages").click();
  await eventually(async () => assert.equal((await messages(page).innerText()).trim(), ""));
});

/** What may happen to a link, and what the page has to say. */
const BROKEN = {
  "a link that was cut": [(good) => good.slice(0, good.length >> 1), /cut off after \d+ characters/],
  "an altered link": [(good) => `${good.slice(0, 400)}${good[400] === "A" ? "B" : "A"}${good.slice(401)}`, /altered/],
  "a link of a newer version": [(good) => good.replace(/^1/, "2"), /version 2, and this page knows versions up to 1: reload/],
  "a fragment that is no link": [() => "section-2", /not a link of alertplay/],
  "a link that inflates to 64 MB": [() => packed("a".repeat(1 << 26)), /more than 1048576 bytes/],
  "a link with 10^9 samples": [(good) => packed(edited(good, { "length: 6h": "length: 365d", "interval: 15s": "interval: 1s" })), /cannot be used/],
};

for (const [name, [broken, words]] of Object.entries(BROKEN)) {
  test(`${name} opens with a message and the first scenario`, async (t) => {
    const page = await open(t, { path: `#${broken(await link(t))}` });
    await settled(page);
    await messages(page).getByText(words).waitFor();
    assert.deepEqual(await spans(page), WEB1);
    // And the page works.
    await write(page, "for", "1m");
    assert.deepEqual(await spans(page), ["web1 15:01:15 to 15:10:15"]);
  });
}

/** A document that grows to 9^10 items by aliases. */
function aliases() {
  const rows = Array.from({ length: 9 }, (_, idx) => `a${idx + 1}: &a${idx + 1} [${Array(9).fill(`*a${idx}`)}]`);
  return ["a0: &a0 [x,x,x,x,x,x,x,x,x]", ...rows].join("\n");
}

/** More of them, each followed on a page that is open. */
const FOLLOWED = {
  "without its last character": [(good) => good.slice(0, -1), /cut off|altered/],
  "with a character that no link holds": [(good) => `${good.slice(0, 50)}!${good.slice(51)}`, /altered/],
  "of a version far ahead": [(good) => good.replace(/^1/, "99999999999999999999"), /not a link|version/],
  "of version nought": [(good) => good.replace(/^1/, "0"), /not a link/],
  "with nothing in it": [() => "1.", /cut|altered/],
  "of a million characters": [() => `1.${"A".repeat(1_200_000)}`, /1200002 characters; 1048576 are the most/],
  "to a document of a newer version": [(good) => packed(edited(good, { "version: 1": "version: 7" })), /version/],
  "whose document is no YAML": [() => packed("{{{ : ]"), /cannot be used/],
  "whose document is a list": [() => packed("- 1\n- 2\n"), /cannot be used/],
  "whose document is no text": [() => `1.${deflateSync(Buffer.from([0xff, 0xfe, 0x00, 0x80])).toString("base64url")}`, /altered|cannot be used/],
  "with an evaluation every 0 s": [(good) => packed(edited(good, { "evaluation: 15s": "evaluation: 0s" })), /cannot be used/],
  "with a fault past the end": [(good) => packed(edited(good, { "from: 3h": "from: 9h" })), /cannot be used/],
  "with a fault on nobody": [(good) => packed(edited(good, { "target: be_web/web1": "target: be_web/web9" })), /cannot be used/],
  "with a wrong expression": [(good) => packed(edited(good, { "haproxy_server_up == 0": "haproxy_server_up ==" })), /cannot be used/],
  "with NaN requests": [(good) => packed(edited(good, { "requests: 40.0": "requests: .nan" })), /cannot be used/],
  "with too many requests": [(good) => packed(edited(good, { "requests: 40.0": "requests: 1e300" })), /cannot be used/],
  "whose YAML grows by aliases": [() => packed(aliases()), /cannot be used/],
  "whose YAML is 10,000 deep": [() => packed("[".repeat(10_000) + "]".repeat(10_000)), /cannot be used/],
};

test("links that nobody should follow", async (t) => {
  const good = await link(t);
  const page = await open(t);
  await settled(page);
  const fingerprint = await write(page, "for", "3m");
  await page.keyboard.press("Tab");
  for (const [name, [broken, words]] of Object.entries(FOLLOWED)) {
    await t.test(name, async () => {
      await follow(page, broken(good));
      await messages(page).getByText(words).first().waitFor();
      await messages(page).getByText(/Your work is unchanged/).first().waitFor();
      assert.deepEqual(await spans(page), ["web1 15:03:15 to 15:10:15"]);
      // A good one takes the message away, and the work is written anew for the next.
      await follow(page, good);
      await eventually(async () => assert.equal((await messages(page).innerText()).trim(), ""));
      assert.equal(await write(page, "for", "3m"), fingerprint);
      await page.keyboard.press("Tab");
    });
  }
});

test("a broken link that is followed while there is work leaves the work", async (t) => {
  const good = await link(t);
  const page = await open(t);
  await settled(page);
  const fingerprint = await write(page, "for", "3m");
  await page.keyboard.press("Tab");
  await follow(page, good.slice(0, 300));
  await messages(page).getByText(/cut off after 300 characters.*Your work is unchanged/).waitFor();
  assert.equal(await textbox(page, "for").inputValue(), "3m");
  assert.deepEqual(await spans(page), ["web1 15:03:15 to 15:10:15"]);
  // The next good link takes the message away.
  assert.notEqual(await follow(page, good), fingerprint);
  assert.equal(await textbox(page, "for").inputValue(), "0s");
  assert.deepEqual(await spans(page), WEB1);
  assert.equal((await messages(page).innerText()).trim(), "");
});

test("a link put into the address bar of an open page is opened, and Back leads back", async (t) => {
  const good = await link(t);
  const other = packed(edited(good, { "from: 3h": "from: 2h" }));
  const page = await open(t);
  const first = await settled(page);
  const second = await follow(page, other);
  assert.notEqual(second, first);
  assert.deepEqual(await spans(page), ["web1 14:00:15 to 14:10:15"]);
  assert.equal(await follow(page, good), first);
  await page.goBack();
  await eventually(async () => assert.deepEqual(await spans(page), ["web1 14:00:15 to 14:10:15"]));
  assert.equal(await settled(page), second);
});

test("what a link carries is text: markup in it is shown, never run", async (t) => {
  const markup = '<img src=x onerror="alert(1)">';
  const good = await link(t);
  const document = edited(good, {
    "title: web1 is killed for ten minutes": `title: '${markup}'`,
    "severity: critical": `severity: '${markup}'`,
  }).replace(/summary: .*/, `summary: '${markup}'`);
  const page = await open(t, { path: `#${packed(document)}` });
  await settled(page);
  assert.deepEqual(await spans(page), WEB1);
  await page.getByRole("tab", { name: /^At / }).click();
  await page.getByRole("tabpanel").getByText(markup).waitFor();
  assert.equal(await page.locator("img").count(), 0);
});

test("a link made with another traffic model says that its picture may differ", async (t) => {
  const good = await link(t);
  const [model] = /model: \d+/.exec(unpacked(good));
  const page = await open(t, { path: `#${packed(edited(good, { [model]: "model: 0" }))}` });
  await settled(page);
  await messages(page).getByText(/traffic model 0/).waitFor();
});
