// The first chart is in the document, drawn at build time by the page's own code; the live one takes its place and nothing moves.
import assert from "node:assert/strict";
import test from "node:test";
import { open, site } from "./harness.mjs";
import { button, eventually, settled, spans, write } from "./page.mjs";

const SIZES = [[1440, 900], [1024, 768], [768, 1024], [360, 740]];

/** The page with its engine held back, and the way to let it come. */
async function held(t, { path = "", ...options } = {}) {
  const page = await open(t, { path: "about:blank", ...options });
  let go;
  const wait = new Promise((done) => (go = done));
  await page.route(/\/engine[^/]*\.(js|wasm)$/, async (route) => {
    await wait;
    await route.continue();
  });
  await page.addInitScript(() => {
    window.shifts = [];
    new PerformanceObserver((list) => {
      for (const it of list.getEntries()) {
        window.shifts.push(`${it.value.toFixed(4)}: ${it.sources.map((source) => `${source.node?.nodeName} ${source.node?.className}`).join(", ")}`);
      }
    }).observe({ type: "layout-shift", buffered: true });
  });
  await page.goto(new URL(path, site).href);
  return { page, go };
}

const first = (page) => page.locator(".first-chart > div:visible");
const marks = (page) => page.evaluate(() => performance.getEntriesByType("mark").map((it) => it.name));

/** The page's own program is there, the engine is not: it has put its figure in the place of the document's. */
const mounted = (page) => page.locator("#boot-words").waitFor({ state: "detached" });

/** Compares two pictures; gives the share of what is not background in each that the other has nowhere within a pixel. */
async function difference(page, before, after) {
  const sheet = await page.context().newPage();
  const shares = await sheet.evaluate(async (pictures) => {
    const read = async (text) => {
      const image = await createImageBitmap(await (await fetch(`data:image/png;base64,${text}`)).blob());
      const canvas = new OffscreenCanvas(image.width, image.height);
      const context = canvas.getContext("2d");
      context.drawImage(image, 0, 0);
      return context.getImageData(0, 0, image.width, image.height);
    };
    const [one, other] = await Promise.all(pictures.map(read));
    if (one.width !== other.width || one.height !== other.height) return [1, 1];
    const far = (a, at, b, to) => Math.abs(a[at] - b[to]) + Math.abs(a[at + 1] - b[to + 1]) + Math.abs(a[at + 2] - b[to + 2]);
    const missing = (a, b) => {
      let [ink, lost] = [0, 0];
      for (let y = 1; y < a.height - 1; y += 1) {
        for (let x = 1; x < a.width - 1; x += 1) {
          const at = 4 * (y * a.width + x);
          if (far(a.data, at, a.data, 0) < 90) continue;
          ink += 1;
          let best = Infinity;
          for (let dy = -1; dy <= 1; dy += 1) for (let dx = -1; dx <= 1; dx += 1) best = Math.min(best, far(a.data, at, b.data, at + 4 * (dy * a.width + dx)));
          if (best > 110) lost += 1;
        }
      }
      return ink === 0 ? 1 : lost / ink;
    };
    return [missing(one, other), missing(other, one)];
  }, [before, after].map((it) => it.toString("base64")));
  await sheet.close();
  return shares;
}

for (const [width, height] of SIZES) {
  for (const colorScheme of width === 1440 ? ["light", "dark"] : ["light"]) {
    test(`${width} pixels, ${colorScheme}: the first chart stands where the live one comes, and nothing moves`, async (t) => {
      const { page, go } = await held(t, { width, height, colorScheme });
      await mounted(page);
      await eventually(async () => assert.ok((await marks(page)).includes("chart-visible")));
      assert.ok(!(await marks(page)).includes("engine-live"));
      const texts = (await first(page).locator("text").allTextContents()).map((it) => it.trim());
      for (const it of ["true at 0", "web1", "Faults", "15:00:15", "UTC"]) assert.ok(texts.includes(it), `${it} in ${texts}`);
      assert.ok(texts.some((it) => it.startsWith("firing")) || width < 640, texts.join());
      const name = await first(page).getAttribute("aria-label");
      assert.match(name, /^1 episode\. web1 fires from 15:00:15/);
      const figure = page.locator("figure.chart");
      const place = await figure.boundingBox();
      // The gutters, with axis, lanes' names and threshold, stay as they are; in the plot dashes and pills are as wide as it makes them.
      const gutters = [{ ...place, width: 56 }, { ...place, x: place.x + place.width - 56, width: 56 }];
      const clips = [place, ...gutters];
      const before = [];
      for (const clip of clips) before.push(await page.screenshot({ clip }));
      go();
      await settled(page);
      assert.equal(await page.locator(".first-chart").count(), 0);
      assert.ok((await marks(page)).includes("engine-live"));
      assert.deepEqual(await figure.boundingBox(), place);
      assert.deepEqual(await page.evaluate(() => window.shifts), []);
      assert.ok((await page.locator("#chart-words").textContent()).startsWith(name));
      assert.deepEqual(await spans(page), ["web1 15:00:15 to 15:10:15"]);
      // The tooltip at the cursor is the live chart's alone.
      await page.locator(".tip-at").evaluateAll((all) => all.forEach((it) => it.style.setProperty("display", "none")));
      for (const [idx, clip] of clips.entries()) {
        const shares = await difference(page, before[idx], await page.screenshot({ clip }));
        assert.ok(Math.max(...shares) < (idx === 0 ? 0.1 : 0.02), `${JSON.stringify(clip)}: of the first and of the live chart there is elsewhere: ${shares}`);
      }
    });
  }
}

test("the first chart is there before the page's own program", async (t) => {
  const page = await open(t, { path: "about:blank", allow: [/page[^/]*\.(js|wasm)/, /Failed to load/, /could not be started/] });
  await page.route(/\/page[^/]*\.(js|wasm)$/, (route) => route.abort());
  await page.goto(site);
  await first(page).waitFor();
  assert.equal(await first(page).count(), 1);
  await page.setViewportSize({ width: 500, height: 700 });
  const [chart, figure] = [await first(page).boundingBox(), await page.locator("figure.chart").boundingBox()];
  assert.deepEqual([chart.x, chart.width], [figure.x, figure.width]);
  await page.setViewportSize({ width: 1900, height: 900 });
  assert.equal(await first(page).count(), 1);
});

test("whoever has a link or work of their own is not shown another scenario first", async (t) => {
  const page = await open(t);
  await settled(page);
  await write(page, "for", "2m");
  const link = await page.evaluate(() => location.href);
  await page.reload();
  assert.equal(await page.evaluate(() => document.documentElement.dataset.first), "none");
  await settled(page);
  assert.ok((await marks(page)).includes("chart-visible") && (await marks(page)).includes("engine-live"));
  assert.equal(await page.getByRole("textbox", { name: "for", exact: true }).inputValue(), "2m");
  const { page: other, go } = await held(t, { path: new URL(link).hash || "#1.x" });
  await mounted(other);
  assert.equal(await first(other).count(), 0);
  go();
  await settled(other);
  await button(other, "Share link").waitFor();
});
