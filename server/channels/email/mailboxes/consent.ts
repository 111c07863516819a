// A provider's consent, from the button to the token: what is asked is kept for an hour, for the one who asked.
import { createHash, randomBytes } from "node:crypto";
import type { Actor } from "../../../../shared/identity/permissions.ts";
import type { AskConsent, ConsentGrant, ProviderKey, ReturnedConsent } from "../../../../shared/mailboxes/schema.ts";
import type { Database } from "../../../platform/db.ts";
import { decrypt, encrypt } from "../../../platform/encrypt.ts";
import { sealSecret } from "./credentials.ts";
import { consentRefused, consentUnknown } from "./errors.ts";
import { MailboxFault } from "./faults.ts";
import { type Client, consentUrl, exchangeCode, newVerifier, type Providers } from "./oauth.ts";
import { insertGrant, insertGranted, takeGrantOfState } from "./store.ts";

interface Asked extends Client {
  verifier: string;
}

export interface ConsentContext {
  database: Database;
  secret: string;
  providers: Providers;
  /** Where the provider sends the administrator back to. */
  redirect: string;
}

const hashOf = (state: string): Buffer => createHash("sha256").update(state).digest();
const purpose = "mailbox consent";

/** Returns where the administrator's browser goes. */
export async function askConsent(context: ConsentContext, actor: Actor, asked: AskConsent): Promise<string> {
  const { provider, clientId, clientSecret, address } = asked;
  const state = randomBytes(32).toString("base64url");
  const verifier = newVerifier();
  const secret = encrypt(context.secret, purpose, JSON.stringify({ clientId, clientSecret, verifier } satisfies Asked));
  await context.database.transact((trx) =>
    insertGrant(trx, { stateHash: hashOf(state), provider, actorId: actor.personId, secret }),
  );
  return consentUrl(context.providers[provider], { clientId, redirect: context.redirect, state, verifier, address });
}

/** With what the provider's page came back with. Each state works once, whatever comes of it. */
export async function finishConsent(
  context: ConsentContext,
  actor: Actor,
  { state, code, error }: ReturnedConsent,
): Promise<ConsentGrant> {
  const { database, redirect } = context;
  const stateHash = hashOf(state);
  const grant = await database.transact((trx) => takeGrantOfState(trx, stateHash, actor.personId));
  if (!grant) throw consentUnknown();
  if (code === undefined) throw consentRefused({ why: (error ?? "it was cancelled").slice(0, 200) });
  const provider = grant.provider as ProviderKey;
  const { verifier, ...client } = JSON.parse(decrypt(context.secret, purpose, grant.secret)) as Asked;
  try {
    const granted = await exchangeCode(context.providers[provider], client, { code, verifier, redirect });
    const secret = sealSecret(context.secret, granted);
    const id = await insertGranted(database.db, { stateHash, provider, actorId: actor.personId, secret });
    return { grant: id, provider };
  } catch (failed) {
    if (failed instanceof MailboxFault) throw consentRefused({ why: failed.message });
    throw failed;
  }
}
