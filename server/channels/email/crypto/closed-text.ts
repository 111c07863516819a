import type { ClosedReason, CryptoKind } from "../../../../shared/conversations/protection.ts";

const names: Record<CryptoKind, string> = { pgp: "PGP", smime: "S/MIME" };
const reasons: Record<ClosedReason, string> = {
  "no-key": "this desk has no key for it",
  "not-protected": "it is not protected against changes on its way, so opening it could give it away",
  weak: "it is encrypted by a method that is broken",
  damaged: "it is damaged, or was changed on its way",
  unsupported: "it is of a kind that this desk does not know",
};

/** What stands in place of a text that could not be read. */
export const closedText = (kind: CryptoKind, why: ClosedReason): string =>
  `This message is encrypted (${names[kind]}) and could not be opened: ${reasons[why]}. The encrypted part is attached.`;

export const partText = (text: string): string => `----- encrypted part, opened -----\n${text.trim()}\n----- end -----`;
