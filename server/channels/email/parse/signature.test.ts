import { describe, expect, it } from "vitest";
import { splitSignature } from "./signature.ts";
import { readSignatureContact } from "./signature-contact.ts";

describe("splitSignature", () => {
  it.each([
    "-- \nJan Novák\nExample s.r.o.",
    "Best regards,\nJohn Smith\nSales Manager | Example Inc.\n+1 555 010 2030",
    "Kind regards\n\nJane",
    "С уважением,\nИванова Мария\nглавный бухгалтер\nООО «Ромашка»\nтел. +7 495 123-45-67",
    "С уважением, Пётр Сидоров",
    "S pozdravem\n\nJan Novák\nvedoucí provozu\ntel.: +420 777 123 456\nwww.example.cz",
    "ขอแสดงความนับถือ\nสมชาย ใจดี\nผู้จัดการฝ่ายขาย\nโทร 02 123 4567",
    "Best regards,\nJohn\n\nThis e-mail is confidential. If you are not the recipient, delete it, please.",
    "Sent from my iPhone",
  ])("parts it from what is said: %j", (signature) => {
    expect(splitSignature(`The printer is broken.\n\n${signature}`)).toEqual({
      body: "The printer is broken.\n",
      signature,
    });
  });

  it.each([
    "Hello,\nthe printer is broken.",
    "Best regards to your team, and please send the invoice.",
    "Hi\n\nBest regards,\nJohn\n\nPS: the fax is broken too",
    "С уважением,\nИван\n\nпочта не работает",
    "S pozdravem\nJan\n\nnejde skener, prosím o opravu",
    "ขอแสดงความนับถือ\nสมชาย\nเมลใช้ไม่ได้",
    "Regards,\nJohn\nCould you call me?",
  ])("takes none from %j", (text) => {
    expect(splitSignature(text)).toEqual({ body: text, signature: "" });
  });
});

describe("readSignatureContact", () => {
  it.each([
    [
      "-- \nJan Novák\nvedoucí provozu\nExample s.r.o.\nTel.: +420 777 123 456, fax: +420 222 333 444\nIČO: 12345678",
      { phones: ["+420 777 123 456"], position: "vedoucí provozu", company: "Example s.r.o." },
    ],
    [
      "Kind regards\nMaria Lopez\nOffice Manager, Acme Ltd.\nM: +44 (20) 7946-0958 | maria@acme.example",
      { phones: ["+44 (20) 7946-0958"], position: "Office Manager", company: "Acme Ltd." },
    ],
    ["John Doe\nCEO @ Acme", { phones: [], position: "CEO", company: "Acme" }],
    ["Mark Stone\nHead of IT, Stone & Sons", { phones: [], position: "Head of IT", company: "Stone & Sons" }],
    [
      "С уважением,\nИванова Мария\nглавный бухгалтер\nООО «Ромашка»\nтел. 8 (495) 123-45-67\nИНН 7701234567",
      { phones: ["8 (495) 123-45-67"], position: "главный бухгалтер", company: "ООО «Ромашка»" },
    ],
    [
      "ขอแสดงความนับถือ\nสมชาย ใจดี\nผู้จัดการฝ่ายขาย\nบริษัท ตัวอย่าง จำกัด\nโทร 02 123 4567",
      { phones: ["02 123 4567"], position: "ผู้จัดการฝ่ายขาย", company: "บริษัท ตัวอย่าง จำกัด" },
    ],
    ["Best regards,\nJohn", { phones: [], position: null, company: null }],
    ["", { phones: [], position: null, company: null }],
    ["Jan\n1. 6. 2026\n2026-06-01\nhttps://example.com/12345678", { phones: [], position: null, company: null }],
  ])("reads %j", (signature, contact) => {
    expect(readSignatureContact(signature)).toEqual(contact);
  });

  it.each(["1 ".repeat(50_000), "(".repeat(50_000), `CEO${", x".repeat(30_000)}`, `${"a.".repeat(50_000)}s.r.o.`])(
    "takes no quadratic time over 100 KB like %.10s",
    (text) => {
      const started = performance.now();
      readSignatureContact(text);
      splitSignature(text);
      expect(performance.now() - started).toBeLessThan(1_000);
    },
  );
});
