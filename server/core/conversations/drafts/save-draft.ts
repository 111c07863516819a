// Kept while it is typed, from any of the author's windows: a window goes on only with what it has seen.
import type { SaveDraft } from "../../../../shared/drafts/schema.ts";
import type { Actor } from "../../../../shared/identity/permissions.ts";
import type { Trx } from "../../../platform/db.ts";
import { canonicalJson } from "../../../platform/events.ts";
import { requirePerson } from "../../identity/index.ts";
import { takeUploads } from "../attachments.ts";
import { draftChanged } from "./errors.ts";
import { type DraftContent, insertDraft, lockDraft, type Place, removeDraft, updateDraft } from "./store.ts";

export async function saveDraft(trx: Trx, actor: Actor, place: Place, input: SaveDraft): Promise<void> {
  const authorId = requirePerson(actor);
  const { version, ...content } = complete(input);
  await takeUploads(trx, `person ${authorId}`, content.uploads);
  const empty = content.body.trim() === "" && content.uploads.length === 0;
  if (version === null && !empty && (await insertDraft(trx, place, authorId, content))) return;
  const before = await lockDraft(trx, place, authorId);
  if (!before && empty) return;
  // The same again, because the first answer was lost.
  if (before && canonicalJson(before.content) === canonicalJson(content)) return;
  if (before?.version !== version || !before)
    throw draftChanged({}, { version: before ? `is ${before.version} now` : "is gone" });
  if (empty) await removeDraft(trx, place, authorId);
  else await updateDraft(trx, place, before.id, content);
}

const complete = ({
  kind,
  body,
  to,
  cc,
  uploads,
  since,
  version,
}: SaveDraft): DraftContent & { version: number | null } => ({
  kind,
  body,
  to: to ?? null,
  cc: cc ?? null,
  uploads: uploads ?? [],
  since: since ?? null,
  version,
});
