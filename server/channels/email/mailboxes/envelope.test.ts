import { expect, test } from "vitest";
import { envelopeFrom, envelopeTo } from "./envelope.ts";

const raw = (head: string, body = "\r\nDelivered-To: body@else.example\r\n") => Buffer.from(`${head}\r\n${body}`);

test.each([
  ["the sender", "Return-Path: <jana@acme.example>\r\nFrom: x@y.example\r\n", "jana@acme.example"],
  ["the null sender of a bounce", "Return-Path: <>\r\nFrom: mailer-daemon@acme.example\r\n", ""],
  ["without brackets", "return-path: jana@acme.example\r\n", "jana@acme.example"],
  ["folded", "Return-Path:\r\n <jana@acme.example>\r\n", "jana@acme.example"],
  ["none: who wrote", "From: Jana <jana@acme.example>\r\n", "jana@acme.example"],
  ["neither", "Subject: x\r\n", "unknown@invalid"],
  ["no header at all", "", "unknown@invalid"],
])("from: %s", (_what, head, expected) => {
  expect(envelopeFrom(raw(head))).toBe(expected);
});

const token = `help+r.2n.${"a".repeat(26)}@mailbox.example`;
const ours = async (address: string) => address.endsWith("@mailbox.example");

test.each([
  ["its own address", "To: help@mailbox.example\r\n", "help@mailbox.example"],
  ["a signed address of ours", `Delivered-To: ${token}\r\n`, token],
  ["in X-Original-To", `Delivered-To: x@mailbox.example\r\nX-Original-To: <${token}>\r\n`, token],
  ["a signed address elsewhere", `Delivered-To: ${token.replace("mailbox", "else")}\r\n`, "help@mailbox.example"],
  ["an address of ours without a token", "Delivered-To: other@mailbox.example\r\n", "help@mailbox.example"],
  ["in the body only", "To: help@mailbox.example\r\n", "help@mailbox.example"],
  ["without end", `Delivered-To: ${"x".repeat(70_000)}${token}\r\n`, "help@mailbox.example"],
])("to: %s", async (_what, head, expected) => {
  const body = `\r\nDelivered-To: ${token}\r\n`;
  expect(await envelopeTo(raw(head, body), "help@mailbox.example", ours)).toEqual([expected]);
});
