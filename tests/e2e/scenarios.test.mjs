// What wasm computes in the browser is, byte for byte, what the native engine computed: every bundled alert and scenario is
// opened by its link, and the fingerprint of samples, columns, states and view must be the committed one.
import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import test from "node:test";
import { open } from "./harness.mjs";
import { settled } from "./page.mjs";

const folder = new URL("../scenarios/", import.meta.url);
const names = readdirSync(folder).filter((it) => it.endsWith(".fingerprint")).sort();

test("there are fingerprints to compare with", () => assert.ok(names.length >= 10));

for (const name of names) {
  test(`wasm agrees with the native engine on ${name.replace(".fingerprint", "")}`, async (t) => {
    const [fingerprint, link] = readFileSync(new URL(name, folder), "utf8").trim().split("\n");
    const page = await open(t, { path: `#${link}` });
    assert.equal(await settled(page), fingerprint);
  });
}

test("a view does not depend on the width of the page", async (t) => {
  const [fingerprint, link] = readFileSync(new URL(names[0], folder), "utf8").trim().split("\n");
  for (const [width, height] of [[1440, 900], [768, 1024], [360, 740]]) {
    const page = await open(t, { path: `#${link}`, width, height });
    assert.equal(await settled(page), fingerprint, `${width} px`);
  }
});
