// A mail in a mailbox has lost its envelope; what its last server noted of it stands in its header.

const headerAtMost = 64 * 1024;
/** Longer than any address; what is searched in it takes time with the square of this. */
const valueAtMost = 2000;

/** The values of a header field in the order in which they stand, unfolded. */
function valuesOf(head: string, name: string): string[] {
  const lines = head.matchAll(new RegExp(`^${name}:((?:.*)(?:\\r?\\n[ \\t].*)*)`, "gim"));
  return [...lines].slice(0, 20).map((match) =>
    (match[1] ?? "")
      .slice(0, valueAtMost)
      .replace(/\r?\n[ \t]+/g, " ")
      .trim(),
  );
}

function headOf(raw: Buffer): string {
  const start = raw.toString("latin1", 0, headerAtMost);
  const end = /\r?\n\r?\n/.exec(start);
  return end ? start.slice(0, end.index + 2) : start;
}

const bare = /<([^<>\s]*)>|([^\s<>",;]+@[^\s<>",;]+)/;
const addressIn = (value: string): string | null => {
  const match = bare.exec(value);
  return match ? (match[1] ?? match[2] ?? "") : null;
};

/** Return-Path as its server wrote it: "" is the null sender. Where there is none, who wrote stands for him. */
export function envelopeFrom(raw: Buffer): string {
  const head = headOf(raw);
  const path = valuesOf(head, "return-path")[0];
  const sender = path === undefined ? undefined : addressIn(path);
  if (sender !== undefined && sender !== null) return sender.slice(0, 320);
  return (addressIn(valuesOf(head, "from")[0] ?? "") || "unknown@invalid").slice(0, 320);
}

const carriesToken = /\+r\.[0-9a-z]{1,12}\.[a-z2-7]{26}@/i;

/**
 * Whom it was for: the mailbox's own address, or one of ours with a reply token that the last server notes. Anybody can write
 * such a header, as anybody can write to such an address: the token is checked when it is read.
 */
export async function envelopeTo(
  raw: Buffer,
  address: string,
  takes: (address: string) => Promise<boolean>,
): Promise<string[]> {
  const head = headOf(raw);
  for (const name of ["delivered-to", "x-original-to", "envelope-to"])
    for (const value of valuesOf(head, name)) {
      const to = addressIn(value);
      if (to && to.length <= 320 && carriesToken.test(to) && (await takes(to))) return [to];
    }
  return [address];
}
