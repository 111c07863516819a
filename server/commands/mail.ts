// `listek mail`: one message on stdin, as the pipe transport of any MTA gives it. Exit 0 only when it is stored; 75
// (EX_TEMPFAIL) on every doubt, so that the MTA keeps it and tries again.
import type { Readable } from "node:stream";
import { buffer } from "node:stream/consumers";
import { systemActor } from "../../shared/identity/permissions.ts";
import { createAccept, createAddressBook, withoutTag } from "../channels/intake/accept.ts";
import { replayMail } from "../channels/intake/replay.ts";
import { loadSettings } from "../platform/settings.ts";
import { withDesk } from "./open-desk.ts";
import { UsageError } from "./usage.ts";

const tempFail = 75;

export async function takeMail(to: string[], input: Readable = process.stdin): Promise<number> {
  const raw = await buffer(input);
  if (raw.length === 0) {
    console.error("listek mail: nothing on standard input");
    return tempFail;
  }
  try {
    return await withDesk(async ({ desk }) => {
      const { config, database } = desk;
      const { maxMessage } = (await loadSettings(database.db)).mail;
      if (raw.length > maxMessage) {
        console.error(`listek mail: the message has ${raw.length} bytes, this desk takes at most ${maxMessage}`);
        return 1;
      }
      const takes = createAddressBook(desk);
      for (const address of to) {
        if (!(await takes(address))) {
          console.error(`listek mail: ${withoutTag(address)} is not an address of this desk`);
          return 1;
        }
      }
      await createAccept(
        desk,
        null,
      )({
        door: "pipe",
        envelopeFrom: process.env.SENDER ?? "",
        envelopeTo: to.length ? to : [config.address],
        raw,
      });
      return 0;
    });
  } catch (error) {
    console.error(`listek mail: ${(error as Error).message}`);
    return tempFail;
  }
}

export async function replay(ids: string[]): Promise<number> {
  if (ids.length === 0 || ids.some((id) => !/^[1-9]\d{0,17}$/.test(id)))
    throw new UsageError("give the numbers of the mails to replay");
  return withDesk(async ({ desk }) => {
    await desk.database.transact((trx) => replayMail(trx, systemActor, ids));
    console.log(`${ids.length} to be read again`);
    return 0;
  });
}
