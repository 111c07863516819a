import { expect, test } from "vitest";
import { citesIn } from "./cites.ts";

const cites = new Map([
  [4, 3],
  [12, 1],
]);

test.each([
  ["As in 4.2, please", ["4.2"]],
  ["#4.3 is done", ["#4.3"]],
  ["(4.1) and 12.1.", ["4.1", "12.1"]],
  ["4.4 is not there", []],
  ["version 14.2", []],
  ["1.2.3.4.2", []],
  ["at 4.2.1", []],
  ["4.2 kg or 4.25", ["4.2"]],
  ["v4.2 and 192.4.2", []],
  ["#20264.2", []],
])("%j cites %j", (text, found) => {
  expect(citesIn(text, cites).map(({ text }) => text)).toEqual(found);
});
