// How long scripts ran on the page's thread after each move of the pointer, out of Chromium's own trace. It knows no page.

/** What Chromium calls the running of a script, whoever called it. */
const SCRIPTS = ["EventDispatch", "FunctionCall", "FireAnimationFrame", "TimerFire", "RunMicrotasks", "v8.callFunction", "HandlePostMessage", "FireIdleCallback"];

/** The milliseconds of script from each `pointermove` to the next one. */
export function scripts({ traceEvents: events }) {
  const isMove = (it) => it.name === "EventDispatch" && it.args?.data?.type === "pointermove";
  const first = events.find(isMove);
  if (!first) return [];
  const own = events.filter((it) => it.ph === "X" && it.pid === first.pid && it.tid === first.tid);
  const moves = own.filter(isMove).map((it) => it.ts).sort((a, b) => a - b);
  const runs = own.filter((it) => SCRIPTS.includes(it.name)).sort((a, b) => a.ts - b.ts);
  const sums = moves.map(() => 0);
  // Scripts that scripts have called are counted once.
  let [end, place] = [0, -1];
  for (const { ts, dur = 0 } of runs) {
    while (place + 1 < moves.length && moves[place + 1] <= ts) place += 1;
    const added = Math.max(0, ts + dur - Math.max(ts, end));
    end = Math.max(end, ts + dur);
    if (place >= 0) sums[place] += added / 1000;
  }
  return sums;
}
