// The load drawn by hand: a stroke, knots by mouse and by key, the field beside it.
import assert from "node:assert/strict";
import test from "node:test";
import { open } from "./harness.mjs";
import { button, combobox, drag, eventually, settled, textbox } from "./page.mjs";

async function start(t) {
  const page = await open(t);
  await settled(page);
  return { page, course: page.getByRole("img", { name: /^Load:/ }), knots: page.getByRole("slider", { name: /^Load after/ }) };
}

test("a stroke over the load makes it a curve by hand, one step to undo", async (t) => {
  const { page, course, knots } = await start(t);
  const box = await course.boundingBox();
  const before = await course.getAttribute("aria-label");
  assert.equal(await knots.count(), 0);
  await drag(page, { x: box.x + box.width * 0.5, y: box.y + 50 }, { x: box.x + box.width * 0.8, y: box.y + 50 }, 12);
  await settled(page);
  assert.equal(await combobox(page, "Shape").inputValue(), "curve");
  assert.ok((await knots.count()) > 3);
  const lowest = Number(/Load: ([\d.]+)/.exec(await course.getAttribute("aria-label"))[1]);
  assert.ok(lowest < 12, `${lowest} from ${before}`);
  await button(page, /^Undo/).click();
  await settled(page);
  await eventually(async () => assert.equal(await course.getAttribute("aria-label"), before));
});

test("a knot is added, dragged, moved by keys and taken away", async (t) => {
  const { page, course, knots } = await start(t);
  await combobox(page, "Shape").selectOption("curve");
  await settled(page);
  assert.equal(await knots.count(), 1);
  const box = await course.boundingBox();
  await page.mouse.dblclick(box.x + box.width / 2, box.y + 40);
  await settled(page);
  await eventually(async () => assert.equal(await knots.count(), 2));
  const knot = knots.nth(1);
  assert.match(await knot.getAttribute("aria-label"), /^Load after (3h|2h 5\dm|3h \dm)/);
  const value = async () => Number(await knot.getAttribute("aria-valuenow"));
  const low = await value();
  const at = await knot.boundingBox();
  await drag(page, { x: at.x + at.width / 2, y: at.y + at.height / 2 }, { x: at.x + at.width / 2, y: box.y + 4 });
  await settled(page);
  await eventually(async () => assert.ok((await value()) > 2 * low, `${await value()} from ${low}`));
  const high = await value();
  await knot.press("ArrowDown");
  await settled(page);
  await eventually(async () => assert.ok((await value()) < high));
  await knot.press("Delete");
  await settled(page);
  await eventually(async () => assert.equal(await knots.count(), 1));
});
