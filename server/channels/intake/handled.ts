// What the steps of a mail's way in hand to one another.
import type { KnownPerson } from "../../core/people/index.ts";
import type { ReceiveMessage } from "../../core/tickets/index.ts";
import type { Settings } from "../../platform/settings.ts";
import type { Incoming } from "../contract.ts";
import type { ClaimedMail } from "./store.ts";

export interface NotWork {
  secret: string;
  settings: Settings;
  mail: ClaimedMail;
  message: Incoming;
  /** Is this address one of ours? */
  takes: (address: string) => Promise<boolean>;
  /** The message as the core wants it, written by this person. */
  messageBy: (person: KnownPerson, automatic: boolean) => ReceiveMessage["message"];
}

/** It ends here; what became of the mail. */
export interface Handled {
  status: "done" | "dropped" | "held";
  step: string;
  why: string;
  /** The same for the reader's own language. */
  code: string;
  values?: Record<string, string>;
  conversationId: string | null;
  ticketId: string | null;
  messageId: string | null;
}
