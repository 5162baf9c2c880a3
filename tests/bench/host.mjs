// Serves a published folder as a static host does: precompressed files, the headers of `_headers`; and, if asked to, behind a slow
// line that all requests share, the workers' too. It knows nothing of the page.
import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import { join, normalize } from "node:path";

const TYPES = {
  html: "text/html; charset=utf-8",
  js: "text/javascript; charset=utf-8",
  css: "text/css; charset=utf-8",
  wasm: "application/wasm",
  json: "application/json",
  svg: "image/svg+xml",
};

/** What is sent at once over a slow line, in bytes: about what three packets hold. */
const CHUNK = 4096;

const wait = (millis) => new Promise((done) => setTimeout(done, millis));

/** The rules of a `_headers` file: a pattern each, and its headers. */
function rules(text) {
  const found = [];
  for (const line of text.split("\n")) {
    if (/^\s/.test(line) && line.includes(":")) {
      const [, name, value] = /^\s*([^:]+):\s*(.*)$/.exec(line);
      found.at(-1)?.headers.push([name, value]);
    } else if (line.trim()) {
      found.push({ pattern: line.trim(), headers: [] });
    }
  }
  return found;
}

/** A line of `rate` bits a second and a round trip of `rtt` milliseconds; each chunk waits until those before it are through. */
function line({ rate, rtt }) {
  let free = 0;
  return {
    trip: () => wait(rtt),
    async send(response, body) {
      for (let at = 0; at < body.length && !response.destroyed; at += CHUNK) {
        const chunk = body.subarray(at, at + CHUNK);
        free = Math.max(free, performance.now()) + (chunk.length * 8000) / rate;
        await wait(free - performance.now());
        response.write(chunk);
      }
      response.end();
    },
  };
}

const fast = { trip: async () => {}, send: async (response, body) => response.end(body) };

/** Serves `folder`; `slow` is nothing, or `rate` and `rtt` of a line. Gives the address, and how to end it. */
export async function serve(folder, slow) {
  const way = slow ? line(slow) : fast;
  const headers = rules(readFileSync(join(folder, "_headers"), "utf8"));
  const server = createServer(async (request, response) => {
    const path = decodeURIComponent(new URL(request.url, "http://x").pathname).replace(/\/$/, "/index.html");
    await way.trip();
    if (normalize(path) !== path) return response.writeHead(400).end();
    const packed = /\bbr\b/.test(request.headers["accept-encoding"] ?? "");
    const { body, encoding } = read(join(folder, path), packed);
    if (!body) return response.writeHead(404).end();
    const type = TYPES[path.split(".").at(-1)] ?? "application/octet-stream";
    for (const { pattern, headers: own } of headers) {
      const fits = pattern.endsWith("*") ? path.startsWith(pattern.slice(0, -1)) : path === pattern;
      if (fits) own.forEach(([name, value]) => response.setHeader(name, value));
    }
    response.writeHead(200, { "Content-Type": type, "Content-Length": body.length, Vary: "Accept-Encoding", ...encoding });
    await way.send(response, body);
  });
  // A connection has a round trip of its own before the first request.
  server.on("connection", (socket) => {
    if (!slow) return;
    socket.pause();
    setTimeout(() => socket.resume(), slow.rtt);
  });
  await new Promise((done) => server.listen(0, "127.0.0.1", done));
  return { address: `http://127.0.0.1:${server.address().port}/`, close: () => (server.closeAllConnections(), server.close()) };
}

/** A file as it is sent: compressed where there is such a file beside it. */
function read(file, packed) {
  try {
    if (packed) return { body: readFileSync(`${file}.br`), encoding: { "Content-Encoding": "br" } };
  } catch {
    // Not every file is smaller when it is compressed.
  }
  try {
    return { body: readFileSync(file) };
  } catch {
    return {};
  }
}
