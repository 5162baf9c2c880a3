// The page at its three widths, in light and dark, by keyboard alone. Pictures are taken to be looked at.
import assert from "node:assert/strict";
import test from "node:test";
import { open, screenshot } from "./harness.mjs";
import { button, eventually, middle, pick, settled, code } from "./page.mjs";

/**
 * What reaches past an edge of the page, unless it lies in something that scrolls by itself. Text may be cut on purpose, what
 * can be pressed or typed into may not.
 */
const spills = (page) =>
  page.evaluate(() => {
    const width = document.documentElement.clientWidth;
    const inside = (it, ways) => {
      for (let up = it.parentElement; up && up !== document.body; up = up.parentElement) {
        if (ways.includes(getComputedStyle(up).overflowX)) return true;
      }
      return false;
    };
    const found = [];
    for (const it of document.body.querySelectorAll("*")) {
      const { right, left, width: own } = it.getBoundingClientRect();
      if (own <= 1 || (right <= width + 1 && left >= -1)) continue;
      const control = it.matches("button, input, select, textarea, a, [tabindex]");
      if (inside(it, control ? ["auto", "scroll"] : ["auto", "scroll", "hidden", "clip"])) continue;
      found.push(`${it.tagName} ${it.className.baseVal ?? it.className} ${left} to ${right}`);
    }
    const root = document.scrollingElement;
    if (root.scrollWidth > width) found.push(`the page is ${root.scrollWidth} wide`);
    return found;
  });

const PANES = ["Rule", "Findings", "Runbook", "Scenario", "Chart"];
const RULES = ["HaproxyServerResponseErrors", "HaproxyHighHttp4xxErrorRateBackend", "HaproxyServerDown"];

for (const colorScheme of ["light", "dark"]) {
  test(`wide and ${colorScheme}: nothing scrolls but the panes`, async (t) => {
    const page = await open(t, { colorScheme });
    await settled(page);
    for (const rule of RULES) {
      await pick(page, "Rule", rule);
      assert.deepEqual(await spills(page), [], rule);
      const root = await page.evaluate(() => [document.scrollingElement.scrollHeight, innerHeight]);
      assert.ok(root[0] <= root[1], `${rule}: ${root.join(" in ")}`);
    }
    await screenshot(page, `wide-${colorScheme}`);
  });
}

for (const colorScheme of ["light", "dark"]) {
  test(`768 pixels and ${colorScheme}: nothing spills, and every part can be reached`, async (t) => {
    const page = await open(t, { width: 768, height: 1024, colorScheme });
    await settled(page);
    assert.deepEqual(await spills(page), []);
    await screenshot(page, `768-${colorScheme}`);
    for (const name of ["Traffic", "Faults", "Chart", "Episodes", "Rule", "Findings", "Runbook"]) {
      const region = page.getByRole("region", { name, exact: true });
      await region.scrollIntoViewIfNeeded();
      assert.ok(await region.isVisible(), name);
    }
    for (const rule of RULES) {
      await pick(page, "Rule", rule);
      assert.deepEqual(await spills(page), [], rule);
    }
  });
}

for (const colorScheme of ["light", "dark"]) {
  test(`360 pixels and ${colorScheme}: a pane at a time, and none spills`, async (t) => {
    const page = await open(t, { width: 360, height: 740, colorScheme });
    await settled(page);
    assert.deepEqual(await spills(page), []);
    await screenshot(page, `360-${colorScheme}`);
    const dock = page.getByRole("navigation", { name: "Panes" });
    for (const name of PANES) {
      await dock.getByRole("button", { name, exact: true }).click();
      const shown = page.getByRole("region", { name, exact: true });
      await shown.waitFor();
      assert.equal(await dock.getByRole("button", { name, exact: true }).getAttribute("aria-current"), "true");
      assert.deepEqual(await spills(page), [], name);
    }
    await pick(page, "Rule", "HaproxyHighHttp4xxErrorRateBackend");
    for (const name of PANES) {
      await dock.getByRole("button", { name, exact: true }).click();
      assert.deepEqual(await spills(page), [], `${name} of the longest expression`);
    }
  });
}

test("on a phone the threshold is tuned beside the chart", async (t) => {
  const page = await open(t, { width: 360, height: 740 });
  await settled(page);
  await pick(page, "Rule", "HaproxyServerConnectionErrors");
  const quick = page.getByRole("textbox", { name: "Threshold, quick" });
  await quick.fill("60");
  await settled(page);
  await page.getByText(/2 in 6h/).waitFor();
  await page.getByRole("navigation", { name: "Panes" }).getByRole("button", { name: "Rule" }).click();
  assert.match(await code(page, "Expression"), /> 60$/);
});

