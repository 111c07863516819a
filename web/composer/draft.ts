import type { SaveDraft, SavedDraft, Draft as ServerDraft } from "../../shared/drafts/schema.ts";
import type { ComposeKind } from "../lib/compose.ts";

export type Upload = ServerDraft["uploads"][number];

/** What is being written in one place by one person. */
export interface Draft {
  kind: ComposeKind;
  /** Markdown. */
  body: string;
  /** null: as the ticket says. */
  to: string[] | null;
  cc: string[] | null;
  uploads: Upload[];
  /** Number of messages when the writing began: more of them later is worth a warning. */
  since: number | null;
  /** As what it was begun: a note that became a reply is worth a warning. */
  begun: ComposeKind | null;
  /** The server's version that this continues; null: the server has none. */
  version: number | null;
  /** Changed here and not yet kept on the server. */
  dirty: boolean;
}

export const emptyDraft: Draft = {
  kind: "reply",
  body: "",
  to: null,
  cc: null,
  uploads: [],
  since: null,
  begun: null,
  version: null,
  dirty: false,
};

export const isEmpty = ({ body, uploads }: Pick<Draft, "body" | "uploads">): boolean =>
  body.trim() === "" && uploads.length === 0;

/** A single letter is often a slip; from the second on the server keeps it. */
export const worthKeeping = (draft: Draft): boolean =>
  draft.version !== null || draft.body.trim().length > 1 || draft.uploads.length > 0;

export const fromServer = (server: ServerDraft): Draft => ({
  kind: server.kind,
  body: server.body,
  to: server.to,
  cc: server.cc,
  uploads: server.uploads,
  since: server.since,
  begun: server.kind,
  version: server.version,
  dirty: false,
});

export const toServer = (draft: Draft): SaveDraft => ({
  kind: draft.kind,
  body: draft.body,
  to: draft.to,
  cc: draft.cc,
  uploads: draft.uploads.map(({ id }) => id),
  since: draft.since,
  version: draft.version,
});

/** Where drafts are kept beyond this browser. */
export interface DraftServer {
  put(draft: SaveDraft): Promise<SavedDraft>;
  /** Mine, as it is there now. */
  mine(): Promise<ServerDraft | null>;
}
