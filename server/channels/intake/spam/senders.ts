// Lists of senders in the settings: an address, or a domain with all that is below it. PURE.

/** How closely an entry fits: 0 not at all, more for longer domains, most for the address itself. */
function closeness(entry: string, address: string): number {
  const [wanted, sender] = [entry.trim().toLowerCase(), address.toLowerCase()];
  if (wanted.includes("@")) return wanted === sender ? 1000 : 0;
  const domain = sender.slice(sender.lastIndexOf("@") + 1);
  return domain === wanted || domain.endsWith(`.${wanted}`) ? wanted.length : 0;
}

const closest = (entries: readonly string[], address: string) =>
  entries.reduce(
    (best, entry) => {
      const fit = closeness(entry, address);
      return fit > best.fit ? { fit, entry } : best;
    },
    { fit: 0, entry: "" },
  );

/** The entry that says most exactly who it means wins; of two that are as exact, the one that blocks. */
export function listed(
  address: string,
  lists: { blocked: readonly string[]; allowed: readonly string[] },
): { list: "blocked" | "allowed"; entry: string } | null {
  const [blocked, allowed] = [closest(lists.blocked, address), closest(lists.allowed, address)];
  if (blocked.fit === 0 && allowed.fit === 0) return null;
  return blocked.fit >= allowed.fit
    ? { list: "blocked", entry: blocked.entry }
    : { list: "allowed", entry: allowed.entry };
}
