// The browser for tests: one Chromium a test file, a fresh context a page, and a test that fails on anything the page complains
// about. Run by `cargo xtask test`, which sets BASE_URL, CHROMIUM and ALERTPLAY_NODE_MODULES; it knows no test.
import assert from "node:assert/strict";
import { mkdirSync } from "node:fs";
import { createRequire } from "node:module";
import { after } from "node:test";
import { fileURLToPath } from "node:url";

const { chromium } = createRequire(`${process.env.ALERTPLAY_NODE_MODULES}/`)("playwright-core");

/** Where the page is served. */
export const site = process.env.BASE_URL;

/** Whether committed pictures and results are rewritten. */
export const bless = process.env.BLESS === "1";

const top = new URL("../../", import.meta.url);

const FLAGS = [
  "--no-sandbox", // as root there is no other way; the pages are our own
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  "--force-color-profile=srgb",
];

let launched;

/** The browser of this test file, launched when first asked for. */
export function browser() {
  launched ??= chromium.launch({ executablePath: process.env.CHROMIUM, args: FLAGS });
  return launched;
}

// Here and not in browser(), where it would belong to the test that asked first. Closing also removes the browser's profile.
after(async () => (await launched)?.close());

/**
 * Opens the page for the test `t` and gives playwright's page.
 *
 * Every console error, uncaught exception, dialog, failed request and breach of the Content-Security-Policy fails `t` when it ends;
 * `allow`, a list of regular expressions, names those that the test provokes on purpose. A request to another host is such a
 * failure, too.
 *
 * `path` may hold a fragment: `open(t, { path: "#1.abc" })`. `options` reach playwright's newContext.
 */
export async function open(t, { path = "", width = 1440, height = 900, colorScheme = "light", scale = 1, allow = [], ...options } = {}) {
  const context = await (await browser()).newContext({
    viewport: { width, height },
    deviceScaleFactor: scale,
    colorScheme,
    reducedMotion: "reduce",
    locale: "en-GB",
    timezoneId: "UTC",
    // What keeps the page for later is tested by itself: elsewhere it would fetch every file for every page.
    serviceWorkers: "block",
    ...options,
  });
  // A test that fails does so soon: what a page shows, it shows within a second.
  context.setDefaultTimeout(10_000);
  const page = await context.newPage();
  const complaints = watch(page, allow);
  t.after(async () => {
    const said = await complaints();
    await context.close();
    assert.deepEqual(said, [], "the page complained");
  });
  await page.goto(new URL(path, site).href);
  return page;
}

/** Collects everything that a page complains about; the function returned gives what was not allowed. */
function watch(page, allow) {
  const said = [];
  page.on("console", (it) => it.type() === "error" && said.push(`console: ${it.text()}`));
  page.on("pageerror", (it) => said.push(`exception: ${it.message}`));
  page.on("dialog", (it) => {
    said.push(`dialog: ${it.message()}`);
    it.dismiss();
  });
  page.on("request", (it) => {
    const own = it.url().startsWith(site) || /^(data|blob):/.test(it.url());
    if (!own) said.push(`request to another host: ${it.url()}`);
  });
  page.on("requestfailed", (it) => said.push(`request failed: ${it.url()} ${it.failure()?.errorText}`));
  page.on("response", (it) => it.status() >= 400 && said.push(`status ${it.status()}: ${it.url()}`));
  // A breach of the policy by a worker reaches only the console; one of the page is told by an event as well.
  const ready = page.addInitScript(() => {
    window.breaches = [];
    document.addEventListener("securitypolicyviolation", (it) => {
      window.breaches.push(`${it.violatedDirective} ${it.blockedURI} ${it.sourceFile ?? ""}:${it.lineNumber}`);
    });
  });
  return async () => {
    await ready;
    const breaches = page.isClosed() ? [] : await page.evaluate(() => window.breaches ?? []).catch(() => []);
    const all = [...said, ...breaches.map((it) => `policy: ${it}`)];
    return all.filter((line) => !allow.some((pattern) => pattern.test(line)));
  };
}

/**
 * Takes a picture named `name`. With BLESS=1 it goes to docs/screenshots, which is committed; otherwise to test-results, to look
 * at after a failure. Pictures are never compared: fonts differ between machines.
 */
export async function screenshot(page, name, options = {}) {
  const folder = new URL(bless ? "docs/screenshots/" : "test-results/", top);
  mkdirSync(folder, { recursive: true });
  const path = fileURLToPath(new URL(`${name}.png`, folder));
  await page.screenshot({ path, animations: "disabled", caret: "hide", ...options });
  return path;
}
