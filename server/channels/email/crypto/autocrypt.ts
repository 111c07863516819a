// Keys that travel in the header (Autocrypt Level 1, 2.1).
import { allFields, type HeaderField } from "../parse/header-fields.ts";
import type { LearnedKey } from "./mail-keys.ts";

const longest = 100_000;

/** Only one, and only of who is named in From; null otherwise. */
export function autocryptKey(fields: HeaderField[], from: string | null): LearnedKey | null {
  const found = allFields(fields, "autocrypt");
  const [header] = found;
  if (found.length !== 1 || !header || !from || header.length > longest) return null;
  const attributes = new Map(
    header.split(";").map((each) => {
      const at = each.indexOf("=");
      return [each.slice(0, at).trim().toLowerCase(), each.slice(at + 1).replace(/\s+/g, "")] as const;
    }),
  );
  const data = attributes.get("keydata") ?? "";
  if (attributes.get("addr")?.toLowerCase() !== from || !/^[A-Za-z0-9+/]{100,}={0,2}$/.test(data)) return null;
  return { kind: "pgp", address: from, publicKey: data, source: "autocrypt" };
}
