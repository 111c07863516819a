import { expect, test } from "vitest";
import { type Doubt, oneInDoubt } from "./in-doubt.ts";

const soon = () => new Promise((resolve) => setTimeout(resolve, 5));
const entered: Doubt[] = [];
const enter = (doubt: Doubt) => doubt.enter().then(() => entered.push(doubt));

test("one after the other, in the order of their coming", async () => {
  entered.length = 0;
  const doubt = oneInDoubt();
  const [first, second, third] = [doubt(), doubt(), doubt()];
  for (const each of [first, second, third]) void enter(each);
  await soon();
  expect(entered).toEqual([first]);
  first.leave();
  await soon();
  expect(entered).toEqual([first, second]);
  // It gave up before its turn came: the others do not wait for it, nor does it let them in early.
  const fourth = doubt();
  void enter(fourth);
  third.leave();
  await soon();
  expect(entered).toEqual([first, second]);
  second.leave();
  await soon();
  expect(entered).toEqual([first, second, third, fourth]);
});

test("who is in comes in again at once, and waits again after he left", async () => {
  const doubt = oneInDoubt();
  const [first, second] = [doubt(), doubt()];
  await first.enter();
  await first.enter();
  const waits = second.enter();
  first.leave();
  await waits;
  let back = false;
  const again = first.enter().then(() => {
    back = true;
  });
  await soon();
  expect(back).toBe(false);
  second.leave();
  await again;
});

test("who takes too long holds nobody up", async () => {
  const doubt = oneInDoubt(20);
  await doubt().enter();
  await doubt().enter();
});
