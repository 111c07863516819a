import { createServer } from "node:http";
import { expect, test } from "vitest";
import { CallRefused, callOutside, isPublicAddress, publicOf, refusal } from "./outside.ts";

test.each([
  ["8.8.8.8", true],
  ["127.0.0.1", false],
  ["10.1.2.3", false],
  ["172.31.255.255", false],
  ["172.32.0.1", true],
  ["192.168.1.1", false],
  ["169.254.169.254", false],
  ["100.64.0.1", false],
  ["0.0.0.0", false],
  ["224.0.0.1", false],
  ["255.255.255.255", false],
  ["2a00:1450::1", true],
  ["::1", false],
  ["::", false],
  ["::ffff:127.0.0.1", false],
  ["::ffff:8.8.8.8", false],
  ["64:ff9b::7f00:1", false],
  ["fe80::1", false],
  ["fd00::1", false],
  ["2002:7f00:1::", false],
  ["2001:db8::1", false],
  ["localhost", false],
])("%s is public: %s", (address, expected) => {
  expect(isPublicAddress(address)).toBe(expected);
});

test.each([
  "http://push.example.com/x",
  "https://user:pw@push.example.com/x",
  "https://127.0.0.1/x",
  "https://[::1]/x",
  "https://[::ffff:7f00:1]/x",
  "https://2130706433/x",
  "https://0x7f.1/x",
  "https://localhost/x",
  "https://intranet/x",
  "ftp://push.example.com/x",
  "javascript:alert(1)",
  "not an address",
  "",
])("%s is refused", (url) => {
  expect(refusal(url)).not.toBeNull();
});

test.each([
  [["127.0.0.1"], null],
  [["10.0.0.1", "fd00::1"], null],
  [[], null],
  [["192.168.1.1", "8.8.8.8", "::1"], ["8.8.8.8"]],
  [
    ["8.8.8.8", "2a00:1450::1"],
    ["8.8.8.8", "2a00:1450::1"],
  ],
])("of a name that leads to %j only %j is connected to", (addresses, open) => {
  const found = addresses.map((address) => ({ address, family: address.includes(":") ? 6 : 4 }));
  const lookup = publicOf((_name, _options, answer) => answer(null, found));
  for (const all of [true, false]) {
    lookup("push.example.com", { all }, (error, address) => {
      if (open === null) return expect(error).toBeInstanceOf(CallRefused);
      expect(error).toBeNull();
      expect(address).toEqual(all ? found.filter((each) => open.includes(each.address)) : open[0]);
    });
  }
  expect.assertions(open === null ? 2 : 4);
});

test("a server of our own is called only where that was allowed, and where it sends us nobody goes", async () => {
  let calls = 0;
  const server = createServer((_request, response) => {
    calls++;
    response.writeHead(302, { location: "/again" }).end("x".repeat(1000));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as { port: number };
  const call = { method: "POST", headers: {}, body: null, timeoutMs: 2000 };
  for (const url of [`http://127.0.0.1:${port}/`, `https://127.0.0.1:${port}/`])
    await expect(callOutside(url, call)).rejects.toBeInstanceOf(CallRefused);
  expect(calls).toBe(0);
  expect(await callOutside(`http://127.0.0.1:${port}/`, { ...call, inside: true })).toEqual({ status: 302 });
  expect(calls).toBe(1);
  server.close();
});
