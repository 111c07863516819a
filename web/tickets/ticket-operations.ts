import { useMutation } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import type {
  MergeTicket,
  MoveMessages,
  OperationResult,
  SplitTicket,
  TicketsOfConversation,
} from "../../shared/tickets/structure.ts";
import { post } from "../lib/api.ts";
import { problemText } from "../lib/problem.ts";
import { keys, queryClient } from "../lib/queries.ts";
import { offerUndo, tell, tellProblem } from "../ui/notify.tsx";

type Operation =
  | { path: `/tickets/${string}/merge`; body: MergeTicket }
  | { path: `/tickets/${string}/split`; body: SplitTicket }
  | { path: `/tickets/${string}/move`; body: MoveMessages }
  | { path: `/conversations/${string}/tickets`; body: TicketsOfConversation };

/** Merges, splits, moves; says what was done and offers to take it back. */
export function useOperation(onDone: (result: OperationResult) => void) {
  const { t } = useTranslation();
  return useMutation({
    mutationFn: ({ path, body }: Operation) => post<OperationResult>(path, body),
    onError: (error) => tellProblem(problemText(t, error)),
    onSuccess: (result, { path }) => {
      for (const ticket of result.tickets) queryClient.setQueryData(keys.ticket(ticket.number), ticket);
      refreshTickets();
      const kind = path.split("/").at(-1) as "merge" | "split" | "move" | "tickets";
      const numbers = result.tickets.map(({ number }) => `#${number}`).join(", ");
      offerUndo({
        id: `operation-${result.operation}`,
        text: t(`structure.done.${kind}`, { numbers }),
        until: Date.now() + 20_000,
        undo: () =>
          void post(`/operations/${result.operation}/undo`).then(
            () => {
              refreshTickets();
              tell(t("structure.undone"));
            },
            (error: unknown) => tellProblem(problemText(t, error)),
          ),
      });
      onDone(result);
    },
  });
}

/** Messages have changed their places in several tickets at once. */
function refreshTickets(): void {
  for (const queryKey of [
    ["ticket"],
    ["messages"],
    ["events"],
    ["drafts"],
    ["checklist"],
    keys.conversations,
    ["conversation"],
    keys.talks,
    keys.lists,
    keys.views,
  ])
    void queryClient.invalidateQueries({ queryKey });
}
