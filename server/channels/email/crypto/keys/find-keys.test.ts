// Keys that come by themselves: from the mail domain's directory, and in a mail's header.
import { createHash } from "node:crypto";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import * as openpgp from "openpgp";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { fetchOutside } from "../../../../platform/outside.ts";
import { autocryptKey } from "../autocrypt.ts";
import { anna, fixture } from "../test-keys.ts";
import { lookUpKey, zBase32 } from "./wkd.ts";

let server: Server;
let base: string;
let binary: Uint8Array;
beforeAll(async () => {
  binary = (await openpgp.readKey({ armoredKey: fixture("test-only-anna.asc").toString() })).write();
  server = createServer((request, response) => {
    if (request.url === "/endless") return void setInterval(() => response.write("x".repeat(10_000)), 1).unref();
    if (request.url === "/moved") return void response.writeHead(302, { location: "/here" }).end();
    response.end(request.url?.endsWith("?l=nobody") ? "<html>not a key</html>" : binary);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});

describe("a Web Key Directory", () => {
  it("is asked for the address by its hash", () => {
    // draft-koch-openpgp-webkey-service, 3.1
    expect(zBase32(createHash("sha1").update("joe.doe").digest())).toBe("iy9q119eutrkn8s1mk4r39qejnbu3n5q");
    expect(zBase32(Buffer.from([0xf0, 0xbf, 0xc7]))).toBe("6n9hq");
  });

  it("gives the key of that address, and nobody else's", async () => {
    expect(await lookUpKey(anna, base)).toMatchObject({ kind: "pgp", addresses: [anna] });
    expect(await lookUpKey("eva@acme.example", base)).toBeNull();
    expect(await lookUpKey("nobody@acme.example", base)).toBeNull();
  });

  it("is not asked within our own network", async () => {
    for (const address of ["a@localhost", "a@127.0.0.1", "a@169.254.169.254", "a@[::1]"])
      expect(await lookUpKey(address)).toBeNull();
  });
});

describe("what is fetched from outside", () => {
  const limits = { timeoutMs: 5000, maxBytes: 50_000, inside: true };

  it("ends at its limit, and is not sent on", async () => {
    await expect(fetchOutside(`${base}/endless`, limits)).rejects.toThrow("more than 50000 bytes");
    expect(await fetchOutside(`${base}/moved`, limits)).toMatchObject({ status: 302 });
  });

  it("comes from public addresses only", async () => {
    for (const url of [base, "https://127.0.0.1/x", "https://[::1]/x", "http://keys.example.com/x"])
      await expect(fetchOutside(url, { timeoutMs: 1000, maxBytes: 10 })).rejects.toThrow();
  });
});

describe("Autocrypt", () => {
  const field = (raw: string) => ({ name: "autocrypt", raw });
  const good = () =>
    `addr=${anna}; prefer-encrypt=mutual; keydata=${Buffer.from(binary).toString("base64").replace(/.{70}/g, "$&\n ")}`;

  it("brings the key of who is named in From", () => {
    expect(autocryptKey([field(good())] as never, anna)).toMatchObject({
      kind: "pgp",
      address: anna,
      source: "autocrypt",
    });
  });

  it.each([
    ["another address", () => [field(good())], "eva@acme.example"],
    ["nobody in From", () => [field(good())], null],
    ["two headers", () => [field(good()), field(good())], anna],
    ["no key", () => [field(`addr=${anna}; keydata=`)], anna],
    ["something that is no base64", () => [field(`addr=${anna}; keydata=<script>`)], anna],
    ["something huge", () => [field(`addr=${anna}; keydata=${"A".repeat(200_000)}`)], anna],
  ])("is ignored: %s", (_what, fields, from) => {
    expect(autocryptKey(fields() as never, from)).toBeNull();
  });
});
