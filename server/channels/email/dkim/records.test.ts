import { describe, expect, test } from "vitest";
import { dkimProblem, dmarcProblem, mxProblem, recordsFor, spfProblem } from "./records.ts";

test("what to publish names the key, the hosts that send, and where bounces go", () => {
  const keys = [{ id: "1", selector: "listek-20260601", public_key: "MIIB" }];
  const records = recordsFor("desk.example", keys, { smarthosts: ["mail.example.net"], mailHost: "desk.example" });
  expect(records.map(({ type, name, value }) => `${name} ${type} ${value}`)).toEqual([
    "listek-20260601._domainkey.desk.example TXT v=DKIM1; k=rsa; p=MIIB",
    "desk.example TXT v=spf1 mx a:mail.example.net ~all",
    "_dmarc.desk.example TXT v=DMARC1; p=none",
    "desk.example MX 10 desk.example",
  ]);
});

describe("DKIM", () => {
  test.each([
    [[], "missing"],
    [["v=DKIM1; k=rsa; p=MIIB"], null],
    [["v=DKIM1;k=rsa;t=s; p=MI IB"], null],
    [["p=MIIB"], null],
    [["v=DKIM1; k=rsa; p=OTHER"], "differs"],
    [["v=DKIM1; k=ed25519; p=MIIB"], "differs"],
    [["v=DKIM1; p="], "revoked"],
    [["something else"], "differs"],
    [["v=DKIM1; p=MIIB", "v=DKIM1; p=OTHER"], "several"],
  ])("%j: %s", (found, problem) => expect(dkimProblem(found, "MIIB")).toBe(problem));
});

describe("SPF", () => {
  test.each([
    [[], "missing"],
    [["google-site-verification=x"], "missing"],
    [["v=spf1 mx ~all", "google-site-verification=x"], null],
    [["V=SPF1 include:_spf.example.net -all"], null],
    [["v=spf1 redirect=_spf.example.net"], null],
    [["v=spf1 mx ~all", "v=spf1 a -all"], "several"],
    [["v=spf1 mx +all"], "open"],
    [["v=spf1 all"], "open"],
    [["v=spf1 mx"], "invalid"],
    [["v=spf10 mx ~all"], "missing"],
  ])("%j: %s", (found, problem) => expect(spfProblem(found)).toBe(problem));
});

describe("DMARC", () => {
  test.each([
    [[], "missing"],
    [["v=DMARC1; p=none"], null],
    [["v=DMARC1; p=reject; rua=mailto:a@b.example"], null],
    [["v=DMARC1; rua=mailto:a@b.example"], "invalid"],
    [["v=DMARC1; p=none", "v=DMARC1; p=reject"], "several"],
  ])("%j: %s", (found, problem) => expect(dmarcProblem(found)).toBe(problem));
});

test.each([
  [[], "missing"],
  [["10 mail.desk.example"], null],
  [["0 ."], "closed"],
])("MX %j: %s", (found, problem) => expect(mxProblem(found)).toBe(problem));
