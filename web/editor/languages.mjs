// The two languages: PromQL as Prometheus' own page has it, and YAML with PromQL within `expr`.
import { yamlLanguage } from "@codemirror/lang-yaml";
import { LanguageSupport } from "@codemirror/language";
import { parseMixed } from "@lezer/common";
import { PromQLExtension } from "@prometheus-io/codemirror-promql";
import { client } from "./words.mjs";

const promql = new PromQLExtension()
  .activateLinter(false)
  .setComplete({ remote: client, maxMetricsMetadata: 1000 })
  .asExtension();
const [promqlLanguage, ...promqlData] = promql;

/** The values of `expr` keys are PromQL. */
const mixed = parseMixed((node, input) => {
  if (!["Literal", "QuotedLiteral", "BlockLiteralContent"].includes(node.name)) return null;
  let pair = node.node.parent;
  if (pair?.name === "BlockLiteral") pair = pair.parent;
  const key = pair?.name === "Pair" ? pair.getChild("Key") : null;
  if (!key || key.from === node.from || input.read(key.from, key.to) !== "expr") return null;
  const quote = node.name === "QuotedLiteral" ? 1 : 0;
  if (node.to - node.from <= 2 * quote) return null;
  return { parser: promqlLanguage.parser, overlay: [{ from: node.from + quote, to: node.to - quote }] };
});
const yaml = new LanguageSupport(yamlLanguage.configure({ wrap: mixed }), promqlData);

/** The language of this name, with its completion. */
export const language = (kind) => (kind === "yaml" ? yaml : promql);
