// Reads a JSON object of file name to text, and prints it with every script and stylesheet made small. The names stay.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

const { transformSync } = createRequire(process.env.ALERTPLAY_NODE_MODULES + "/")("esbuild");
const files = JSON.parse(readFileSync(0, "utf8"));
for (const [name, text] of Object.entries(files)) {
  const loader = name.endsWith(".css") ? "css" : "js";
  files[name] = transformSync(text, { loader, minify: true, target: "es2022", legalComments: "none" }).code;
}
console.log(JSON.stringify(files));
