// Small real files for attachments, made here so that the seed carries no binaries.
import { crc32, deflateSync } from "node:zlib";

export type FileKind = "log" | "screenshot" | "invoice" | "delivery-note" | "list";

export interface DemoFile {
  name: string;
  type: string;
  content: Buffer;
}

/** `number` makes one file differ from the next of its kind. */
export function demoFile(kind: FileKind, number: number, at: Date): DemoFile {
  const day = at.toISOString().slice(0, 10);
  switch (kind) {
    case "log":
      return { name: `backup-${day}.log`, type: "text/plain", content: Buffer.from(logText(at, number)) };
    case "screenshot":
      return { name: `screenshot-${day}.png`, type: "image/png", content: picture(320, 180, number) };
    case "invoice":
      return {
        name: `invoice-2${1000 + number}.pdf`,
        type: "application/pdf",
        content: page(invoiceLines(number, day)),
      };
    case "delivery-note":
      return {
        name: `delivery-note-${700 + number}.pdf`,
        type: "application/pdf",
        content: page(deliveryLines(number, day)),
      };
    case "list":
      return { name: "computers.csv", type: "text/csv", content: Buffer.from(csvText(number)) };
  }
}

function logText(at: Date, number: number): string {
  const time = (minutes: number) =>
    new Date(at.getTime() - (90 - minutes) * 60_000).toISOString().replace("T", " ").slice(0, 19);
  return [
    `${time(0)} INFO  job nightly-${number % 7} started, 3 sources`,
    `${time(2)} INFO  snapshot of volume D: created`,
    `${time(11)} INFO  source files: 182${number % 10} changed, ${40 + (number % 30)} GB read`,
    `${time(38)} WARN  target reports ${2 + (number % 5)} % free space`,
    `${time(41)} ERROR write failed: no space left on device (code 112)`,
    `${time(41)} ERROR job nightly-${number % 7} aborted, 1 of 3 sources done`,
    "",
  ].join("\r\n");
}

function csvText(number: number): string {
  const rows = Array.from(
    { length: 6 },
    (_, i) => `PC-${100 + number + i};Windows 11;${8 * (1 + (i % 2))} GB;${i % 3 ? "ok" : "replace"}`,
  );
  return ["name;system;memory;state", ...rows, ""].join("\r\n");
}

/** A grey window with a title bar and a red box in it: something like an error message. */
function picture(width: number, height: number, number: number): Buffer {
  const rows: Buffer[] = [];
  for (let y = 0; y < height; y++) {
    const row = Buffer.alloc(1 + width * 3);
    for (let x = 0; x < width; x++) row.set(colour(x, y, number), 1 + x * 3);
    rows.push(row);
  }
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 2, 0, 0, 0], 8);
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  const body = deflateSync(Buffer.concat(rows), { level: 9 });
  return Buffer.concat([signature, chunk("IHDR", header), chunk("IDAT", body), chunk("IEND", Buffer.alloc(0))]);
}

function colour(x: number, y: number, number: number): [number, number, number] {
  if (y < 22) return [40, 70 + (number % 60), 140];
  const inBox = x > 60 && x < 260 && y > 60 && y < 130;
  if (!inBox) return [236, 238, 242];
  const line = (y - 66) % 14 < 4 && x > 90 && x < 240 - ((y * (3 + (number % 5))) % 60);
  return line ? [90, 90, 96] : x < 82 ? [214, 60, 52] : [255, 255, 255];
}

function chunk(type: string, data: Buffer): Buffer {
  const named = Buffer.concat([Buffer.from(type, "latin1"), data]);
  const ends = Buffer.alloc(8);
  ends.writeUInt32BE(data.length, 0);
  ends.writeUInt32BE(crc32(named), 4);
  return Buffer.concat([ends.subarray(0, 4), named, ends.subarray(4)]);
}

const invoiceLines = (number: number, day: string) => [
  "Severka IT",
  `Invoice 2${1000 + number}`,
  `Date of issue: ${day}`,
  `Support according to contract: ${12 + (number % 9)} h`,
  `Total: ${(12 + (number % 9)) * 55} EUR`,
];
const deliveryLines = (number: number, day: string) => [
  "Severka IT",
  `Delivery note ${700 + number}`,
  `Date: ${day}`,
  `1 x replacement part, lot ${3000 + number}`,
];

/** A PDF of one page with lines of plain text. */
function page(lines: readonly string[]): Buffer {
  const text = lines.map((line, i) => `BT /F1 ${i ? 12 : 18} Tf 60 ${760 - i * 28} Td (${line}) Tj ET`).join("\n");
  const objects = [
    "<< /Type /Catalog /Pages 2 0 R >>",
    "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
    "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>",
    `<< /Length ${text.length} >>\nstream\n${text}\nendstream`,
    "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
  ];
  let file = "%PDF-1.4\n";
  const places: number[] = [];
  for (const [index, object] of objects.entries()) {
    places.push(file.length);
    file += `${index + 1} 0 obj\n${object}\nendobj\n`;
  }
  const table = places.map((place) => `${String(place).padStart(10, "0")} 00000 n \n`).join("");
  const end = `trailer\n<< /Size ${objects.length + 1} /Root 1 0 R >>\nstartxref\n${file.length}\n%%EOF\n`;
  return Buffer.from(`${file}xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${table}${end}`, "latin1");
}
