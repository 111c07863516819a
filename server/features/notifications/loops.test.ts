import { expect, test } from "vitest";
import { senderPattern, subjectPattern } from "./loops.ts";

test.each([
  ["Your mail", "your mail"],
  ["Re: AW: Your mail 17", "your mail #"],
  ["Отв: Ваше письмо № 20260042", "ваше письмо #"],
  ["RE[2]: [#20260042] We have received your request", "# we have received your request"],
  ["", ""],
])("the pattern of subject %j", (subject, pattern) => expect(subjectPattern(subject)).toBe(pattern));

test.each([
  ["anna@acme.example", "anna@acme.example"],
  ["Vacation-17@Sly.example", "vacation-#@sly.example"],
  ["bounce-17+anna=acme.example@list.example", "bounce-#@list.example"],
  ["prvs=123=anna@x.example", "prvs@x.example"],
  ["@x.example", "@x.example"],
])("the pattern of sender %j", (address, pattern) => expect(senderPattern(address)).toBe(pattern));
