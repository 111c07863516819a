// A server that stands for the one of a browser's maker (RFC 8030), and a browser that subscribed there. It takes only what
// a real one would: a valid VAPID token (RFC 8292) and content that the browser's keys open (RFC 8188, 8291).
import { createDecipheriv, createECDH, createPublicKey, hkdfSync, randomBytes, verify } from "node:crypto";
import { createServer } from "node:http";
import { buffer } from "node:stream/consumers";
import type { PushMessage, SavePushSubscription } from "../../shared/notifications/schema.ts";

export interface TestBrowser {
  subscription: SavePushSubscription;
  received: PushMessage[];
  /** What the server answers for it from now on; 201 takes. */
  answer(status: number): void;
}

export interface TestPushService {
  browser(): TestBrowser;
  /** Requests that a real server would have refused, and why. */
  wrong: string[];
  calls: number;
  stop(): Promise<void>;
}

export async function startPushService(applicationKey: string): Promise<TestPushService> {
  const browsers = new Map<string, { status: number; open: (body: Buffer) => PushMessage; received: PushMessage[] }>();
  const wrong: string[] = [];
  let calls = 0;
  const server = createServer(async (request, response) => {
    calls++;
    const body = await buffer(request);
    const browser = browsers.get(request.url ?? "");
    if (!browser) return void response.writeHead(404).end();
    if (browser.status !== 201) return void response.writeHead(browser.status).end();
    try {
      checkToken(String(request.headers.authorization), applicationKey, origin());
      if (request.headers["content-encoding"] !== "aes128gcm") throw new Error("content-encoding");
      if (!/^\d+$/.test(String(request.headers.ttl))) throw new Error("ttl");
      browser.received.push(browser.open(body));
      response.writeHead(201, { location: `${origin()}/message/1` }).end();
    } catch (error) {
      wrong.push((error as Error).message);
      response.writeHead(400).end();
    }
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const origin = () => `http://127.0.0.1:${(server.address() as { port: number }).port}`;
  return {
    browser() {
      const path = `/push/${randomBytes(16).toString("hex")}`;
      const key = createECDH("prime256v1");
      key.generateKeys();
      const auth = randomBytes(16);
      const entry = { status: 201, received: [] as PushMessage[], open: (body: Buffer) => open(body, key, auth) };
      browsers.set(path, entry);
      return {
        subscription: {
          endpoint: `${origin()}${path}`,
          keys: { p256dh: key.getPublicKey("base64url"), auth: auth.toString("base64url") },
        },
        received: entry.received,
        answer: (status) => {
          entry.status = status;
        },
      };
    },
    wrong,
    get calls() {
      return calls;
    },
    stop: () => new Promise((resolve) => server.close(() => resolve())),
  };
}

/** `vapid t=JWT, k=KEY`: signed by the key that the browser was subscribed with, for this server, for at most a day. */
function checkToken(header: string, applicationKey: string, origin: string): void {
  const match = /^vapid t=([\w-]+)\.([\w-]+)\.([\w-]+), ?k=([\w-]+)$/.exec(header);
  if (!match) throw new Error(`authorization: ${header}`);
  const [, head = "", claims = "", signature = "", key = ""] = match;
  if (key !== applicationKey) throw new Error("another key than subscribed with");
  const point = Buffer.from(key, "base64url");
  const coordinate = (from: number) => point.subarray(from, from + 32).toString("base64url");
  const publicKey = createPublicKey({
    key: { kty: "EC", crv: "P-256", x: coordinate(1), y: coordinate(33) },
    format: "jwk",
  });
  const signed = { key: publicKey, dsaEncoding: "ieee-p1363" as const };
  if (!verify("sha256", Buffer.from(`${head}.${claims}`), signed, Buffer.from(signature, "base64url")))
    throw new Error("signature");
  const { aud, exp, sub } = JSON.parse(Buffer.from(claims, "base64url").toString());
  const hours = (exp - Date.now() / 1000) / 3600;
  if (aud !== origin || hours <= 0 || hours > 24 || !/^mailto:/.test(sub))
    throw new Error(`claims: ${aud} ${hours} ${sub}`);
}

/** RFC 8291: the sender's one-time key agrees with the browser's on a secret, from which key and nonce are derived. */
function open(body: Buffer, key: ReturnType<typeof createECDH>, auth: Buffer): PushMessage {
  const salt = body.subarray(0, 16);
  const senderKey = body.subarray(21, 21 + body.readUInt8(20));
  const sealed = body.subarray(21 + senderKey.length);
  const derive = (secret: Uint8Array, with_: Buffer, info: Buffer, length: number) =>
    Buffer.from(hkdfSync("sha256", secret, with_, info, length));
  const info = Buffer.concat([Buffer.from("WebPush: info\0"), key.getPublicKey(), senderKey]);
  const secret = derive(key.computeSecret(senderKey), auth, info, 32);
  const decipher = createDecipheriv(
    "aes-128-gcm",
    derive(secret, salt, Buffer.from("Content-Encoding: aes128gcm\0"), 16),
    derive(secret, salt, Buffer.from("Content-Encoding: nonce\0"), 12),
  );
  decipher.setAuthTag(sealed.subarray(-16));
  const padded = Buffer.concat([decipher.update(sealed.subarray(0, -16)), decipher.final()]);
  return JSON.parse(padded.subarray(0, padded.lastIndexOf(2)).toString());
}
