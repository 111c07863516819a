// The reader of mailboxes of a desk that runs without its own, as a test wants it.
import { type MailboxesContext, startMailboxes } from "../../server/channels/email/mailboxes/start.ts";
import { createAccept, createAddressBook } from "../../server/channels/intake/accept.ts";
import type { Desk } from "../../server/platform/desk.ts";

export const readMailboxes = (desk: Desk, more: Partial<MailboxesContext> = {}) =>
  startMailboxes({
    ...desk,
    accept: createAccept(desk, null),
    takes: createAddressBook(desk),
    maxBytes: async () => 1024 * 1024,
    ...more,
  });