test("on a phone the threshold's handle follows a finger, and the page does not scroll", async (t) => {
  const page = await open(t, { width: 360, height: 740, hasTouch: true, isMobile: true });
  await settled(page);
  await pick(page, "Rule", "HaproxyServerConnectionErrors");
  const from = await middle(page.getByRole("slider", { name: "Threshold line" }));
  const fingers = await page.context().newCDPSession(page);
  const touch = (type, y) => fingers.send("Input.dispatchTouchEvent", { type, touchPoints: type === "touchEnd" ? [] : [{ x: from.x, y }] });
  await touch("touchStart", from.y);
  for (let step = 1; step <= 8; step += 1) await touch("touchMove", from.y + 4 * step);
  await touch("touchEnd");
  await settled(page);
  const value = Number(await page.getByRole("textbox", { name: "Threshold, quick" }).inputValue());
  assert.ok(value > 20 && value < 90, `${value}`);
  assert.equal(await page.evaluate(() => scrollY), 0);
});

test("the theme goes round by its button and is remembered", async (t) => {
  const page = await open(t, { colorScheme: "light" });
  await settled(page);
  const ground = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
  const light = await ground();
  await button(page, /^Theme: system/).click();
  await button(page, /^Theme: light/).click();
  await button(page, /^Theme: dark/).waitFor();
  await eventually(async () => assert.notEqual(await ground(), light));
  await page.reload();
  await settled(page);
  await button(page, /^Theme: dark/).waitFor();
  assert.notEqual(await ground(), light);
  await button(page, /^Theme: dark/).click();
  await eventually(async () => assert.equal(await ground(), light));
});

test("everything is reached by the Tab key, and what has the focus is seen", async (t) => {
  const page = await open(t);
  await settled(page);
  await pick(page, "Rule", "HaproxyServerResponseErrors");
  // From the very beginning of the page.
  await page.getByRole("heading", { level: 1 }).click();
  const names = [];
  const unseen = [];
  for (let idx = 0; idx < 120; idx += 1) {
    await page.keyboard.press("Tab");
    const { name, seen, end } = await page.evaluate(() => {
      const host = document.activeElement;
      // The code editor lives in a shadow of its own.
      const it = host.shadowRoot?.activeElement ?? host;
      const style = getComputedStyle(it);
      const around = it.closest(".inp, .ed") ?? host.closest(".inp, .ed");
      const outer = around ? getComputedStyle(around) : style;
      const shape = it instanceof SVGElement && style.stroke !== "none";
      const seen = [style, outer].some((one) => (one.outlineStyle !== "none" && parseFloat(one.outlineWidth) > 0) || one.boxShadow !== "none") || shape;
      return { name: it.getAttribute("aria-label") ?? it.labels?.[0]?.innerText ?? it.innerText ?? "", seen, end: it === document.body };
    });
    if (end) break;
    names.push(name.trim());
    if (!seen) unseen.push(name);
  }
  const wanted = ["Scenario", "Rule: HaproxyServerResponseErrors", "Undo rule HaproxyServerResponseErrors", "Share link", "Width of the scenario pane", "Width of the rule pane", "Requests", "Add fault", "Cursor", "Threshold line", "End of for", "Reset zoom", "Expression", "for", "severity", "Runbook"];
  for (const name of wanted) assert.ok(names.includes(name), `${name} among ${names.join(", ")}`);
  assert.deepEqual(unseen, []);
});

test("every control has a name", async (t) => {
  const page = await open(t);
  await settled(page);
  const nameless = await page.evaluate(() => {
    const all = document.querySelectorAll("button, input, select, textarea, [role=slider], [role=button], [role=tab]");
    const named = (it) => it.getAttribute("aria-label") || it.labels?.length || it.textContent.trim() || it.title;
    return [...all].filter((it) => !named(it)).map((it) => it.outerHTML.slice(0, 120));
  });
  assert.deepEqual(nameless, []);
  const ids = await page.evaluate(() => [...document.querySelectorAll("[id]")].map((it) => it.id));
  assert.deepEqual(ids.filter((id, idx) => ids.indexOf(id) !== idx), [], "an id stands once");
});
