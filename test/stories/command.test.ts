// The command `listek` called wrongly, or where something is in its way: it says what happened and what helps, and never
// where in our code that was.
import { spawn } from "node:child_process";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { type AddressInfo, createServer, type Server } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type TestDatabase, testDatabase } from "../setup/postgres.ts";

const main = fileURLToPath(new URL("../../server/main.ts", import.meta.url));
let folder: string;
let database: TestDatabase;
let taken: Server;
let port: number;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "listek-command-"));
  await writeFile(join(folder, "a-file"), "");
  await mkdir(join(folder, "data"));
  database = await testDatabase();
  taken = createServer().listen(0, "127.0.0.1");
  await new Promise((resolve) => taken.once("listening", resolve));
  port = (taken.address() as AddressInfo).port;
});
afterAll(async () => {
  taken?.close();
  await database?.drop();
  await rm(folder, { recursive: true, force: true });
});

interface Ended {
  code: number | null;
  said: string;
}

function listek(args: string[], env: Record<string, string> = {}, input = ""): Promise<Ended> {
  const child = spawn(process.execPath, [main, ...args], {
    env: {
      PATH: process.env.PATH,
      LISTEK_DATA: join(folder, "data"),
      DATABASE_URL: database.url,
      LISTEK_HTTP: "127.0.0.1:0",
      LISTEK_SMTP: "127.0.0.1:0",
      LISTEK_LOG: "silent",
      ...env,
    },
  });
  let said = "";
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (chunk: Buffer) => (said += chunk.toString()));
  child.stdin.end(input);
  return new Promise((resolve) => child.on("close", (code) => resolve({ code, said })));
}

const trace = /\n\s+at .*:\d+:\d+|\[as \w+\]|node:internal/;

describe("wrong words", () => {
  test.each<[string, number, string[]]>([
    ["", 2, ["listek <command>", "serve [--only"]],
    ["bogus", 2, ['there is no command "bogus"', "--help"]],
    ["constructor", 2, ['there is no command "constructor"']],
    ["serve --bogus", 2, ["Unknown option '--bogus'\n", "listek serve [--only"]],
    ["serve --only web,foo", 2, ['web, worker, smtp, not "foo"']],
    ["serve now", 2, ['serve does not know what to do with "now"']],
    ["seed large --tickets abc", 2, ["whole number"]],
    ["token", 2, ["listek token create --name"]],
    ["admin create --email nobody", 2, ["--email ADDRESS"]],
    ["mail support@desk.example", 2, ["mail knows parse and replay", "--to ADDRESS"]],
    ["mail --too a@desk.example", 2, ["Unknown option '--too'"]],
    ["-h", 0, ["serve [--only"]],
    ["help token", 0, ["token create --name"]],
    ["--version", 0, ["0."]],
  ])("listek %s: %i", async (line, code, words) => {
    const ended = await listek(line.split(" ").filter(Boolean));
    for (const word of words) expect(ended.said).toContain(word);
    expect(ended.said).not.toMatch(trace);
    expect(ended.code).toBe(code);
  });
});

describe("something in the way", () => {
  const nobody = "postgres://eva:hush@127.0.0.1:1/desk";
  const cases: [string, string[], () => Record<string, string>, string[]][] = [
    [
      "the port of HTTP is taken",
      ["serve"],
      () => ({ LISTEK_HTTP: `127.0.0.1:${port}` }),
      ["LISTEK_HTTP: 127.0.0.1:", "taken"],
    ],
    [
      "the port of SMTP is taken",
      ["serve"],
      () => ({ LISTEK_SMTP: `127.0.0.1:${port}` }),
      ["LISTEK_SMTP: 127.0.0.1:", "taken"],
    ],
    [
      "the port of LMTP is taken",
      ["serve"],
      () => ({ LISTEK_LMTP: `127.0.0.1:${port}` }),
      ["LISTEK_LMTP: 127.0.0.1:", "taken"],
    ],
    [
      "an address of another machine",
      ["serve"],
      () => ({ LISTEK_HTTP: "192.0.2.7:8080" }),
      ["LISTEK_HTTP: 192.0.2.7:8080", "no address of this machine"],
    ],
    [
      "a name without an address",
      ["serve"],
      () => ({ LISTEK_HTTP: "nosuch.invalid:8080" }),
      ["LISTEK_HTTP: the name nosuch.invalid"],
    ],
    [
      "a socket in no folder",
      ["serve"],
      () => ({ LISTEK_LMTP: join(folder, "no", "lmtp") }),
      ["LISTEK_LMTP: ", "folder"],
    ],
    [
      "the data folder is a file",
      ["doctor"],
      () => ({ LISTEK_DATA: join(folder, "a-file") }),
      ["LISTEK_DATA: ", "a file, not a folder"],
    ],
    [
      "the data folder lies in a file",
      ["verify"],
      () => ({ LISTEK_DATA: join(folder, "a-file", "data") }),
      ["LISTEK_DATA: ", "a file, not a folder"],
    ],
    [
      "the files cannot be written",
      ["doctor"],
      () => ({ LISTEK_FILES: `file:${join(folder, "a-file")}` }),
      ["BAD  files", "LISTEK_FILES"],
    ],
    [
      "a role that does not exist",
      ["token", "create", "--name", "x", "--role", "king"],
      () => ({}),
      ["There is no role king", "administrator"],
    ],
    ...["serve", "verify", "doctor", "token create --name a --role agent"].map(
      (line): [string, string[], () => Record<string, string>, string[]] => [
        `no database for ${line}`,
        line.split(" "),
        () => ({ DATABASE_URL: nobody }),
        ["The database at 127.0.0.1:1 cannot be reached", "Check DATABASE_URL"],
      ],
    ),
    [
      "no such host",
      ["verify"],
      () => ({ DATABASE_URL: "postgres://eva:hush@nosuch.invalid/desk" }),
      ["nosuch.invalid cannot be reached"],
    ],
    [
      "no such database",
      ["verify"],
      () => ({ DATABASE_URL: withName("nosuch") }),
      ["There is no database nosuch", "createdb"],
    ],
  ];
  test.each(cases)("%s", async (_what, args, env, words) => {
    const ended = await listek(args, env());
    for (const word of words) expect(ended.said).toContain(word);
    expect(ended.said).not.toMatch(trace);
    expect(ended.said).not.toContain("hush");
    expect(ended.code).toBe(1);
  });

  test("nothing can be made there, and it says so instead of trying for ever", async () => {
    if (process.platform !== "linux") return;
    const ended = await listek(["verify"], { LISTEK_DATA: "/proc/listek" });
    expect(ended.said).toContain("LISTEK_DATA: /proc/listek cannot be used");
    expect(ended.code).toBe(1);
  });

  test("the pipe keeps the mail and says why", async () => {
    const ended = await listek(["mail"], { DATABASE_URL: nobody }, "Subject: x\n\ny\n");
    expect(ended.said).toContain("The database at 127.0.0.1:1 cannot be reached");
    expect(ended.said).not.toMatch(trace);
    expect(ended.code).toBe(75);
  });
});

function withName(name: string): string {
  const url = new URL(database.url);
  url.pathname = `/${name}`;
  return url.href;
}
