// axe-core finds nothing on the page: in light, dark and forced colours, at three widths, and with everything open that opens.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import test from "node:test";
import { open } from "./harness.mjs";
import { button, opened, pick, settled } from "./page.mjs";

const source = readFileSync(`${process.env.ALERTPLAY_NODE_MODULES}/axe-core/axe.min.js`, "utf8");

/** What axe finds, a line a node. */
async function violations(page) {
  // Evaluated by the browser's debugger, which the page's policy does not bind.
  await page.evaluate(source);
  const { violations } = await page.evaluate(() => axe.run(document, { resultTypes: ["violations"] }));
  return violations.flatMap((it) => it.nodes.map((node) => `${it.id}: ${node.target.flat().join(" ")}: ${node.failureSummary.split("\n")[1]?.trim()}`));
}

const LOOKS = [
  { name: "light", colorScheme: "light" },
  { name: "dark", colorScheme: "dark" },
  { name: "forced colours", forcedColors: "active" },
];
const SIZES = [
  [1440, 900],
  [768, 1024],
  [360, 740],
];

for (const { name, ...look } of LOOKS) {
  for (const [width, height] of SIZES) {
    test(`${name}, ${width} pixels`, async (t) => {
      const page = await open(t, { ...look, width, height });
      await settled(page);
      assert.deepEqual(await violations(page), []);
      await pick(page, "Rule", "HaproxyServerResponseErrors");
      assert.deepEqual(await violations(page), [], "another rule");
    });
  }
}

for (const { name, ...look } of LOOKS) {
  test(`what opens, ${name}`, async (t) => {
    const page = await open(t, look);
    await settled(page);
    await page.getByRole("tab", { name: /^At / }).click();
    await button(page, "YAML").click();
    await button(page, "Add fault").click();
    await settled(page);
    assert.deepEqual(await violations(page), [], "the tab of the cursor, YAML, a fault's form");
    await button(page, /^Rule: /).click();
    assert.deepEqual(await violations(page), [], "the published rules");
    await page.keyboard.press("Escape");
    await page.keyboard.press("?");
    await page.getByRole("dialog").first().waitFor();
    assert.deepEqual(await violations(page), [], "help");
    await page.keyboard.press("Escape");
    await page.keyboard.press("Control+K");
    await page.getByRole("dialog").first().waitFor();
    assert.deepEqual(await violations(page), [], "the command palette");
    await page.keyboard.press("Escape");
    await button(page, "Export and more").click();
    assert.deepEqual(await violations(page), [], "the menu of files");
    await page.keyboard.press("Escape");
  });

  test(`what is edited and shown beside it, ${name}`, async (t) => {
    const page = await open(t, look);
    await settled(page);
    await button(page, /^New here\?/).click();
    assert.deepEqual(await violations(page), [], "the tour");
    await pick(page, "Rule", "HaproxyHighHttp4xxErrorRateBackend");
    await page.getByRole("region", { name: "Findings" }).getByRole("button", { name: /^Fix/ }).first().click();
    await page.getByRole("region", { name: "Topology" }).getByRole("button", { name: /^be_web/ }).click();
    await settled(page);
    await page.getByRole("region", { name: "Before and after" }).waitFor();
    assert.deepEqual(await violations(page), [], "a repair, and a backend's form");
  });
}

const RULES = `groups:
- name: mine
  rules:
  - {alert: Down, expr: haproxy_server_up == 0, labels: {severity: critical}}
  - {alert: Late, expr: 'sum(haproxy_server_up == bool 0) > 0', for: 5m, labels: {severity: warning}}
`;
for (const { name, ...look } of LOOKS) {
  for (const [width, height] of [SIZES[0], SIZES[2]]) {
    test(`several rules and the gallery, ${name}, ${width} pixels`, async (t) => {
      const page = await open(t, { ...look, width, height });
      await settled(page);
      await opened(page, "rules.yml", RULES);
      assert.deepEqual(await violations(page), [], "several rules");
      if (width < 640) await page.getByRole("navigation", { name: "Panes" }).getByRole("button", { name: "Scenario" }).click();
      await button(page, "Gallery of scenarios").filter({ visible: true }).click();
      await page.getByRole("dialog").first().waitFor();
      assert.deepEqual(await violations(page), [], "the gallery");
    });
  }
}
