// A DNS server for a test: knows the records it is given, says NXDOMAIN to the rest, and can be told to say nothing.
import { createSocket } from "node:dgram";

export interface TestDns {
  /** 127.0.0.1:port */
  address: string;
  /** "TXT acme.example" -> its texts */
  records: Map<string, string[]>;
  /** How often it was asked. */
  asked: number;
  silent: boolean;
  stop(): Promise<void>;
}

const types: Record<number, string> = { 1: "A", 15: "MX", 16: "TXT", 28: "AAAA" };

export async function startDns(records: Record<string, string[]> = {}): Promise<TestDns> {
  const socket = createSocket("udp4");
  const dns: TestDns = {
    address: "",
    records: new Map(Object.entries(records)),
    asked: 0,
    silent: false,
    stop: () => new Promise((resolve) => socket.close(() => resolve())),
  };
  socket.on("message", (query, from) => {
    dns.asked++;
    if (!dns.silent) socket.send(answer(query, dns.records), from.port, from.address);
  });
  await new Promise<void>((resolve) => socket.bind(0, "127.0.0.1", resolve));
  dns.address = `127.0.0.1:${socket.address().port}`;
  return dns;
}

/** RFC 1035 4: the question comes back with its answers. */
function answer(query: Buffer, records: Map<string, string[]>): Buffer {
  const labels: string[] = [];
  let at = 12;
  for (let length = query[at] ?? 0; length > 0; length = query[at] ?? 0) {
    labels.push(query.toString("latin1", at + 1, at + 1 + length));
    at += length + 1;
  }
  const question = query.subarray(12, at + 5);
  const type = query.readUInt16BE(at + 1);
  const name = labels.join(".").toLowerCase();
  const found = records.get(`${types[type] ?? type} ${name}`) ?? [];
  const known = found.length > 0 || [...records.keys()].some((key) => key.endsWith(` ${name}`));
  const head = Buffer.alloc(12);
  query.copy(head, 0, 0, 2);
  head.writeUInt16BE(0x8580 | (known ? 0 : 3), 2);
  head.writeUInt16BE(1, 4);
  head.writeUInt16BE(found.length, 6);
  return Buffer.concat([head, question, ...found.map((value) => resource(type, value))]);
}

function resource(type: number, value: string): Buffer {
  const data = type === 1 ? Buffer.from(value.split(".").map(Number)) : texts(value);
  const head = Buffer.alloc(12);
  head.writeUInt16BE(0xc00c, 0);
  head.writeUInt16BE(type, 2);
  head.writeUInt16BE(1, 4);
  head.writeUInt32BE(60, 6);
  head.writeUInt16BE(data.length, 10);
  return Buffer.concat([head, data]);
}

/** Strings of at most 255 bytes. */
function texts(value: string): Buffer {
  const parts = value.match(/.{1,255}/gs) ?? [""];
  return Buffer.concat(parts.map((part) => Buffer.concat([Buffer.from([part.length]), Buffer.from(part, "latin1")])));
}
