// The figures beside their bars, as the page docs/benchmarks-page.md. It measures nothing.
import { readFileSync } from "node:fs";
import { arch, cpus, totalmem } from "node:os";
import { SLOW } from "./load.mjs";

const ms = (value) => (Number.isNaN(value) ? "not marked" : value >= 1000 ? `${(value / 1000).toFixed(2)} s` : `${value.toFixed(value < 10 ? 1 : 0)} ms`);
const plain = (value) => String(Number(value.toFixed(3)));
const bytes = (value) => value.toLocaleString("en-GB");

/** A figure, its bar, and whether it is reached; `least` where more is better. */
function row(what, value, bar, shown = ms, { least = false } = {}) {
  const known = !Number.isNaN(value) && bar !== undefined;
  const good = least ? value >= bar : value <= bar;
  return { what, figure: shown(value), bar: bar === undefined ? "" : `${least ? "≥" : "≤"} ${shown(bar)}`, verdict: known ? (good ? "reached" : "**missed**") : "" };
}

/** The bars of sweeps: what is asked for over the samples that are there is shown within a second, and the page never waits. */
function sweepRows(sweeps) {
  return sweeps.flatMap(({ days, instances, grids, task }) => {
    const of = `${days} d, ${instances} instances`;
    const whole = days === 7 && instances === 60;
    return [
      ...Object.entries(grids).map(([grid, millis]) => row(`Sweep of ${grid}, ${of}: from asking to the picture`, millis, whole && grid === "64 x 32" ? 1000 : undefined)),
      row(`Sweeps, ${of}: longest task of the page's thread`, task, 50),
    ];
  });
}

/** How sweeps grow. */
export function sweepTable({ sweeps }) {
  const grids = Object.keys(sweeps[0].grids);
  const lines = sweeps.map((it) => `| ${it.days} | ${it.instances} | ${grids.map((grid) => ms(it.grids[grid])).join(" | ")} | ${ms(it.opened)} | ${ms(it.task)} |`);
  return `| Days at 15 s | Instances | ${grids.join(" | ")} | From opening the study | Longest task |
|--:|--:|${grids.map(() => "--:|").join("")}--:|--:|
${lines.join("\n")}`;
}

/** All rows of the table of bars. */
function rows({ load, drags, sweeps, audit, groups }) {
  const all = [
    row("Largest contentful paint", load.lcp, 1500),
    row("Interaction to next paint", load.inp, 100),
    row("Cumulative layout shift", load.cls, 0.02, plain),
    row("Total blocking time", load.tbt),
    row("First contentful paint", load.fcp),
    row("Mark `chart-visible`", load.chart),
    row("Mark `engine-live`", load.engine, 4000),
    row("First settled picture", load.live),
    row("Longest task of the page's thread, loading", load.loading, 50),
    row("Longest task of the page's thread, in use", load.using, 50),
    row("The same two at full speed, the longest of all visits", load.full, 50),
  ];
  for (const { series, dragged, traffic, range } of drags) {
    const of = `${series} series`;
    all.push(
      row(`Threshold drag, ${of}: frames until the lanes are painted, p95`, dragged.frames, 2, plain),
      row(`Threshold drag, ${of}: script of the page's thread a move, p95`, dragged.script, 8),
      row(`Threshold drag, ${of}: the same by the clock, p95`, dragged.clock),
      row(`Traffic edit, ${of}: until it is shown, p95`, traffic.millis, 100),
      row(`Window edit, ${of}: until it is shown, p95`, range.millis, 100),
      row(`Drag and edits, ${of}: longest task of the page's thread`, Math.max(dragged.task, traffic.task, range.task), 50),
    );
  }
  all.push(...sweepRows(sweeps));
  for (const { name, brotli, goal, stop } of groups.filter((it) => it.stop)) {
    all.push(row(`Bytes of ${name}, brotli: goal`, brotli, goal, bytes), row(`Bytes of ${name}, brotli: limit`, brotli, stop, bytes));
  }
  if (audit) {
    all.push(row("Lighthouse, performance", audit.performance, 95, plain, { least: true }));
    all.push(row("Lighthouse, accessibility", audit.accessibility, 100, plain, { least: true }));
  }
  return all;
}

/** The table of bars for a terminal. */
export function summary(found) {
  return rows(found).map((it) => `${it.what}: ${it.figure}${it.bar && ` (${it.bar}${it.verdict && `, ${it.verdict.replaceAll("*", "")}`})`}`).join("\n");
}

/** Files of a group, the many small ones as one line. */
function files({ name, files, raw, brotli }) {
  const shown = files.length > 10 ? [...files].sort((a, b) => b.brotli - a.brotli).slice(0, 3) : files;
  const lines = shown.map((it) => `| ${name} | \`${it.file.replace(/-[0-9a-f]{12}(?=\.)/, "")}\` | ${bytes(it.raw)} | ${bytes(it.brotli)} |`);
  if (shown.length < files.length) {
    const rest = (key) => bytes(files.reduce((sum, it) => sum + it[key], 0) - shown.reduce((sum, it) => sum + it[key], 0));
    lines.push(`| ${name} | ${files.length - shown.length} smaller ones | ${rest("raw")} | ${rest("brotli")} |`);
  }
  return [...lines, `| **${name}** | **${files.length} files** | **${bytes(raw)}** | **${bytes(brotli)}** |`];
}

/** The whole page. */
export function report(found) {
  const { drags, audit, groups, busy, browser, visits, moves } = found;
  const method = readFileSync(new URL("method.md", import.meta.url), "utf8");
  const values = { visits, moves, rate: SLOW.rate / 1e6, rtt: SLOW.rtt, cpu: SLOW.cpu, lighthouse: audit.version };
  const [processor] = cpus();
  const painted = drags.map(({ series, dragged }) => `${dragged.painted} of ${dragged.moves} moves with ${series} series (p95 ${ms(dragged.millis)})`);
  return `${method.replace(/\{(\w+)\}/g, (_, name) => values[name])}
## This run

- Day: ${new Date().toISOString().slice(0, 10)}
- Processor: ${processor.model}, ${cpus().length} cores, ${arch()}
- Memory: ${(totalmem() / 2 ** 30).toFixed(1)} GiB
- Load average (1 min): ${busy.map((it) => it.toFixed(2)).join(" before, ")} at the end
- Browser: Chromium ${browser}, headless

## Figures and bars

| What | Figure | Bar | |
|---|--:|--:|---|
${rows(found).map((it) => `| ${it.what} | ${it.figure} | ${it.bar} | ${it.verdict} |`).join("\n")}

Lanes were painted anew after ${painted.join(", ")}; a move that changes no state paints none.

${audit.costs.length ? `Lighthouse took points for: ${audit.costs.join("; ")}.` : "Lighthouse took no points."}

## Sweeps

${sweepTable(found)}

## Bytes

| Group | File | Raw | Brotli |
|---|---|--:|--:|
${groups.flatMap(files).join("\n")}
`;
}
