import { type UseMutationResult, useMutation } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import type { CreateMessage, Message } from "../../shared/conversations/schema.ts";
import { del, newKey, post } from "../lib/api.ts";
import { problemText } from "../lib/problem.ts";
import { keys, queryClient } from "../lib/queries.ts";
import { useSession } from "../lib/session.ts";
import { useTimes } from "../lib/use-time.ts";
import { offerUndo, tell, tellProblem } from "../ui/notify.tsx";
import type { Draft } from "./draft.ts";
import type { DraftBox } from "./draft-box.ts";
import type { Place } from "./place.ts";

export interface Sending {
  input: CreateMessage;
  draft: Draft;
  /** One try of one text: the same again is the same to the server. */
  attempt: Attempt;
}

export interface Attempt {
  text: string;
  key: string;
  tries: number;
  /** The draft's version that it began with. */
  version: number | null | undefined;
}

/** The same text tried again is the same attempt. */
export const attemptOf = (input: CreateMessage, last: Attempt | null): Attempt => {
  const text = JSON.stringify(input);
  return last?.text === text ? last : { text, key: newKey(), tries: 0, version: undefined };
};

/** The message stands among the others at once; refused or called back, its text returns to the composer. */
export function useSend(place: Place, box: DraftBox): UseMutationResult<Message, Error, Sending> {
  const { t } = useTranslation();
  const times = useTimes();
  const me = useSession().person;

  return useMutation({
    mutationFn: async ({ input, draft, attempt }: Sending) => {
      const version = await box.leave(draft.kind);
      attempt.tries++;
      if (attempt.version === undefined) attempt.version = version;
      const leaving = attempt.version === null ? {} : { draft: attempt.version };
      const message = await post<Message>(`${place.path}/messages`, { ...input, ...leaving }, attempt.key);
      // Kept anew between two tries, it is not the version that left with the message.
      if (attempt.tries > 1 && version !== null) await del(`${place.path}/draft`).catch(() => {});
      return message;
    },
    onMutate: async ({ input, draft, attempt }) => {
      await queryClient.cancelQueries({ queryKey: place.messages });
      setMessages(place, (messages) => [...messages, sketch(input, draft, attempt.key, me, messages.length + 1)]);
    },
    onError: (error, { draft, attempt }) => {
      setMessages(place, (messages) => messages.filter(({ id }) => id !== attempt.key));
      box.put(draft);
      tellProblem(problemText(t, error), t("composer.notSent"));
    },
    onSuccess: (message, { draft, attempt }) => {
      setMessages(place, (messages) => [
        ...messages.filter(({ id }) => id !== attempt.key && id !== message.id),
        message,
      ]);
      const until = Date.parse(message.delivery?.undoUntil ?? "");
      if (message.kind !== "outbound" || !(until > Date.now())) return;
      const later = message.delivery?.scheduled && message.delivery.nextAttemptAt;
      offerUndo({
        id: `send-${message.id}`,
        text: later
          ? t("composer.sendingLater", { at: times.moment(later) })
          : t("composer.sending", { number: place.ticket ?? "" }),
        until,
        undo: () =>
          void post(`/messages/${message.id}/cancel`).then(
            () => {
              refresh(place);
              box.put({ ...draft, version: null });
              tell(t("composer.calledBack"));
            },
            (error: unknown) => tellProblem(problemText(t, error), t("composer.tooLate")),
          ),
      });
    },
    onSettled: () => refresh(place),
  });
}

function setMessages(place: Place, change: (messages: Message[]) => Message[]): void {
  queryClient.setQueryData<Message[]>(place.messages, (messages) => messages && change(messages));
}

function refresh(place: Place): void {
  for (const queryKey of [place.messages, keys.drafts(place.path), ...place.stale])
    void queryClient.invalidateQueries({ queryKey });
}

/** The message as it will look, until the server has said so. */
function sketch(
  input: CreateMessage,
  draft: Draft,
  key: string,
  me: { id: string; name: string; email: string | null },
  number: number,
): Message {
  return {
    id: key,
    number,
    tickets: [],
    conversation: "",
    kind: input.kind === "note" ? "note" : "outbound",
    channel: "email",
    author: { id: me.id, name: me.name, email: me.email },
    at: new Date().toISOString(),
    subject: null,
    text: input.body,
    quoted: "",
    html: null,
    remoteImages: 0,
    language: null,
    trust: "verified",
    trustReasons: [],
    from: null,
    to: input.to ?? [],
    cc: input.cc ?? [],
    attachments: draft.uploads.map((upload) => ({ ...upload, inline: false, contentId: null, url: "" })),
    delivery: null,
    automatic: false,
    reports: [],
    onlyThanks: false,
    hasRaw: false,
    protection: null,
    openedAs: null,
  };
}
