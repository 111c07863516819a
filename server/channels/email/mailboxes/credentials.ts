// How the desk signs in to a mailbox: by what is kept sealed with it.
import type { ProviderKey, SignInKind } from "../../../../shared/mailboxes/schema.ts";
import type { Db } from "../../../platform/db.ts";
import { decrypt, encrypt } from "../../../platform/encrypt.ts";
import { type Granted, type Providers, refreshGrant } from "./oauth.ts";
import { findMailbox, saveSecret } from "./store.ts";

export type Secret = { password: string } | Granted;

export type Login = { user: string; pass: string } | { user: string; accessToken: string };

const purpose = "mailbox";
export const sealSecret = (key: string, secret: Secret): Buffer => encrypt(key, purpose, JSON.stringify(secret));
export const openSecret = (key: string, sealed: Buffer): Secret => JSON.parse(decrypt(key, purpose, sealed));

export interface Signer {
  /** `again`: the token that was given last was refused. Throws MailboxFault "consent" when the provider gives none. */
  login(again?: boolean): Promise<Login>;
}

interface Kept {
  username: string;
  signIn: SignInKind;
  secret: Secret;
  /** Called with what the provider gave anew. */
  keep(secret: Granted): Promise<void>;
}

/** A token is asked for anew this long before it ends. */
const earlyMs = 120_000;

export function signer(providers: Providers, { username, signIn, secret, keep }: Kept): Signer {
  let held = secret;
  return {
    async login(again = false) {
      if ("password" in held) return { user: username, pass: held.password };
      if (again || held.expiresAt - Date.now() < earlyMs) {
        held = await refreshGrant(providers[signIn as ProviderKey], held);
        await keep(held);
      }
      return { user: username, accessToken: held.accessToken };
    },
  };
}

/** With what is kept for it now. */
export async function signerOf(db: Db, key: string, providers: Providers, mailboxId: string): Promise<Signer> {
  const row = await findMailbox(db, mailboxId);
  if (!row) throw new Error("the mailbox was removed");
  return signer(providers, {
    username: row.username,
    signIn: row.sign_in as SignInKind,
    secret: openSecret(key, row.secret),
    keep: (secret) => saveSecret(db, mailboxId, sealSecret(key, secret)),
  });
}
