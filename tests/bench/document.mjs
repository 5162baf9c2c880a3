// Links to documents of a wanted size, in the project's own format (docs/document-format.md). It knows no page.
import { deflateSync } from "node:zlib";

/** What is looked at: a value for each server, over a window that can be edited, against a threshold that can be dragged. */
const EXPR = "avg_over_time(haproxy_server_current_sessions[2m]) > 2";

/** The fragment of a document with so many series: servers of one backend, seen by one HAProxy or by several. */
export function fragment({ servers, instances, length }) {
  const list = Array.from({ length: servers }, (_, idx) => `        - { name: web${idx + 1} }`);
  const more = Array.from({ length: instances - 1 }, (_, idx) => `lb${idx + 2}:8404`);
  const text = `version: 1
scenario:
  title: ${servers * instances} series
  start: "2026-03-02T12:00:00Z"
  length: ${length}
  scrape: { interval: 15s, offset: 7s }
  evaluation: 15s
  seed: 7
  exporter: embedded
  haproxy: "2.6"
  instance: lb1:8404
  more_instances: [${more.map((it) => JSON.stringify(it)).join(", ")}]
  frontends:
    - name: fe_main
      maxconn: 100000
      requests: ${20 * servers}
      shape: spikes
      swing: 40
      noise: 10
      answers: { 4xx: 1.5, 5xx: 0.2 }
      routes: { be_web: 100 }
  backends:
    - name: be_web
      balance: roundrobin
      retries: 3
      redispatch: true
      timeouts: { connect: 2s, server: 5s, queue: 3s }
      service: { mean: 100ms, spread: 2 }
      check: { inter: 2s, fall: 3, rise: 2 }
      servers:
${list.join("\n")}
  events:
    - { kind: slow, target: be_web/web1, from: 20m, for: 10m, amount: 100 }
rules:
  - alert: Sessions
    expr: ${EXPR}
    for: 1m
semantics: 3
`;
  return `#1.${deflateSync(Buffer.from(text), { level: 9 }).toString("base64url")}`;
}
