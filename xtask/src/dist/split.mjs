// Cuts a wasm module in two: what its program runs during a start that is rehearsed here, and the rest, which is fetched after it.
// Arguments: binaryen's folder, the module, the script that wasm-bindgen made for it, where the halves go, and the messages that
// the rehearsal sends to the program, in hexadecimal digits.
//
// The halves share memory, tables and globals. Where the first one calls a function that it does not have, it finds a stub, which
// has the rest loaded if it is not there yet (the import `rest.load`), and calls it through a table that the rest fills. What
// the rest calls of the first half, that exports.
import { readFileSync, writeFileSync } from "node:fs";
import { pathToFileURL } from "node:url";

// Run through --eval, so that the arguments begin right after the program.
const [folder, from, script, first, rest, ...messages] = process.argv.slice(1);
const { default: binaryen } = await import(pathToFileURL(`${folder}/index.js`));
const { i32, none } = binaryen;
const source = readFileSync(from);

/** Names that both halves use: whom the rest imports from, the table of what is called of it, and whether it is there. */
const [HALF, STUBS, WHOLE] = ["half", "stubs", "whole"];
/** A function of so few bytes is no longer than a stub or an import: both halves have it. */
const TINY = 24;
const FEATURES = ["MutableGlobals", "NontrappingFPToInt", "BulkMemory", "BulkMemoryOpt", "SignExt", "ReferenceTypes", "Multivalue"];

function read() {
  const module = binaryen.readBinary(source);
  module.setFeatures(FEATURES.reduce((all, it) => all | binaryen.Features[it], 0));
  return module;
}

const list = (count, at) => Array.from({ length: count }, (_, idx) => at(idx));

/** The functions of a module, those that it imports apart. */
function functions(module) {
  const all = list(module.getNumFunctions(), (idx) => {
    const ref = module.getFunctionByIndex(idx);
    return { ref, ...binaryen.getFunctionInfo(ref) };
  });
  return { imported: all.filter((it) => it.base), own: all.filter((it) => !it.base) };
}

const globals = (module) => list(module.getNumGlobals(), (idx) => binaryen.getGlobalInfo(module.getGlobalByIndex(idx)));
const tables = (module) => list(module.getNumTables(), (idx) => binaryen.getTableInfo(module.getTableByIndex(idx)).name);

/** The names of the tiny functions. The code section is a list of bodies, each after its length. */
function tiny() {
  let at = 8;
  const number = () => {
    for (let value = 0, shift = 0; ; shift += 7) {
      value |= (source[at] & 127) << shift;
      if (source[at++] < 128) return value;
    }
  };
  for (;;) {
    const [id, length] = [source[at++], number()];
    if (id === 10) break;
    at += length;
  }
  const lengths = list(number(), () => {
    const length = number();
    at += length;
    return length;
  });
  return functions(read()).own.filter((_, idx) => lengths[idx] <= TINY).map((it) => it.name);
}

/** The module with a global for each function that says whether it has run. */
function watched() {
  const module = read();
  for (const { ref, name, body, results } of functions(module).own) {
    module.addGlobal(`ran ${name}`, i32, true, module.i32.const(0));
    module.addGlobalExport(`ran ${name}`, `ran ${name}`);
    binaryen.Function.setBody(ref, module.block(null, [module.global.set(`ran ${name}`, module.i32.const(1)), body], results));
  }
  return module.emitBinary();
}

/** The names of the functions that run from the start until every message has been answered. */
async function rehearse() {
  // What the program takes for its worker.
  globalThis.DedicatedWorkerGlobalScope = class {
    static [Symbol.hasInstance](it) { return it === globalThis; }
  };
  let answered;
  globalThis.postMessage = (message) => message instanceof ArrayBuffer && answered();
  globalThis.whenWhole = () => {};
  const { default: init } = await import(pathToFileURL(script));
  const exported = await init({ module_or_path: watched() });
  for (const message of messages) {
    const data = Uint8Array.from(Buffer.from(message, "hex")).buffer;
    const answer = new Promise((resolve) => { answered = resolve; });
    globalThis.onmessage(new MessageEvent("message", { data }));
    await answer;
  }
  return Object.keys(exported).filter((it) => it.startsWith("ran ") && exported[it].value === 1).map((it) => it.slice(4));
}

