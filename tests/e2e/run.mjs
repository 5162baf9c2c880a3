// Runs every tests/e2e/*.test.mjs with node's own test runner, one file after the other, and ends with one line of numbers that
// xtask reads. A file that ends without a test is a failure. Arguments, if any, choose the files whose names contain them.
import { readdirSync } from "node:fs";
import { run } from "node:test";
import { spec } from "node:test/reporters";
import { fileURLToPath } from "node:url";

const folder = fileURLToPath(new URL(".", import.meta.url));
const wanted = process.argv.slice(2);
const names = readdirSync(folder).filter((it) => it.endsWith(".test.mjs")).sort();
const files = names.filter((it) => wanted.length === 0 || wanted.some((part) => it.includes(part))).map((it) => folder + it);

const counts = { passed: 0, failed: 0, skipped: 0 };
const heard = new Set();

/** Counts a test that ended; a suite and the wrapper that node puts around a file are none. */
function count(verdict) {
  return (test) => {
    const wrapper = files.includes(test.name);
    if (wrapper ? verdict === "passed" : test.details?.type === "suite") return;
    heard.add(test.file ?? test.name);
    counts[test.skip !== undefined || test.todo !== undefined ? "skipped" : verdict] += 1;
  };
}

// For a whole file, far above what the longest needs: a page that hangs must not hang the run.
const stream = run({ files, concurrency: 1, timeout: 600_000 });
stream.on("test:pass", count("passed"));
stream.on("test:fail", count("failed"));
const shown = stream.compose(spec);
shown.on("end", () => {
  for (const file of files.filter((it) => !heard.has(it))) {
    console.log(`no test ran in ${file.slice(folder.length)}`);
    counts.failed += 1;
  }
  console.log(`browser: ${counts.passed} passed, ${counts.failed} failed, ${counts.skipped} skipped`);
  process.exitCode = counts.failed > 0 || counts.passed === 0 ? 1 : 0;
});
shown.pipe(process.stdout);
