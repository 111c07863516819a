import { useTranslation } from "react-i18next";
import type { TicketSummary, UpdateTicket } from "../../shared/tickets/schema.ts";
import type { BulkResult } from "../../shared/tickets/structure.ts";
import { ApiError, post } from "../lib/api.ts";
import { problemText } from "../lib/problem.ts";
import { keys, queryClient } from "../lib/queries.ts";
import { useSession } from "../lib/session.ts";
import { offerUndo, tellProblem, withdrawUndo } from "../ui/notify.tsx";
import { preview, showTicket, ticketsChanged } from "./change.ts";
import { useDescribeChange } from "./describe-change.ts";
import { useWords } from "./load.ts";

const undoable = 10_000;

/**
 * Changes one ticket, seen at once, and offers to take it back exactly: as one operation, because the way back may be
 * no step of the workflow (nothing becomes New again by hand).
 */
export function useChangeWithUndo(): (ticket: TicketSummary, changes: UpdateTicket) => void {
  const { t } = useTranslation();
  const words = useWords();
  const me = useSession().person;
  const describe = useDescribeChange();
  return (ticket, changes) => {
    const { number } = ticket;
    const id = `change-${number}`;
    const refused = (error: unknown) => {
      withdrawUndo(id);
      showTicket(number, ticket);
      tellProblem(problemText(t, error), t("ticket.notChanged", { number }));
    };
    const settled = () => {
      void queryClient.invalidateQueries({ queryKey: keys.ticket(number) });
      ticketsChanged([number]);
    };
    const sent = changeOne(number, changes);
    showTicket(number, preview(changes, words, me));
    void sent.catch(refused).finally(settled);
    offerUndo({
      id,
      text: t("ticket.nowState", { number, state: describe(changes) }),
      until: Date.now() + undoable,
      undo: () => {
        showTicket(number, ticket);
        void sent
          .then((operation) => operation && post(`/operations/${operation}/undo`, {}))
          .catch(refused)
          .finally(settled);
      },
    });
  };
}

async function changeOne(number: string, changes: UpdateTicket): Promise<string | null> {
  const { operation, refused } = await post<BulkResult>("/tickets/bulk", { numbers: [number], changes });
  const [problem] = refused;
  if (problem) throw new ApiError(409, problem.code, problem.why);
  return operation;
}
