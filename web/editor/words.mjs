// What can be completed: the metrics of the exporter and the labels of the scenario, as the engine told them. It asks no
// server: CodeMirror's extension wants a client of Prometheus, and this is one that knows everything already.
let metrics = new Map();
let values = new Map();

/**
 * Takes the vocabulary: a line a metric (name, kind, HELP, its labels with commas), and a line a label (name, values with
 * commas), fields parted by tabs.
 */
export function learn(metricLines, labelLines) {
  const rows = (text) => text.split("\n").filter(Boolean).map((line) => line.split("\t"));
  const list = (text) => text.split(",").filter(Boolean);
  metrics = new Map(rows(metricLines).map(([name, type, help, labels]) => [name, { type, help, labels: list(labels) }]));
  values = new Map(rows(labelLines).map(([name, texts]) => [name, list(texts)]));
}

/** Labels that Prometheus adds to every series. */
const everywhere = ["instance", "job"];

const labelsOf = (metric) => (metrics.has(metric) ? [...metrics.get(metric).labels, ...everywhere] : [...values.keys()]);

export const client = {
  metricNames: async () => [...metrics.keys()],
  metricMetadata: async () =>
    Object.fromEntries([...metrics].map(([name, { type, help }]) => [name, [{ type, help }]])),
  labelNames: async (metric) => labelsOf(metric),
  labelValues: async (label) => values.get(label) ?? [],
  // Label sets of their own are not known, but which labels there are, and their values, is all that is completed.
  series: async (metric) => labelsOf(metric).map((label) => new Map([[label, values.get(label)?.[0] ?? ""]])),
  flags: async () => ({}),
};
