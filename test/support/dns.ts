// A DNS server for a test: answers over UDP from the records it is given (RFC 1035 4), says NXDOMAIN to the rest, and can be told
// to fail or to say nothing.
import { createSocket } from "node:dgram";

export interface TestDns {
  /** "127.0.0.1:port", for LISTEK_DNS. */
  address: string;
  /** Names in lower case; of MX "10 mail.example.com". */
  txt: Map<string, string[]>;
  mx: Map<string, string[]>;
  a: Map<string, string[]>;
  /** As a resolver of mailauth. */
  resolve(name: string, type: string): Promise<string[][]>;
  /** How often it was asked. */
  asked: number;
  /** Every question is answered with SERVFAIL. */
  broken: boolean;
  /** No question is answered. */
  silent: boolean;
  stop(): Promise<void>;
}

const types = { A: 1, MX: 15, TXT: 16 } as const;

/** `records`: "TXT acme.example" -> its texts. */
export async function startDns(records: Record<string, string[]> = {}): Promise<TestDns> {
  const socket = createSocket("udp4");
  const of = (type: string) =>
    new Map(
      Object.entries(records)
        .filter(([key]) => key.startsWith(`${type} `))
        .map(([key, values]) => [key.slice(type.length + 1), values]),
    );
  const dns: TestDns = {
    address: "",
    txt: of("TXT"),
    mx: of("MX"),
    a: of("A"),
    asked: 0,
    broken: false,
    silent: false,
    async resolve(name, type) {
      const found = type === "TXT" ? dns.txt.get(name.toLowerCase()) : undefined;
      if (!found) throw Object.assign(new Error(`no ${type} of ${name}`), { code: "ENOTFOUND" });
      return found.map((text) => [text]);
    },
    stop: () => new Promise((resolve) => socket.close(() => resolve())),
  };
  socket.on("message", (question, { address, port }) => {
    dns.asked++;
    if (!dns.silent) socket.send(answer(dns, question), port, address);
  });
  await new Promise<void>((resolve) => socket.bind(0, "127.0.0.1", () => resolve()));
  dns.address = `127.0.0.1:${socket.address().port}`;
  return dns;
}

function answer(dns: TestDns, question: Buffer): Buffer {
  const { name, end } = readName(question, 12);
  const type = question.readUInt16BE(end);
  const asked = question.subarray(12, end + 4);
  const records = dns.broken ? [] : dataOf(dns, type, name);
  const known = dns.txt.has(name) || dns.mx.has(name) || dns.a.has(name);
  const header = Buffer.alloc(12);
  header.writeUInt16BE(question.readUInt16BE(0), 0);
  header.writeUInt16BE(0x8180 | (dns.broken ? 2 : known ? 0 : 3), 2);
  header.writeUInt16BE(1, 4);
  header.writeUInt16BE(records.length, 6);
  return Buffer.concat([header, asked, ...records.map((data) => resource(type, data))]);
}

function dataOf({ txt, mx, a }: TestDns, type: number, name: string): Buffer[] {
  if (type === types.TXT) return (txt.get(name) ?? []).map(textData);
  if (type === types.MX) return (mx.get(name) ?? []).map(mxData);
  return type === types.A ? (a.get(name) ?? []).map((address) => Buffer.from(address.split(".").map(Number))) : [];
}

function resource(type: number, data: Buffer): Buffer {
  const head = Buffer.alloc(12);
  head.writeUInt16BE(0xc00c, 0);
  head.writeUInt16BE(type, 2);
  head.writeUInt16BE(1, 4);
  head.writeUInt32BE(60, 6);
  head.writeUInt16BE(data.length, 10);
  return Buffer.concat([head, data]);
}

function readName(packet: Buffer, at: number): { name: string; end: number } {
  const labels: string[] = [];
  let end = at;
  for (let length = packet[end] as number; length > 0; length = packet[end] as number) {
    labels.push(packet.toString("latin1", end + 1, end + 1 + length));
    end += length + 1;
  }
  return { name: labels.join(".").toLowerCase(), end: end + 1 };
}

/** In pieces of at most 255 bytes. */
function textData(text: string): Buffer {
  const pieces = text.match(/.{1,255}/gs) ?? [""];
  return Buffer.concat(pieces.map((piece) => Buffer.concat([Buffer.of(piece.length), Buffer.from(piece, "latin1")])));
}

function mxData(text: string): Buffer {
  const [priority = "0", host = "."] = text.split(" ");
  const labels = host.split(".").filter(Boolean);
  const name = labels.map((label) => Buffer.concat([Buffer.of(label.length), Buffer.from(label, "latin1")]));
  const head = Buffer.alloc(2);
  head.writeUInt16BE(Number(priority));
  return Buffer.concat([head, ...name, Buffer.of(0)]);
}
