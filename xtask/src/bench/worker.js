// Times evaluations of the probe in a worker. A message names how many series and how many rounds; the answer is a list with
// an entry an expression: points, and the seconds of each round with the semantics of 2.x and of 3.
import init, { Probe } from "./probe.js";

const ready = init();

/** The seconds of one evaluation: of as many as take 20 ms, since the clock is coarse. */
function time(evaluate) {
  const begin = performance.now();
  let count = 0;
  let now = begin;
  while (count === 0 || now - begin < 20) {
    evaluate();
    count += 1;
    now = performance.now();
  }
  return (now - begin) / 1000 / count;
}

onmessage = async ({ data: { series, rounds } }) => {
  await ready;
  const probe = new Probe(series);
  const results = [];
  for (let idx = 0; idx < 5; idx += 1) {
    const points = [false, true].map((v3) => probe.evaluate(idx, v3));
    const times = [[], []];
    for (let round = 0; round < rounds; round += 1) {
      times.forEach((list, v3) => list.push(time(() => probe.evaluate(idx, v3 === 1))));
    }
    results.push({ points, v2: times[0], v3: times[1] });
  }
  probe.free();
  postMessage(results);
};
