import { type Address, addressParser } from "postal-mime";
import { cleanLine, cut } from "./clean-text.ts";
import { headerCharacters } from "./header-text.ts";
import type { MailAddress } from "./parsed-mail.ts";

/** The addresses of one header, groups flattened, what holds no address left out. */
export function readAddresses(raw: string, hint: string | undefined, limit: number): MailAddress[] {
  // The tokenizer must not chew on megabytes that the limit throws away.
  const header = cut(headerCharacters(raw, hint), limit * 320);
  const out: MailAddress[] = [];
  for (const parsed of addressParser(header)) collect(parsed, out, limit);
  return out;
}

function collect(parsed: Address, out: MailAddress[], limit: number): void {
  if (parsed.group) {
    for (const member of parsed.group) collect(member, out, limit);
    return;
  }
  const address = normalizeAddress(parsed.address ?? "");
  if (address && out.length < limit) out.push({ address, name: cut(cleanName(parsed.name, address), 255) });
}

/** Trims, lowercases the domain; "" when it is no address (both sides of the last @ present, a domain without spaces). */
export function normalizeAddress(written: string): string {
  const address = cleanLine(written)
    .replace(/^mailto:/i, "")
    .replace(/^<|>$/g, "")
    .replace(/^'(.*)'$/, "$1");
  const at = address.lastIndexOf("@");
  const domain = address.slice(at + 1).toLowerCase();
  if (at < 1 || !domain || address.length > 320 || /[\s<>"(),:;\\]/.test(domain)) return "";
  return `${quoteLocalPart(address.slice(0, at))}@${domain}`;
}

/** RFC 5321 4.1.2: what is no dot-string stands in quotes, so that `"a@b"@c` is never taken for an address at b. */
function quoteLocalPart(local: string): string {
  const bare = local.replace(/^"(.*)"$/, "$1");
  return /[\s@"(),:;<>[\]\\]/.test(bare) ? `"${bare.replace(/["\\]/g, "\\$&")}"` : bare;
}

/** Outlook puts names in single quotes, some repeat the address as the name. */
function cleanName(written: string, address: string): string {
  const name = cleanLine(written)
    .replace(/^(['"])(.*)\1$/, "$2")
    .trim();
  return name.toLowerCase() === address.toLowerCase() ? "" : name;
}
