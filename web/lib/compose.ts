/** "reply" and "note" may be asked for before the composer is on the page (a key in the list opens the ticket first). */
export type ComposeKind = "reply" | "note";

export interface ComposeWish {
  /** null: whatever is being written. */
  kind: ComposeKind | null;
  /** Markdown to put in: a quotation. */
  insert?: string;
}

let wish: (ComposeWish & { at: number }) | null = null;
const listeners = new Set<(wish: ComposeWish) => void>();

export function askToCompose(kind: ComposeKind | null, insert?: string): void {
  const asked = { kind, ...(insert ? { insert } : {}) };
  wish = listeners.size === 0 ? { ...asked, at: Date.now() } : null;
  for (const tell of listeners) tell(asked);
}

/** The composer listens; a fresh wish from before it was drawn is granted at once. */
export function onCompose(listener: (wish: ComposeWish) => void): () => void {
  listeners.add(listener);
  if (wish && Date.now() - wish.at < 3000) listener(wish);
  wish = null;
  return () => {
    listeners.delete(listener);
  };
}
