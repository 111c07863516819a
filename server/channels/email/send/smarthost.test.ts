import { describe, expect, test } from "vitest";
import { fromUrl, hostsFor, nameOf, type Smarthost } from "./smarthost.ts";

const host = (name: string, senders: string[] = []): Smarthost => ({
  ...fromUrl(new URL(`smtp://${name}:25`)),
  senders,
});
const names = (hosts: Smarthost[]) => hosts.map((each) => each.host);

describe("hostsFor", () => {
  const hosts = [host("a"), host("b", ["desk.example"]), host("c"), host("d", ["sales@shop.example"])];
  test.each([
    ["support@desk.example", ["b", "a", "c"]],
    ["Support@Desk.Example", ["b", "a", "c"]],
    ["sales@shop.example", ["d", "a", "c"]],
    ["other@shop.example", ["a", "c"]],
    ["x@sub.desk.example", ["a", "c"]],
  ])("%s goes by %j", (from, expected) => {
    expect(names(hostsFor(hosts, from))).toEqual(expected);
  });
});

describe("fromUrl", () => {
  test.each([
    ["smtp://mail.example.com", { port: 25, security: "opportunistic", verify: true, user: null }],
    ["smtps://u:p%40ss@mail.example.com", { port: 465, security: "implicit", user: "u", password: "p@ss" }],
    ["smtp://mail.example.com:587?verify=no", { port: 587, verify: false }],
    ["smtp://[::1]:2525", { host: "::1", port: 2525, verify: false }],
  ])("%s", (url, expected) => {
    expect(fromUrl(new URL(url))).toMatchObject(expected);
  });
});

test("nameOf writes an IPv6 address so that its port can be told apart", () => {
  expect(nameOf({ host: "::1", port: 25 })).toBe("[::1]:25");
});
