import { generateKeyPairSync, randomBytes } from "node:crypto";
import { expect, test } from "vitest";
import { type Agreement, readAgreement, unwrapAgreed, wrapAgreed } from "./agree.ts";
import { childrenOf, octets, readAsn1, sequence } from "./asn1.ts";

const { publicKey, privateKey } = generateKeyPairSync("ec", { namedCurve: "prime256v1" });
const contentKey = randomBytes(32);
const agreement = () =>
  readAgreement(childrenOf(readAsn1(wrapAgreed(contentKey, publicKey, sequence())))) as Agreement & { keys: never[] };
const wrapped = ({ keys }: { keys: never[] }) => octets(childrenOf(keys[0])[1]);

test("what is wrapped is unwrapped, by its own key only, and for each mail anew", () => {
  const one = agreement();
  expect(unwrapAgreed(one, wrapped(one), privateKey)).toEqual(contentKey);
  expect(agreement().point).not.toEqual(one.point);
  const other = generateKeyPairSync("ec", { namedCurve: "prime256v1" });
  expect(() => unwrapAgreed(one, wrapped(one), other.privateKey)).toThrow();
});

test("a changed key, a point that is not on the curve, or other material than was agreed upon opens nothing", () => {
  const one = agreement();
  const changed = wrapped(one).map((byte, at) => (at === 9 ? byte ^ 1 : byte));
  expect(() => unwrapAgreed(one, Buffer.from(changed), privateKey)).toThrow();
  const outside = Buffer.from(one.point.map((byte, at) => (at === 40 ? byte ^ 1 : byte)));
  expect(() => unwrapAgreed({ ...one, point: outside }, wrapped(one), privateKey)).toThrow();
  expect(() => unwrapAgreed({ ...one, point: Buffer.alloc(0) }, wrapped(one), privateKey)).toThrow();
  expect(() => unwrapAgreed({ ...one, ukm: Buffer.from("more") }, wrapped(one), privateKey)).toThrow();
});

test("on a curve or by a way that we do not know it stays closed", () => {
  const one = agreement();
  const montgomery = generateKeyPairSync("x25519").privateKey;
  expect(unwrapAgreed(one, wrapped(one), montgomery)).toBeNull();
  expect(readAgreement([])).toBeNull();
  expect(readAgreement(childrenOf(readAsn1(sequence(sequence(), sequence(), sequence()))))).toBeNull();
});
