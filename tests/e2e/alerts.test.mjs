// The published alerts, each as published, with the episodes that the command finds, and its runbook filled.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import test from "node:test";
import { open } from "./harness.mjs";
import { button, episodes, pick, picked, readout, settled, textbox, yaml, code } from "./page.mjs";

const folder = new URL("../../crates/catalogue/alerts/", import.meta.url);
const ids = readdirSync(folder).flatMap((exporter) => readdirSync(new URL(exporter, folder)).map((slug) => `${exporter}/${slug}`));

/** The fields of a rule's YAML, flat: what a key holds in one line, or in the block that follows it. */
function fields(text) {
  const found = {};
  const lines = text.split("\n");
  for (const [idx, line] of lines.entries()) {
    const [, key, value] = /^[\s-]*(\w+): ?(.*)$/.exec(line) ?? [];
    if (key === undefined || value === "") continue;
    found[key] ??= value === "|-" ? block(lines.slice(idx + 1)) : value;
  }
  return found;
}

/** The lines of a block up to one that is less indented than the first, without that indentation. */
function block(lines) {
  const indent = /^ */.exec(lines[0])[0].length;
  const end = lines.findIndex((line) => !line.startsWith(" ".repeat(indent)));
  return lines.slice(0, end < 0 ? undefined : end).map((line) => line.slice(indent)).join("\n");
}

/** Milliseconds of a duration in one unit or several. */
function millis(text) {
  const units = { ms: 1, s: 1000, m: 60_000, h: 3_600_000 };
  return [...text.matchAll(/(\d+)(ms|[smh])/g)].reduce((sum, [, count, unit]) => sum + count * units[unit], 0);
}

const clock = (seconds) => new Date(seconds * 1000).toISOString().slice(11, 19);

/** The episodes that the command prints, as the page's rows show them: pending, fired, resolved. */
function expected(id) {
  const out = execFileSync(process.env.ALERTPLAY_BIN, ["run", id, "--format", "json"], { encoding: "utf8" });
  return JSON.parse(out).episodes.map((it) => ({
    row: [it.pending_from === null ? "" : clock(it.pending_from), clock(it.from), it.open ? "open" : clock(it.to)],
    peak: it.peak,
  }));
}

test("the list of rules holds all alerts of both groups", async (t) => {
  const page = await open(t);
  await settled(page);
  assert.equal(ids.length, 30);
  const names = ids.map((id) => fields(readFileSync(new URL(`${id}/rule.yml`, folder), "utf8")).alert);
  await button(page, /^Rule: /).click();
  const offered = await page.getByRole("dialog", { name: "Published rules" }).locator("b").allTextContents();
  assert.deepEqual(offered.toSorted(), names.toSorted());
});

for (const id of ids) {
  const published = fields(readFileSync(new URL(`${id}/rule.yml`, folder), "utf8"));
  const name = published.alert;
  const never = /^never: true$/m.test(readFileSync(new URL(`${id}/runbook.md`, folder), "utf8"));

  // One page for all that is asked of an alert: thirty of them are opened.
  test(`${id} is as published, fires as the command says, and brings its runbook, filled`, async (t) => {
    const page = await open(t);
    await settled(page);
    await pick(page, "Rule", name, id.split("/")[0]);
    await asPublished(page, id, published);
    const rows = await episodes(page);
    if (process.env.ALERTPLAY_BIN) sameEpisodes(rows, expected(id));
    assert.equal(rows.length > 0, !never, "fires in its own scenario");
    await filled(page, published, rows);
  });
}

async function asPublished(page, id, published) {
  assert.equal(await code(page, "Expression"), published.expr);
  assert.equal(millis(await textbox(page, "for").inputValue()), millis(published.for));
  assert.equal(await textbox(page, "keep_firing_for").inputValue(), "0s");
  assert.equal(await picked(page, "severity"), published.severity);
  await page.getByRole("region", { name: "Rule", exact: true }).getByText("as published").waitFor();
  const shown = fields(await yaml(page));
  assert.equal(millis(shown.for ?? "0s"), millis(published.for));
  for (const key of ["alert", "expr", "severity", "summary", "description", "runbook"]) assert.equal(shown[key], published[key], key);
  assert.equal(await button(page, "Back to the published rule").count(), 0);
  await page.getByRole("region", { name: "Topology" }).getByText(id.startsWith("embedded") ? /its own exporter/ : /haproxy_exporter/).waitFor();
}

function sameEpisodes(rows, wanted) {
  assert.deepEqual(rows.map((row) => row.slice(1, 4)), wanted.map((it) => it.row));
  for (const [idx, { peak }] of wanted.entries()) {
    if (typeof peak === "string") assert.equal(rows[idx][5], peak);
    else assert.ok(Math.abs(Number(rows[idx][5]) - peak) <= 0.06 + peak / 100, `peak ${rows[idx][5]} for ${peak}`);
  }
}

async function filled(page, published, rows) {
  const runbook = page.getByRole("tabpanel", { name: "Runbook" });
  // What is out of sight has no inner text: it is not laid out.
  const titles = await runbook.getByRole("heading", { level: 3 }).allTextContents();
  for (const title of ["Meaning", "Impact", "Diagnosis", "Mitigation"]) assert.ok(titles.includes(title), title);
  // The page opens at the first instant that fires, and the runbook speaks of it.
  await runbook.getByText(rows.length > 0 ? `firing since ${rows[0][2]}` : "is inactive").waitFor();
  assert.doesNotMatch(await runbook.textContent(), /\{\{|\}\}/, "no placeholder is left");
  assert.ok((await readout(page)).rows.length >= 1);
  const annotations = await page.getByRole("tabpanel", { name: /^At / }).locator("dl.notes").innerText();
  assert.ok(annotations.includes(published.runbook));
  assert.match(annotations, /VALUE = \S+\s+LABELS = map\[/);
  // The rules that aggregate lose `instance`: their summary ends as it would in production.
  if (/\(instance /.test(published.summary)) {
    const drops = /\b(sum|avg|count|max|min) by \((?!instance)/.test(published.expr);
    assert.match(annotations, drops ? /\(instance \)/ : /\(instance lb\w*:\d+\)/);
  }
  assert.doesNotMatch(annotations, /\{\{/);
}

test("a step of the runbook can be ticked, and stays so after a reload", async (t) => {
  const page = await open(t);
  await settled(page);
  const step = page.getByRole("checkbox", { name: "Count the servers that are left" });
  await step.check();
  await settled(page);
  await page.reload();
  await settled(page);
  assert.ok(await step.isChecked());
  assert.ok(!(await page.getByRole("checkbox", { name: "Read why the check fails" }).isChecked()));
});

test("another scenario runs under the same rule", async (t) => {
  const page = await open(t);
  await settled(page);
  await pick(page, "Scenario", "500s from the application, then no server at all");
  assert.equal(await picked(page, "Rule"), "HaproxyServerDown");
  const rows = await episodes(page);
  assert.deepEqual(rows.map((row) => row[0]), ["web1", "web2", "web3"]);
  assert.ok(rows.every((row) => row[2].startsWith("16:40:")));
});

test("the windows of Prometheus 2 and 3 differ where a scenario is made to show it", async (t) => {
  const page = await open(t);
  await settled(page);
  await pick(page, "Rule", "HaproxyServerHealthcheckFailure");
  await pick(page, "Scenario", "A kill that Prometheus 2 reports and Prometheus 3 does not");
  assert.deepEqual(await episodes(page), []);
  await pick(page, "Prometheus", "Prometheus 2");
  assert.deepEqual((await episodes(page)).map((row) => row[0]), ["web3"]);
});
