// Loaded before the desk: writes down, in order, what reaches the disk, what is committed, and what the sender is told.
// One line each on the file in ORDER_FILE, written at once.
import fs from "node:fs";
import { syncBuiltinESMExports } from "node:module";
import net from "node:net";
import pg from "pg";

const out = fs.openSync(process.env.ORDER_FILE as string, "a");
const note = (line: string) => fs.writeSync(out, `${line}\n`);

const query = pg.Client.prototype.query as (...args: unknown[]) => unknown;
pg.Client.prototype.query = function (this: pg.Client, ...args: unknown[]) {
  const text = typeof args[0] === "string" ? args[0] : String((args[0] as { text?: string })?.text);
  const result = query.apply(this, args);
  const what = /insert into inbound_mail /.test(text)
    ? "stored"
    : /insert into message_attachments/.test(text)
      ? "attachment named"
      : null;
  if (what === "attachment named") note(what);
  if (what === "stored") (result as Promise<unknown>).then(() => note(what)).catch(() => {});
  return result;
} as typeof pg.Client.prototype.query;

const write = net.Socket.prototype.write as (...args: unknown[]) => boolean;
net.Socket.prototype.write = function (this: net.Socket, ...args: unknown[]) {
  if (/^250 2\.0\.0 stored/.test(String(args[0]))) note("250");
  return write.apply(this, args);
} as typeof net.Socket.prototype.write;

const open = fs.promises.open;
fs.promises.open = (async (...args: Parameters<typeof open>) => {
  const handle = await open(...args);
  const sync = handle.sync.bind(handle);
  handle.sync = async () => {
    await sync();
    note(args[1] === "r" ? "folder synced" : "file synced");
  };
  return handle;
}) as typeof open;
const rename = fs.promises.rename;
fs.promises.rename = async (...args) => {
  await rename(...args);
  note("file in place");
};
syncBuiltinESMExports();
