// Compresses each file named on the command line for hosts that serve files as they are: `.br` and `.gz` beside it, where that is
// smaller. Prints the brotli sizes as a JSON array.
import { readFileSync, writeFileSync } from "node:fs";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";

// Run through --eval, so that the arguments begin right after the program.
const sizes = process.argv.slice(1).map((file) => {
  const bytes = readFileSync(file);
  const params = { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length };
  const brotli = brotliCompressSync(bytes, { params });
  const gzip = gzipSync(bytes, { level: 9 });
  if (brotli.length < bytes.length) writeFileSync(`${file}.br`, brotli);
  if (gzip.length < bytes.length) writeFileSync(`${file}.gz`, gzip);
  return brotli.length;
});
console.log(JSON.stringify(sizes));
