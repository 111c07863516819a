// S9, S10: files from outside are saved, never run; their names are labels, never paths.
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Api, startDesk, type TestDesk } from "../support/desk.ts";

let desk: TestDesk;
let api: Api;
let path: string;
beforeAll(async () => {
  desk = await startDesk({ smarthost: false });
  api = await desk.api();
  const requester = { email: "a@client.example" };
  path = `/tickets/${(await api("POST", "/tickets", { subject: "files", body: "text", requester })).body.number}/messages`;
});
afterAll(() => desk?.stop());

interface Served {
  shown: boolean;
  type: string;
  headers: Headers;
  name: string;
}

async function serve(file: { name: string; type?: string; content: string }): Promise<Served> {
  const note = await api("POST", path, { kind: "note", body: "file", attachments: [file] });
  expect(note.status, JSON.stringify(note.body)).toBe(201);
  const [attachment] = note.body.attachments;
  const { headers, status } = await api("GET", `/attachments/${attachment.id}`);
  expect(status).toBe(200);
  const disposition = headers.get("content-disposition") ?? "";
  return {
    shown: disposition.startsWith("inline"),
    type: headers.get("content-type") ?? "",
    headers,
    name: attachment.name,
  };
}

const base64 = (bytes: string): string => Buffer.from(bytes, "latin1").toString("base64");
const script = "<script>alert(1)</script>";
const contents: Record<string, string> = {
  png: `\x89PNG\r\n\x1a\n${script}`,
  jpeg: `\xff\xd8\xff\xe0${script}`,
  gif: `GIF89a${script}`,
  webp: `RIFF\x10\0\0\0WEBPVP8 ${script}`,
  html: `<!doctype html>${script}`,
  svg: '<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>',
  xml: '<?xml version="1.0"?><x:script xmlns:x="http://www.w3.org/1999/xhtml">alert(1)</x:script>',
  pdf: "%PDF-1.7 /JavaScript (app.alert(1))",
  mht: `From: <x>\r\nContent-Type: text/html\r\n\r\n${script}`,
  script: "alert(1)",
};
const pictures = ["png", "jpeg", "gif", "webp"];
const declared = [
  ...pictures.map((kind) => `image/${kind}`),
  "image/svg+xml",
  "text/html",
  "text/html; charset=utf-7",
  "application/xhtml+xml",
  "application/pdf",
  "text/javascript",
  "multipart/related",
  "",
];

describe("what a browser may draw", () => {
  test.each(Object.keys(contents))("%s under every declared type", async (kind) => {
    for (const type of declared) {
      const served = await serve({ name: `x.${kind}`, type, content: base64(contents[kind] ?? "") });
      const picture = pictures.includes(kind) && type === `image/${kind}`;
      expect.soft(served.shown, `${kind} as ${type}`).toBe(picture);
      expect.soft(served.type, `${kind} as ${type}`).toBe(picture ? `image/${kind}` : "application/octet-stream");
      expect.soft(served.headers.get("x-content-type-options")).toBe("nosniff");
      expect.soft(served.headers.get("content-security-policy")).toMatch(/^sandbox; default-src 'none'/);
    }
  });
});

const names = [
  "../../etc/passwd",
  "..\\..\\windows\\system32\\drivers\\etc\\hosts",
  "/etc/shadow",
  "C:\\autoexec.bat",
  "C:",
  "\\\\server\\share",
  "....//....//x",
  "..",
  ".",
  "...",
  " ",
  ".htaccess",
  ".htaccess ",
  "\u200b.htaccess",
  "x.php\u0000.png",
  "x.ph\u00adp",
  "invoice\u202egnp.exe",
  "\u2066x\u2069",
  "a\r\nContent-Type: text/html\r\n\r\n<script>",
  "a\nSet-Cookie: x=1",
  'a"; filename="b.html',
  "a'; drop table files; --",
  "a%00b",
  "%2e%2e%2f%2e%2e%2fx",
  "a;b=c",
  "a,b",
  "<img src=x onerror=alert(1)>.png",
  "javascript:alert(1)",
  "CON",
  "NUL.txt",
  "COM1",
  "aux.",
  "x\u2028y",
  "x\u2029y",
  "\ud83d\ude00.png",
  "\ud83d.png",
  "ไฟล์แนบ.pdf",
  "příloha č. 1.pdf",
  "Счёт №5.pdf",
  "\u0301\u0301\u0301",
  "x".repeat(255),
  "é".repeat(255),
  "\t",
  "a\tb",
  "a\\",
  "a/",
  "/",
  "file://x",
  "=cmd|' /C calc'!A0",
  "~root",
];

describe("names", () => {
  test.each(names)("%j is a label and no more", async (name) => {
    const { headers, name: kept, shown } = await serve({ name, content: base64("text") });
    expect(shown).toBe(false);
    expect(kept).not.toMatch(/[\\/<>:"|?*\p{Cc}\p{Cf}\p{Zl}\p{Zp}]|^\.|^\s*$/u);
    expect(kept.length).toBeLessThanOrEqual(255);
    const disposition = headers.get("content-disposition") ?? "";
    expect(disposition).toMatch(/^attachment; filename="[^"\\\r\n]*"; filename\*=UTF-8''[\w.!#$&+^`|~%-]*$/);
    expect(decodeURIComponent(disposition.split("UTF-8''")[1] ?? "")).toBe(kept);
    expect(headers.get("set-cookie")).toBeNull();
  });

  test("a name of four thousand letters, sent ahead", async () => {
    const answer = await api("PUT", "/attachments/0123456789abcdef", "text", {
      "content-type": "text/plain",
      "x-file-name": encodeURIComponent(`../${"ж".repeat(1500)}.txt`),
    });
    expect(answer.status).toBe(200);
    expect(answer.body.name.length).toBeLessThanOrEqual(255);
  });

  test("nothing stands in the store but contents under their hashes", () => {
    const store = join(desk.data, "files");
    const files = readdirSync(store, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
    expect(files.length).toBeGreaterThan(5);
    for (const { name, parentPath } of files)
      expect(`${parentPath.slice(store.length + 1)}/${name}`).toMatch(/^([0-9a-f]{2})\/\1[0-9a-f]{62}$/);
    expect(readdirSync(desk.data).sort()).toEqual(expect.not.arrayContaining(["x", "etc", "b.html"]));
  });
});