/** The rest: what is `called` of it, in the order of the table, and all that this needs and is not `elsewhere`. */
function restOf(elsewhere, called, alias) {
  const module = read();
  for (const name of list(module.getNumExports(), (idx) => binaryen.getExportInfo(module.getExportByIndex(idx)).name)) module.removeExport(name);
  while (module.getNumElementSegments()) module.removeElementSegment(binaryen.getElementSegmentInfo(module.getElementSegmentByIndex(0)).name);
  const { imported, own } = functions(module);
  for (const { name, params, results } of [...imported, ...own.filter((it) => elsewhere(it.name))]) {
    module.removeFunction(name);
    module.addFunctionImport(name, HALF, alias(name), params, results);
  }
  for (const { name, type, mutable } of globals(module)) {
    module.removeGlobal(name);
    module.addGlobalImport(name, HALF, `global ${name}`, type, mutable);
  }
  for (const name of tables(module)) module.addTableImport(name, HALF, `table ${name}`);
  module.addMemoryImport("0", HALF, "memory");
  module.addTable(STUBS, called.length, called.length, binaryen.funcref);
  module.addTableImport(STUBS, HALF, STUBS);
  module.addActiveElementSegment(STUBS, STUBS, called, module.i32.const(0));
  module.runPasses(["remove-memory-init", "remove-unused-module-elements"]);
  return module;
}

/** The first half, with a stub for each function that is not `here`, and the functions that the rest has `taken` by the names of `alias`. */
function firstOf(here, called, taken, alias) {
  const module = read();
  for (const { name } of globals(module)) module.addGlobalExport(name, `global ${name}`);
  for (const name of tables(module)) module.addTableExport(name, `table ${name}`);
  for (const name of taken) module.addFunctionExport(name, alias(name));
  const own = functions(module).own.filter((it) => !here(it.name));
  module.addFunctionImport("load", "rest", "load", none, none);
  module.addGlobal(WHOLE, i32, true, module.i32.const(0));
  module.addGlobalExport(WHOLE, WHOLE);
  module.addTable(STUBS, called.length, called.length, binaryen.funcref);
  module.addTableExport(STUBS, STUBS);
  const wait = module.if(module.i32.eqz(module.global.get(WHOLE, i32)), module.call("load", [], none));
  module.addFunction("place", i32, i32, [], module.block(null, [wait, module.local.get(0, i32)], i32));
  const places = new Map(called.map((name, idx) => [name, idx]));
  for (const { name, params, results } of own) {
    const args = binaryen.expandType(params).map((type, idx) => module.local.get(idx, type));
    const place = module.call("place", [module.i32.const(places.get(name) ?? 0)], i32);
    module.removeFunction(name);
    module.addFunction(name, params, results, [], module.call_indirect(STUBS, place, args, params, results));
  }
  module.runPasses(["remove-unused-module-elements"]);
  return module;
}

const both = new Set(tiny());
const ran = new Set(await rehearse());
const all = functions(read());
const here = (name) => ran.has(name) || both.has(name);
// Which stubs there have to be shows once nobody calls the others; what the rest takes, once it has no more than those need.
const left = functions(firstOf(here, [], [], String)).own.map((it) => it.name);
const called = all.own.map((it) => it.name).filter((it) => !here(it) && left.includes(it));
const elsewhere = (name) => ran.has(name) && !both.has(name);
const taken = functions(restOf(elsewhere, called, String)).imported.map((it) => it.name);
const alias = (name) => (taken.includes(name) ? taken.indexOf(name).toString(36) : name);
writeFileSync(first, firstOf(here, called, taken, alias).emitBinary());
writeFileSync(rest, restOf(elsewhere, called, alias).emitBinary());
console.log(JSON.stringify({ functions: all.own.length, ran: ran.size, called: called.length, taken: taken.length }));
// The program's worker would wait for ever.
process.exit(0);
