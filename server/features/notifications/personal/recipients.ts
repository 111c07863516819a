// Who is told of what. Pure, but for what has to be known about the ticket.
import type { NotificationKind } from "../../../../shared/notifications/schema.ts";

export interface Happened {
  kind: string;
  actorId: string | null;
  data: Record<string, unknown>;
}

export interface Around {
  assigneeId: string | null;
  followerIds: readonly string[];
  /** Of the message that it is about. */
  authorId: string | null;
  /** Who may change settings. */
  administratorIds: readonly string[];
}

/** Each person once, for the strongest reason; nobody hears of his own doing. */
export function recipientsOf(event: Happened, around: Around): Map<string, NotificationKind> {
  const told = new Map<string, NotificationKind>();
  for (const [kind, people] of reasons(event, around))
    for (const person of people) if (person && person !== event.actorId && !told.has(person)) told.set(person, kind);
  return told;
}

type Reason = [kind: NotificationKind, people: readonly (string | null)[]];

function reasons({ kind, data }: Happened, { assigneeId, followerIds, authorId, administratorIds }: Around): Reason[] {
  // Nobody has a new request yet, nor follows it: the assignment is told.
  const opening = data.number === 1;
  const byMachine = data.automatic === true;
  switch (kind) {
    case "message.noted":
      return [
        ["mention", (data.mentions as string[] | undefined) ?? []],
        ["followed", [assigneeId, ...followerIds]],
      ];
    case "message.received":
      return byMachine || opening
        ? []
        : [
            ["reply", [assigneeId]],
            ["followed", followerIds],
          ];
    case "message.queued":
      return byMachine ? [] : [["followed", [assigneeId, ...followerIds]]];
    case "ticket.state-changed":
      return [["followed", followerIds]];
    case "ticket.assigned":
      return [["assigned", [data.to as string | null]]];
    case "ticket.woken":
      return [["woken", [assigneeId, data.snoozedBy as string | null]]];
    case "mail.loop":
      return [["loop", administratorIds]];
    case "message.complained":
    case "message.failed":
      return [["failed", [authorId ?? assigneeId]]];
    default:
      return [];
  }
}

/** Could anybody be told of this? Decided before anything is looked up. */
export const mayTell = (event: { kind: string; data: unknown }): boolean =>
  reasons(
    { kind: event.kind, actorId: null, data: event.data as Record<string, unknown> },
    { assigneeId: "", followerIds: [], authorId: null, administratorIds: [""] },
  ).length > 0;
