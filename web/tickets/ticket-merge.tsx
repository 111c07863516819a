import { useNavigate } from "@tanstack/react-router";
import { lazy, Suspense } from "react";
import { useTranslation } from "react-i18next";
import type { Ticket } from "../../shared/tickets/schema.ts";
import { useOperation } from "./ticket-operations.ts";

const TicketFinder = lazy(() => import("./ticket-finder.tsx").then((m) => ({ default: m.TicketFinder })));

/** Which ticket this one goes into; afterwards one is there. */
export function MergeDialog({ ticket, onClose }: { ticket: Ticket; onClose(): void }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const operation = useOperation((result) => {
    onClose();
    const target = result.tickets.find(({ mergedInto }) => mergedInto === null);
    if (target) void navigate({ to: "/tickets/$number", params: { number: target.number }, search: true });
  });
  return (
    <Suspense>
      <TicketFinder
        title={t("structure.mergeTitle", { number: ticket.number })}
        confirm={t("structure.merge")}
        except={ticket.number}
        requester={ticket.requester.id}
        busy={operation.isPending}
        result={(target) =>
          t("structure.mergeResult", {
            count: ticket.messages,
            number: ticket.number,
            into: target.number,
            from: target.messages + 1,
            to: target.messages + ticket.messages,
          })
        }
        onPick={(into) => operation.mutate({ path: `/tickets/${ticket.number}/merge`, body: { into } })}
        onClose={onClose}
      />
    </Suspense>
  );
}
