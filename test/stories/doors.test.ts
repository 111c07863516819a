// The other ways in: LMTP, and the pipe of an MTA.
import { spawn } from "node:child_process";
import { connect } from "node:net";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Api, startDesk, type TestDesk, until } from "../support/desk.ts";

let desk: TestDesk;
let api: Api;
let lmtp: number;
beforeAll(async () => {
  desk = await startDesk({ smarthost: false, env: { LISTEK_LMTP: "127.0.0.1:0" } });
  api = await desk.api();
  lmtp = Number(
    desk.running.doors
      .find((door) => door.startsWith("LMTP"))
      ?.split(":")
      .at(-1),
  );
});
afterAll(() => desk?.stop());

const main = fileURLToPath(new URL("../../server/main.ts", import.meta.url));

function listek(
  args: string[],
  input: string,
  env: Record<string, string> = {},
): Promise<{ code: number | null; errors: string }> {
  const child = spawn(process.execPath, [main, ...args], {
    env: {
      ...process.env,
      LISTEK_DATA: join(desk.data),
      DATABASE_URL: desk.running.databaseUrl,
      LISTEK_ADDRESS: "support@desk.example",
      ...env,
    },
    stdio: ["pipe", "ignore", "pipe"],
  });
  let errors = "";
  child.stderr.on("data", (chunk) => {
    errors += chunk;
  });
  child.stdin.on("error", () => {});
  child.stdin.end(input);
  return new Promise((resolve) => child.on("exit", (code) => resolve({ code, errors })));
}

const subjects = async (): Promise<string[]> =>
  (await api("GET", "/tickets")).body.items.map((each: { subject: string }) => each.subject);
const mail = (subject: string, id: string) =>
  `From: Petr <petr@acme.example>\r\nTo: support@desk.example\r\nSubject: ${subject}\r\nMessage-ID: <${id}@acme.example>\r\n\r\nIt hums.\r\n`;

test("LMTP answers once for each recipient, and keeps one mail", async () => {
  const answers = await talk(lmtp, [
    "LHLO mta.example",
    "MAIL FROM:<petr@acme.example>",
    "RCPT TO:<support@desk.example>",
    "RCPT TO:<support+box@desk.example>",
    "RCPT TO:<nobody@desk.example>",
    "DATA",
    `${mail("By LMTP", "lmtp")}.`,
    "QUIT",
  ]);
  const codes = answers.map((line) => line.slice(0, 3));
  expect(codes.filter((code) => code === "550")).toHaveLength(1);
  expect(answers.filter((line) => line.includes("stored"))).toHaveLength(2);
  await until("ticket", async () => (await subjects()).includes("By LMTP"));
  expect((await subjects()).filter((each) => each === "By LMTP")).toHaveLength(1);
});

test("the pipe takes one message and says 0; the same again is no second ticket", async () => {
  const { code } = await listek(["mail", "--to", "support@desk.example"], mail("By pipe", "pipe"));
  expect(code).toBe(0);
  await until("ticket", async () => (await subjects()).includes("By pipe"));
  expect((await listek(["mail", "--to", "support@desk.example"], mail("By pipe", "pipe"))).code).toBe(0);
  await new Promise((resolve) => setTimeout(resolve, 300));
  expect((await subjects()).filter((each) => each === "By pipe")).toHaveLength(1);
});

test("the pipe says 75 when the database is away, so that the MTA keeps the mail", async () => {
  const { code, errors } = await listek(["mail"], mail("Later", "later"), {
    DATABASE_URL: "postgres://nobody@127.0.0.1:1/none",
  });
  expect(code).toBe(75);
  expect(errors).toMatch(/listek mail: /);
});

test("the pipe refuses what is not for this desk, and an empty message it keeps away", async () => {
  expect((await listek(["mail", "--to", "nobody@elsewhere.example"], mail("x", "x"))).code).toBe(1);
  expect((await listek(["mail"], "")).code).toBe(75);
  expect((await listek(["mail", "--wrong"], "")).code).toBe(2);
});

/** Says each line after the answer to the one before it; the answers, one a line that ends a reply. */
function talk(port: number, lines: string[]): Promise<string[]> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, "127.0.0.1");
    const answers: string[] = [];
    let pending = "";
    socket.on("error", reject);
    socket.on("close", () => resolve(answers));
    socket.on("data", (chunk) => {
      pending += chunk;
      for (let end = pending.indexOf("\r\n"); end !== -1; end = pending.indexOf("\r\n")) {
        const line = pending.slice(0, end);
        pending = pending.slice(end + 2);
        if (line[3] === "-") continue;
        answers.push(line);
        const next = lines.shift();
        if (next !== undefined) socket.write(`${next}\r\n`);
      }
    });
  });
}
