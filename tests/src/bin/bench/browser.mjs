// Has the probe measured by a worker in Chromium and prints what it found as JSON. The argument is the message to the worker.
// The bench binary runs it; it knows no expression.
import { createRequire } from "node:module";

const { chromium } = createRequire(`${process.env.ALERTPLAY_NODE_MODULES}/`)("playwright-core");
const browser = await chromium.launch({ executablePath: process.env.CHROMIUM, args: ["--no-sandbox", "--disable-gpu"] });
try {
  const page = await browser.newPage();
  await page.goto(process.env.PROBE_URL);
  const found = await page.evaluate(
    (plan) =>
      new Promise((done, failed) => {
        const worker = new Worker("./worker.js", { type: "module" });
        worker.onmessage = ({ data }) => done(data);
        worker.onerror = (event) => failed(new Error(event.message));
        worker.postMessage(plan);
      }),
    JSON.parse(process.argv[2]),
  );
  console.log(JSON.stringify(found));
} finally {
  await browser.close();
}
