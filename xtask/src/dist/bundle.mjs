// Bundles the module that the first argument names into the file that the second names. What it imports comes from the cache.
import { createRequire } from "node:module";

const modules = process.env.ALERTPLAY_NODE_MODULES;
const { buildSync } = createRequire(modules + "/")("esbuild");
const [from, to] = process.argv.slice(1);
const options = { bundle: true, format: "esm", target: "es2022", legalComments: "none", charset: "utf8", logLevel: "warning" };
buildSync({ ...options, entryPoints: [from], outfile: to, nodePaths: [modules], define: { "process.env.NODE_ENV": '"production"' } });
