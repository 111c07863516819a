import { describe, expect, test } from "vitest";
import { bounceAddress, readBounceAddress } from "./bounce-token.ts";
import { readReplyAddress, readSupplierAddress, replyAddress, supplierAddress } from "./reply-token.ts";

const secret = "a secret of more than thirty-two characters";
const ours = "support@desk.example";
const now = Date.UTC(2026, 10, 29);

describe("the address that a bounce comes back to", () => {
  test.each([
    { deliveryId: "1", recipient: 0 },
    { deliveryId: "123456789012345678", recipient: 49 },
    { deliveryId: "77", recipient: null },
  ])("says what it is about: %j", (token) => {
    const address = bounceAddress(secret, ours, token);
    expect(readBounceAddress(secret, address)).toEqual(token);
    expect(readBounceAddress(secret, address.toUpperCase())).toEqual(token);
    // RFC 5321 4.5.3.1.1
    expect(address.lastIndexOf("@")).toBeLessThanOrEqual(64);
  });

  test("is ours alone, and one kind does not stand in for another", () => {
    const address = bounceAddress(secret, ours, { deliveryId: "42", recipient: 3 });
    expect(readBounceAddress("another secret that is long enough too", address)).toBeNull();
    expect(readBounceAddress(secret, address.replace("+b.16.", "+b.17."))).toBeNull();
    expect(readBounceAddress(secret, address.replace(".4.", ".5."))).toBeNull();
    expect(readBounceAddress(secret, address.replace("+b.", "+r."))).toBeNull();
    expect(readReplyAddress(secret, address, now)).toBeNull();
    const reply = replyAddress(secret, ours, "42", null, now);
    const supplier = supplierAddress(secret, ours, "42");
    expect(readReplyAddress(secret, supplier, now)).toBeNull();
    expect(readSupplierAddress(secret, reply)).toBeNull();
    expect(readReplyAddress(secret, supplier.replace("+s.", "+r."), now)).toBeNull();
    expect(readSupplierAddress(secret, supplier)).toBe("42");
    expect(readBounceAddress(secret, reply)).toBeNull();
  });

  test.each([
    "",
    "@",
    "support@desk.example",
    "support+b.@desk.example",
    "support+b.1.1.aaaaaaaaaaaaaaaaaaaaaaaaaa@desk.example",
  ])("%j is none", (address) => {
    expect(readBounceAddress(secret, address)).toBeNull();
  });
});
