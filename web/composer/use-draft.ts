import { queryOptions, useQuery } from "@tanstack/react-query";
import { useEffect, useSyncExternalStore } from "react";
import type { SavedDraft, Draft as ServerDraft } from "../../shared/drafts/schema.ts";
import { get, put } from "../lib/api.ts";
import { onSignal } from "../lib/live.ts";
import { keys, queryClient } from "../lib/queries.ts";
import { useSession } from "../lib/session.ts";
import { remember, remembered } from "../lib/storage.ts";
import type { Draft } from "./draft.ts";
import { type Boxed, createDraftBox, type DraftBox } from "./draft-box.ts";
import type { Place } from "./place.ts";

/** Everybody's drafts in one place. */
export const draftsOf = (path: string) =>
  queryOptions({
    queryKey: keys.drafts(path),
    queryFn: ({ signal }) => get<{ items: ServerDraft[] }>(`${path}/drafts`, {}, signal).then(({ items }) => items),
  });

const boxes = new Map<string, DraftBox>();

function boxOf(person: string, { path, storage }: Pick<Place, "path" | "storage">): DraftBox {
  const key = `draft.${person}.${storage}`;
  let box = boxes.get(key);
  if (!box) {
    box = createDraftBox({
      initial: remembered<Draft>(key),
      keep: (draft) => remember(key, draft),
      server: {
        put: (draft) => put<SavedDraft>(`${path}/draft`, draft),
        mine: async () => (await queryClient.fetchQuery({ ...draftsOf(path), staleTime: 0 })).find(isMine) ?? null,
      },
    });
    boxes.set(key, box);
  }
  return box;
}

const isMine = ({ mine }: ServerDraft) => mine;

/** My draft in this place, and those of others. */
export function useDraft(place: Place): Boxed & { box: DraftBox; others: readonly ServerDraft[] } {
  const me = useSession().person.id;
  const box = boxOf(me, place);
  const boxed = useSyncExternalStore(box.subscribe, box.get);
  const { data: drafts, dataUpdatedAt } = useQuery(draftsOf(place.path));
  // biome-ignore lint/correctness/useExhaustiveDependencies: every answer is met once, also one that says the same
  useEffect(() => {
    if (drafts) box.meet(drafts.find(isMine) ?? null);
  }, [box, dataUpdatedAt]);
  useDraftSigns(place, box, me);
  return { ...boxed, box, others: drafts?.filter((draft) => !draft.mine) ?? [] };
}

/** Somebody's draft grew: asked for again, unless it is what this page has sent or seen. */
function useDraftSigns({ path }: Place, box: DraftBox, me: string): void {
  useEffect(
    () =>
      onSignal("draft", ({ ticket, conversation, drafts }) => {
        if (path !== (ticket ? `/tickets/${ticket}` : `/conversations/${conversation}`)) return;
        const seen = queryClient.getQueryData<ServerDraft[]>(keys.drafts(path)) ?? [];
        const known = (author: string) =>
          author === me ? box.get().draft.version : seen.find((draft) => draft.author.id === author)?.version;
        const same = drafts.every(({ author, version }) => known(author.id) === version);
        const gone = seen.some((draft) => !drafts.some(({ author }) => author.id === draft.author.id));
        if (!same || gone) void queryClient.invalidateQueries({ queryKey: keys.drafts(path) });
      }),
    [path, box, me],
  );
}

/** The words written in a ticket that was merged away go on in the other. */
export function moveDraft(person: string, from: string, to: string): void {
  const key = `draft.${person}.${from}`;
  const draft = remembered<Draft>(key);
  if (!draft || from === to) return;
  remember(key, null);
  boxes.delete(key);
  if (!draft.dirty || remembered<Draft>(`draft.${person}.${to}`)) return;
  boxOf(person, { path: `/tickets/${to}`, storage: to }).put(draft);
}
