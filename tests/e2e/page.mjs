// What tests of the page share: waiting until the engine has answered everything, and what a person does and reads, by role
// and label. It knows no single test.
import assert from "node:assert/strict";

/**
 * Waits until everything that was asked has been computed and shown, and the code editor is there; gives the view's
 * fingerprint. It looks for 60 milliseconds without a break: an edit that was just made has not reached the engine at the first look.
 */
export function settled(page) {
  return page.evaluate(async () => {
    const end = performance.now() + 30_000;
    let since = null;
    for (;;) {
      const app = document.querySelector("[data-settled=true]:not([data-code=waiting])");
      const now = performance.now();
      since = app ? (since ?? now) : null;
      if (since !== null && now - since >= 60) return app.dataset.fingerprint;
      if (now > end) throw new Error("the page has not settled in 30 s");
      await new Promise((done) => setTimeout(done, 10));
    }
  });
}

/** Repeats `check` until it no longer throws, and throws what it said last after `timeout` milliseconds. */
export async function eventually(check, timeout = 10_000) {
  const end = Date.now() + timeout;
  for (;;) {
    try {
      return await check();
    } catch (error) {
      if (Date.now() > end) throw error;
      await new Promise((done) => setTimeout(done, 50));
    }
  }
}

/** Waits until two frames have been painted: what the page shows without asking the engine is shown by then. */
export function painted(page) {
  return page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
}

/** The text field named `name`. */
export function textbox(page, name) {
  return page.getByRole("textbox", { name, exact: true });
}

/** The text of the editor named `name`, whether it is the code editor or the text area that stands there before it. */
export function code(page, name) {
  return textbox(page, name).evaluate((it) => it.value ?? [...it.querySelectorAll(".cm-line")].map((line) => line.textContent).join("\n"));
}

/** The whole text of the field or editor named `name`: an editor lays out only what is in sight, but copies all of it. */
export async function whole(page, name) {
  const field = textbox(page, name);
  if (!(await field.evaluate((it) => it.isContentEditable))) return field.inputValue();
  await field.focus();
  await page.keyboard.press("ControlOrMeta+A");
  return field.evaluate((it) => {
    const clipboardData = new DataTransfer();
    it.dispatchEvent(new ClipboardEvent("copy", { clipboardData, bubbles: true, cancelable: true }));
    return clipboardData.getData("text/plain");
  });
}

/** The list named `name`. */
export function combobox(page, name) {
  return page.getByRole("combobox", { name, exact: true });
}

/** The button named `name`. */
export function button(page, name) {
  return page.getByRole("button", { name, exact: typeof name === "string" });
}

/** Puts `text` in place of what the field `name` holds, as a person who marks everything and pastes. */
export async function fill(page, name, text) {
  const field = textbox(page, name);
  if (!(await field.evaluate((it) => it.isContentEditable))) return field.fill(text);
  await field.focus();
  await page.keyboard.press("ControlOrMeta+A");
  await page.keyboard.press("Delete");
  await page.keyboard.insertText(text);
}

/** The same; gives the fingerprint of what comes of it. */
export async function write(page, name, text) {
  await fill(page, name, text);
  return settled(page);
}

/** Whose metrics a published rule reads, where both exporters have one of its name and a test means this one. */
const MEANT = { HaproxyServerResponseErrors: "embedded" };

/** Chooses what reads `label` among the published rules, there of `exporter`, and waits for nothing more. */
export async function choose(page, label, exporter = MEANT[label] ?? "haproxy_exporter") {
  await button(page, /^Rule: /).click();
  const rules = page.getByRole("dialog", { name: "Published rules" });
  await rules.getByRole("button", { name: new RegExp(`^${RegExp.escape?.(label) ?? label} ?${exporter} `) }).click();
  await rules.waitFor({ state: "hidden" });
}

/** Picks what reads `label` in the list `name`, or among the published rules; gives the fingerprint of what comes of it. */
export async function pick(page, name, label, exporter) {
  if (name === "Rule") await choose(page, label, exporter);
  else await combobox(page, name).selectOption({ label });
  return settled(page);
}

/** The words of the option that the list `name` shows, or the name of the rule. */
export async function picked(page, name) {
  if (name === "Rule") return (await button(page, /^Rule: /).innerText()).trim();
  return combobox(page, name).evaluate((list) => list.selectedOptions[0]?.label);
}

/** What is said to be wrong with a field: the text that its description points to; nothing where it is not marked as wrong. */
export function complaint(field) {
  return field.evaluate((it) => {
    if (it.getAttribute("aria-invalid") !== "true") return null;
    // The code editor stands in a shadow tree, where no description can point out of.
    if (it.hasAttribute("aria-description")) return it.getAttribute("aria-description");
    const ids = (it.getAttribute("aria-describedby") ?? "").split(" ");
    return ids.map((id) => document.getElementById(id)?.innerText ?? "").join(" ").trim();
  });
}

/** The rows of the table of firing episodes, as lists of texts: instance, pending, fired, resolved, length, peak, cause. */
export async function episodes(page) {
  const more = page.getByRole("button", { name: "Show more" });
  if (await more.count()) await more.click();
  const rows = page.getByRole("table", { name: "Firing episodes" }).getByRole("row");
  const texts = await rows.evaluateAll((all) => all.map((row) => [...row.cells].map((cell) => cell.innerText.trim())));
  return texts.slice(1);
}

