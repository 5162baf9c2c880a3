// What tests of the page share: waiting until the engine has answered everything. It knows no single test.

/** Waits until everything that was asked has been computed and shown; gives the view's fingerprint. */
export async function settled(page) {
  const settledNow = () => document.querySelector("[data-settled=true]")?.getAttribute("data-fingerprint");
  // Two equal looks in a row: an edit that was just made has not reached the engine at the first.
  await page.waitForFunction(settledNow, undefined, { timeout: 30_000 });
  await page.waitForTimeout(60);
  const handle = await page.waitForFunction(settledNow, undefined, { timeout: 30_000 });
  return handle.jsonValue();
}

/** The rows of the table of firing episodes, as lists of texts. */
export async function episodes(page) {
  const rows = page.getByRole("table", { name: "Firing episodes" }).getByRole("row");
  const texts = await rows.evaluateAll((all) => all.map((row) => [...row.cells].map((cell) => cell.innerText.trim())));
  return texts.slice(1);
}
