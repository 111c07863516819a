// A colleague goes on with what somebody has begun: the draft becomes his, with its files.
import { addressOfUpload } from "../../../../shared/conversations/pictures.ts";
import type { Actor } from "../../../../shared/identity/permissions.ts";
import type { Trx } from "../../../platform/db.ts";
import { requirePerson } from "../../identity/index.ts";
import { copyUploads } from "../attachments.ts";
import { draftExists, draftNotFound } from "./errors.ts";
import { atPlace, lockDraft, type Place, updateDraft } from "./store.ts";

export async function takeDraft(trx: Trx, actor: Actor, place: Place, id: string): Promise<void> {
  const personId = requirePerson(actor);
  const draft = await trx
    .selectFrom("drafts")
    .select(["author_id", "uploads", "body"])
    .where("id", "=", id)
    .where(atPlace(place))
    .forUpdate()
    .executeTakeFirst();
  if (!draft) throw draftNotFound();
  if (draft.author_id === personId) return;
  if (await lockDraft(trx, place, personId)) throw draftExists();
  const uploads = await copyUploads(trx, `person ${draft.author_id}`, `person ${personId}`, draft.uploads);
  // Its pictures are named by their uploads.
  const body = uploads.reduce(
    (text, { was, id }) => text.replaceAll(addressOfUpload(was), addressOfUpload(id)),
    draft.body,
  );
  await updateDraft(trx, place, id, { authorId: personId, body, uploads: uploads.map((each) => each.id) });
}
