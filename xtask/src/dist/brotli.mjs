// Prints the brotli size of each file named on the command line as a JSON array, at the quality that static hosts precompress with.
import { readFileSync } from "node:fs";
import { brotliCompressSync, constants } from "node:zlib";

// Run through --eval, so that the arguments begin right after the program.
const sizes = process.argv.slice(1).map((file) => {
  const bytes = readFileSync(file);
  const params = { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length };
  return brotliCompressSync(bytes, { params }).length;
});
console.log(JSON.stringify(sizes));
