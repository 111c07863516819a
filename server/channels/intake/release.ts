// What a person decides about held mail: it passes, or it is thrown away. Both are kept with the mail, with who it was.
import { type Actor, can } from "../../../shared/identity/permissions.ts";
import type { Trx } from "../../platform/db.ts";
import { ringAfterCommit } from "../../platform/db.ts";
import { conflict, notAllowed } from "../../platform/errors.ts";
import { record } from "../../platform/events.ts";
import { mailNotFound } from "./ledger.ts";
import { saySpam } from "./spam/say-spam.ts";
import { type HeldMail, letPass, lockMail, throwAway } from "./store.ts";

async function lockHeld(trx: Trx, id: string): Promise<HeldMail> {
  const mail = await lockMail(trx, id);
  if (!mail) throw mailNotFound();
  if (mail.status !== "held") throw conflict({ why: "This mail is not held (any more)." });
  return mail;
}

/** Through intake again, where what it was held for is not asked again. What was taken for spam teaches the filter. */
export async function releaseMail(trx: Trx, actor: Actor, id: string): Promise<void> {
  const mail = await lockHeld(trx, id);
  if (mail.held_for === null)
    throw conflict({ why: "Nothing that a person could decide holds this mail: read it again instead." });
  if (mail.held_for === "virus" && !can(actor, "settings.write")) throw notAllowed();
  await letPass(trx, id, actor.name, mail.held_for);
  await record(trx, { kind: "mail.released", actor, about: { mailId: id }, data: { from: mail.held_for } });
  if (mail.held_for === "spam") await saySpam(trx, actor, [{ mailId: id }], "ham", null);
  ringAfterCommit(trx, "mail");
}

/** It stays in the ledger, as dropped. */
export async function discardMail(trx: Trx, actor: Actor, id: string): Promise<void> {
  const mail = await lockHeld(trx, id);
  const step = {
    step: "review",
    outcome: "drop",
    why: `thrown away by ${actor.name}`,
    code: "review.discarded",
    values: { by: actor.name },
  };
  await throwAway(trx, id, step);
  await record(trx, {
    kind: "mail.thrown-away",
    actor,
    about: { mailId: id },
    data: { from: mail.held_for ?? "nothing" },
  });
  if (mail.held_for === "spam") await saySpam(trx, actor, [{ mailId: id }], "spam", null);
}
