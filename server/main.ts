// The command `listek`: reads what is asked and hands it to server/commands. Exit 0 done, 1 failed, 2 wrong usage; `mail`
// also 75, try again later.
import { enableCompileCache, flushCompileCache } from "node:module";
import { fileURLToPath } from "node:url";
import { inspect, parseArgs } from "node:util";
import { UsageError } from "./commands/usage.ts";
import { ConfigError } from "./platform/config.ts";
import { Problem } from "./platform/errors.ts";

interface Command {
  usage: string;
  does: string;
  /** How many words may follow; none unless said. */
  words?: number;
  options?: Record<string, { type: "string"; multiple?: boolean }>;
  /** Commands are loaded when they are called: `listek mail` must not pay for the web part. */
  run: (words: string[], options: Record<string, string | string[] | undefined>) => Promise<number>;
}

const one = (value: string | string[] | undefined): string | undefined => (Array.isArray(value) ? value[0] : value);
const many = (value: string | string[] | undefined): string[] =>
  value === undefined ? [] : Array.isArray(value) ? value : [value];

const commands: Record<string, Command> = {
  serve: {
    usage: "serve [--only web,worker,smtp]",
    does: "all parts in one process tree, or some of them",
    options: { only: { type: "string" } },
    run: async (_words, { only }) => (await import("./commands/serve.ts")).serve(one(only)),
  },
  migrate: {
    usage: "migrate",
    does: "brings the database up to date",
    run: async () =>
      (await import("./commands/open-desk.ts"))
        .withDesk(async () => console.log("The database is up to date."))
        .then(() => 0),
  },
  mail: {
    usage: "mail [--to ADDRESS]…  |  mail parse [FILE…]  |  mail replay ID…",
    does: "takes one message on standard input; prints what is made of messages; reads stored ones again",
    words: Number.POSITIVE_INFINITY,
    options: { to: { type: "string", multiple: true } },
    run: async ([verb, ...rest], { to }) => {
      if (verb === "parse")
        return (await import("./channels/email/parse/cli.ts")).mailParse(rest, process.stdin, process.stdout);
      const mail = await import("./commands/mail.ts");
      if (verb === "replay") return mail.replay(rest);
      if (verb !== undefined) throw new UsageError(`mail knows parse and replay, not "${verb}"`);
      return mail.takeMail(many(to));
    },
  },
  seed: {
    usage: "seed demo  |  seed large --tickets N",
    does: "fills an empty desk; refuses another",
    words: 1,
    options: { tickets: { type: "string" } },
    run: async ([which], { tickets }) => (await import("./commands/seed.ts")).seed(which, one(tickets)),
  },
  token: {
    usage: "token create --name NAME --role ROLE",
    does: "prints an API token, once",
    words: 1,
    options: { name: { type: "string" }, role: { type: "string" } },
    run: async ([verb], { name, role }) => {
      if (verb !== "create") throw new UsageError("token knows create");
      return (await import("./commands/accounts.ts")).tokenCreate(one(name), one(role));
    },
  },
  admin: {
    usage: "admin create --email E",
    does: "creates or resets an administrator, prints a one-time link",
    words: 1,
    options: { email: { type: "string" } },
    run: async ([verb], { email }) => {
      if (verb !== "create") throw new UsageError("admin knows create");
      return (await import("./commands/accounts.ts")).adminCreate(one(email));
    },
  },
  verify: {
    usage: "verify",
    does: "proves the history; prints the first break and exits 1",
    run: async () => (await import("./commands/verify.ts")).verify(),
  },
  doctor: {
    usage: "doctor",
    does: "checks configuration, database, mail, disk; says the cure",
    run: async () => (await import("./commands/doctor.ts")).doctor(),
  },
};

function help(): string {
  const lines = Object.values(commands).map(({ usage, does }) => `  ${usage}\n      ${does}`);
  return `listek <command>\n\n${lines.join("\n")}\n\nThe environment is described in docs/self-hosting.md.`;
}

const isHelp = (word: string | undefined): boolean => word === "--help" || word === "-h" || word === "help";
const commandOf = (name = ""): Command | undefined => (Object.hasOwn(commands, name) ? commands[name] : undefined);

async function main(argv: string[]): Promise<number> {
  const [name, ...rest] = argv;
  if (isHelp(name) && rest[0] !== undefined) return main([rest[0], "--help"]);
  if (name === undefined || isHelp(name)) {
    console.log(help());
    return name === undefined ? 2 : 0;
  }
  if (name === "--version" || name === "version") {
    console.log((await import("./commands/open-desk.ts")).version);
    return 0;
  }
  const command = commandOf(name);
  if (!command) throw new UsageError(`there is no command "${name}"`);
  if (rest.includes("--help") || rest.includes("-h")) {
    console.log(`listek ${command.usage}\n    ${command.does}`);
    return 0;
  }
  const { positionals, values } = parse(rest, command);
  const extra = positionals[command.words ?? 0];
  if (extra !== undefined) throw new UsageError(`${name} does not know what to do with "${extra}"`);
  return command.run(positionals, values);
}

function parse(args: string[], command: Command) {
  try {
    return parseArgs({ args, options: command.options ?? {}, allowPositionals: true });
  } catch (error) {
    // The rest of it is about words that begin with a dash, of which we have none.
    throw new UsageError((error as Error).message.replace(/\. To specify a positional[\s\S]*/, ""));
  }
}

// What is loaded from here on is compiled once, not at each start: half the time, and `listek mail` starts often. Beside
// the packages, where only who installs may write; where we may not, nothing is kept.
enableCompileCache(fileURLToPath(new URL("../node_modules/.cache/listek", import.meta.url)));
// It is written when the process ends, and one that is killed never ends.
setTimeout(flushCompileCache, 2000).unref();

/** EX_TEMPFAIL: on every doubt the MTA keeps the mail. */
const isPipe = ([name, verb]: string[]): boolean => name === "mail" && verb !== "parse" && verb !== "replay";

/** What happened, for people. Where in our code it happened helps only who mends it, and he asks for it. */
function said(error: unknown, command: Command | undefined): string {
  if (error instanceof UsageError)
    return `listek: ${error.message}\n${command ? `  listek ${command.usage}\n` : ""}See listek --help.`;
  if (error instanceof Problem) {
    const fields = Object.entries(error.fields ?? {}).map(([field, why]) => `\n  ${field}: ${why}`);
    return `listek: ${error.message}${fields.join("")}`;
  }
  const known = error instanceof ConfigError || (error as Error)?.name?.match(/Start|Held|Migration/);
  if (known) return (error as Error).message;
  if (/^(?:debug|trace)$/.test(process.env.LISTEK_LOG ?? "")) return inspect(error);
  const message = error instanceof Error ? error.message || error.name : String(error);
  return `listek: this was not foreseen: ${message}\nWith LISTEK_LOG=debug it says where; please report it.`;
}

main(process.argv.slice(2)).then(
  (code) => {
    process.exitCode = code;
    // Nothing may keep a finished command alive.
    setTimeout(() => process.exit(code), 3000).unref();
  },
  (error: unknown) => {
    const words = process.argv.slice(2);
    console.error(said(error, commandOf(words[0])));
    process.exit(error instanceof UsageError ? 2 : isPipe(words) ? 75 : 1);
  },
);
