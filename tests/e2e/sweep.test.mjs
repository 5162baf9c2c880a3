// The sweep: threshold and `for` over a grid, as a person and a keyboard use it.
import assert from "node:assert/strict";
import { axe, button, eventually, open, settled, start, test, textbox } from "./page.mjs";

const RULE = "HaproxyServerResponseErrors";

async function sweep(page) {
  await page.keyboard.press("w");
  const dialog = page.getByRole("dialog", { name: "Sweep" });
  await dialog.getByRole("row", { name: /^Now/ }).waitFor({ timeout: 60_000 });
  return dialog;
}
