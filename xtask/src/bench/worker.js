// Times the probe in a worker. A message names how many rounds, and either how many series: the answer is then a list with an
// entry an expression (points, and the seconds of each round with the semantics of 2.x and of 3), or how many days: an
// entry a day (samples, and the seconds of each round), or how many sweeps: an entry a sweep (cells, and the seconds of each round).
import init, { Probe, Sweeper, simulate } from "./probe.js";

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

/** Simulates each day, first only to warm up. */
function days(count, rounds) {
  return Array.from({ length: count }, (_, idx) => {
    const samples = simulate(idx);
    return { samples, times: Array.from({ length: rounds }, () => time(() => simulate(idx))) };
  });
}

/** The same for each sweep, once its values are made. */
function sweeps(count, rounds) {
  return Array.from({ length: count }, (_, idx) => {
    const sweeper = new Sweeper(idx);
    const cells = sweeper.run();
    const times = Array.from({ length: rounds }, () => time(() => sweeper.run()));
    sweeper.free();
    return { cells, times };
  });
}

onmessage = async ({ data: { series, days: count, sweeps: grids, rounds } }) => {
  await ready;
  if (count) return postMessage(days(count, rounds));
  if (grids) return postMessage(sweeps(grids, rounds));
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
