// How long scripts ran on the page's thread after each move of the pointer, out of Chromium's own trace. It knows no page.

/** What Chromium calls the running of a script, whoever called it. */
const SCRIPTS = ["EventDispatch", "FunctionCall", "FireAnimationFrame", "TimerFire", "RunMicrotasks", "v8.callFunction", "HandlePostMessage", "FireIdleCallback"];

/** The milliseconds of script from each `pointermove` to the next one: of the processor, and by the clock. */
export function scripts({ traceEvents: events }) {
  const isMove = (it) => it.name === "EventDispatch" && it.args?.data?.type === "pointermove";
  const first = events.find(isMove);
  if (!first) return [];
  const own = events.filter((it) => it.ph === "X" && it.pid === first.pid && it.tid === first.tid);
  const moves = own.filter(isMove).map((it) => it.ts).sort((a, b) => a - b);
  const runs = own.filter((it) => SCRIPTS.includes(it.name)).sort((a, b) => a.ts - b.ts);
  const sums = moves.map(() => ({ busy: 0, clock: 0 }));
  let [end, place] = [0, -1];
  for (const { ts, dur = 0, tdur = dur } of runs) {
    while (place + 1 < moves.length && moves[place + 1] <= ts) place += 1;
    // Scripts that scripts have called are counted with those.
    if (ts < end) continue;
    end = ts + dur;
    if (place < 0) continue;
    sums[place].busy += tdur / 1000;
    sums[place].clock += dur / 1000;
  }
  return sums;
}
