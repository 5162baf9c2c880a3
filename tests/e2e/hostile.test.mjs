// Hostile expressions reach the real engine, in its worker and on WebAssembly's default stack: each gets an answer, and the
// engine that answers the last is the one that answered the first.
import assert from "node:assert/strict";
import test from "node:test";
import { open } from "./harness.mjs";
import { complaint, settled, spans, textbox, write } from "./page.mjs";

const SEED = 20260302n;
const COUNT = 100;

const GOOD = [
  "haproxy_server_up == 0",
  'sum by (backend) (rate(haproxy_server_http_responses_total{code=~"5.."}[1m])) > 5',
  "max_over_time(rate(haproxy_server_http_responses_total[1m])[10m:30s]) offset -5m @ end()",
  "histogram_quantile(0.9, sum by (le) (rate(x_bucket[5m])))",
  'label_replace(haproxy_server_up, "a", "$1", "server", "(.*)") and on (a) vector(1) unless 1 == bool 2',
];
const WORDS =
  "haproxy_server_up ( ) { } [ ] [5m] [1h:1m] , = != =~ !~ \"a\" `.*` + - * / % ^ == > bool and or unless on ignoring group_left " +
  "by without offset @ start() 1m 1 1e400 99999999999999999999 0xffffffffffffffffffff sum topk rate abs NaN Inf # \\ ' \" 🚀 \u202e é";
const NESTING = [["(", ")"], ["-", ""], ["sum(", ")"], ["abs(", ")"], ["1 + (", ")"], ["{", "}"], ["2 ^ ", ""], ["max_over_time((", ")[5m:1m])"]];
const LINKS = [" + up", " or up", " ^ 2", " == bool 1", ",", "[5m:1m]", " offset 1m", '{a=~"(a+)+"}', "9", " - -1"];
const TRAPS = [
  "foo[99999999999999999999]",
  "foo[1e30]",
  "foo[1m:99999999999999999999]",
  "foo offset 1e400",
  "foo @ -1",
  "max_over_time(up[1000y:1ms])",
  `haproxy_server_up{server=~"${"(".repeat(2000)}"}`,
  'haproxy_server_up{server=~"((a{1000}){1000}){1000}"}',
  `${"(".repeat(20000)}up${")".repeat(20000)}`,
  `up${" + up".repeat(20000)}`,
];

// As deep as is accepted, and around that.
const DEEPEST = NESTING.flatMap(([before, after]) => [190, 199, 200].map((it) => before.repeat(it) + "haproxy_server_up" + after.repeat(it)));

/** SplitMix64, as the other proofs use it. */
function* numbers(seed) {
  const cut = (it) => BigInt.asUintN(64, it);
  for (let state = seed; ; ) {
    state = cut(state + 0x9e3779b97f4a7c15n);
    let mixed = cut((state ^ (state >> 30n)) * 0xbf58476d1ce4e5b9n);
    mixed = cut((mixed ^ (mixed >> 27n)) * 0x94d049bb133111ebn);
    yield mixed ^ (mixed >> 31n);
  }
}

/** A good expression made bad, words in any order, deep nesting or a long chain. */
function* hostile(seed) {
  yield* TRAPS;
  yield* DEEPEST;
  const source = numbers(seed);
  const below = (count) => Number(source.next().value % BigInt(count));
  const pick = (list) => list[below(list.length)];
  const words = WORDS.split(" ");
  for (;;) {
    const times = pick([5, 50, 199, 250, 1000, 5000]);
    switch (below(5)) {
      case 0: {
        const [before, after] = pick(NESTING);
        yield before.repeat(times) + pick(GOOD) + after.repeat(times);
        break;
      }
      case 1:
        yield pick(GOOD) + pick(LINKS).repeat(times);
        break;
      case 2:
        yield Array.from({ length: below(30) }, () => pick(words)).join(pick(["", " "]));
        break;
      default: {
        let text = pick(GOOD);
        for (let edits = below(5); edits >= 0; edits -= 1) {
          const from = below(text.length + 1);
          text = text.slice(0, from) + pick([...words, ""]) + text.slice(from + below(8));
        }
        yield text;
      }
    }
  }
}

/** A good expression has the episodes that it had at first, after others than those. */
async function works(page, fired) {
  await write(page, "Expression", "haproxy_server_up == 2");
  assert.deepEqual(await spans(page), []);
  await write(page, "Expression", "haproxy_server_up == 0");
  assert.equal(await complaint(textbox(page, "Expression")), null);
  assert.deepEqual(await spans(page), fired);
}

test("the engine answers every hostile expression and goes on", async (t) => {
  const page = await open(t);
  await settled(page);
  await write(page, "Expression", "haproxy_server_up == 0");
  const fired = await spans(page);
  assert.equal(fired.length, 1);
  const [first] = page.workers();
  const expression = textbox(page, "Expression");
  let [refused, count] = [0, 0];
  for (const text of hostile(SEED)) {
    if ((count += 1) > COUNT) break;
    await write(page, "Expression", text);
    const said = await complaint(expression);
    assert.notEqual(said, "", `an error without words for ${text.slice(0, 200)}`);
    refused += said === null ? 0 : 1;
    // What has been answered is this text: an engine that is gone would leave the last answer.
    if (count % 50 === 0) await works(page, fired);
  }
  t.diagnostic(`${COUNT} hostile expressions, ${refused} refused`);
  assert.ok(refused > COUNT / 2 && refused < COUNT, `${refused} refused`);
  await works(page, fired);
  assert.equal(page.workers()[0], first, "the same worker");
  assert.equal((await page.getByRole("alert").innerText()).trim(), "");
});