/** The instance and the times of each episode, one line each: "web1 15:00:15 to 15:10:15". */
export async function spans(page) {
  return (await episodes(page)).map(([name, , fired, resolved]) => `${name} ${fired} to ${resolved}`);
}

/** What stands at the cursor: the time, and a row with value, multiple and state for each instance. */
export async function readout(page) {
  const tab = page.getByRole("tab", { name: /^At / });
  await tab.click();
  const panel = page.getByRole("tabpanel", { name: /^At / });
  const rows = await panel.getByRole("table", { name: "All instances" }).getByRole("row").evaluateAll((all) => all.map((row) => [...row.cells].map((it) => it.innerText.trim())));
  const clock = (await tab.innerText()).replace("At ", "");
  return { clock, rows: rows.slice(1).map(([name, value, multiple, state]) => ({ name, value, multiple, state })) };
}

/** The state of the instance `name` at the cursor. */
export async function state(page, name) {
  return (await readout(page)).rows.find((row) => row.name === name)?.state;
}

/** The rule as YAML, as the page shows it. */
export async function yaml(page) {
  const rule = page.getByRole("region", { name: "Rule", exact: true });
  await rule.getByRole("button", { name: "YAML" }).click();
  const text = await code(page, "Rule as YAML");
  await rule.getByRole("button", { name: "Form" }).click();
  return text;
}

/** The slider over the plot and its lanes. */
export function cursor(page) {
  return page.getByRole("slider", { name: "Cursor", exact: true });
}

/** The instant that the chart marks, in seconds from the scenario's start. */
export async function marked(page) {
  return Number(await cursor(page).getAttribute("aria-valuenow"));
}

/** Seconds from the scenario's start, which is noon in all bundled ones, to a time of day. */
export function at(clock) {
  const [hours, minutes, seconds] = clock.split(":").map(Number);
  return (hours - 12) * 3600 + minutes * 60 + seconds;
}

/** The first and the last instant in view, as the pointer finds them at both ends of the plot; it is put out of the way after. */
export async function view(page) {
  const box = await cursor(page).boundingBox();
  const found = [];
  for (const x of [box.x + 1, box.x + box.width - 1]) {
    await page.mouse.move(x, box.y + 20);
    await painted(page);
    found.push(await marked(page));
  }
  await page.mouse.move(box.x + 100, 5);
  await painted(page);
  return found;
}

/** Where the instant `clock` lies in the plot, in pixels of the page. */
export async function place(page, clock) {
  const [from, to] = await view(page);
  const box = await cursor(page).boundingBox();
  return { x: box.x + ((at(clock) - from) / (to - from)) * box.width, y: box.y + 30 };
}

/** Presses the mouse at `from`, moves it to `to` in steps as a hand does, and lets it go. */
export async function drag(page, from, to, steps = 8) {
  await page.mouse.move(from.x, from.y);
  await page.mouse.down();
  await page.mouse.move(to.x, to.y, { steps });
  await page.mouse.up();
}

/** The middle of an element, in pixels of the page. */
export async function middle(locator) {
  const box = await locator.boundingBox();
  assert.ok(box, "it is shown");
  return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
}

/** The layers of the chart as one picture: a text that is another one whenever a pixel is. */
export function picture(page) {
  return page.getByRole("figure").evaluate((figure) => {
    return [...figure.querySelectorAll("canvas")].map((it) => (it.width && it.height ? it.toDataURL() : "")).join("\n");
  });
}

/** How many pixels of the chart have the colour of firing, not more than `reach` from a place of the page. */
export function fire(page, { x, y }, reach) {
  return page.getByRole("figure").evaluate(
    (figure, at) => {
      const sheet = document.createElement("canvas");
      [sheet.width, sheet.height] = [2 * at.reach, 2 * at.reach];
      const pen = sheet.getContext("2d");
      for (const canvas of figure.querySelectorAll("canvas")) {
        const { top, left } = canvas.getBoundingClientRect();
        if (canvas.width && canvas.height) pen.drawImage(canvas, left - at.x + at.reach, top - at.y + at.reach);
      }
      const { data } = pen.getImageData(0, 0, sheet.width, sheet.height);
      let count = 0;
      for (let idx = 0; idx < data.length; idx += 4) {
        const [red, green, blue, alpha] = data.slice(idx, idx + 4);
        if (red > 150 && green < 110 && blue < 90 && alpha === 255) count += 1;
      }
      return count;
    },
    { x, y, reach },
  );
}

/**
 * Opens a file by the browser's own dialog; gives the view's fingerprint. A key may be faster than the news that dialogs are to be caught,
 * which is why somebody listens, and one answer of the page has come, before it is pressed.
 */
export async function opened(page, name, text) {
  page.on("filechooser", () => {});
  await page.evaluate(() => new Promise((done) => setTimeout(done, 50)));
  const [chooser] = await Promise.all([page.waitForEvent("filechooser"), page.keyboard.press("Control+O")]);
  await chooser.setFiles({ name, mimeType: "text/yaml", buffer: Buffer.from(text) });
  return settled(page);
}
