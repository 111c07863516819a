import { Button } from "@mantine/core";
import { IconArrowRight, IconArrowsSplit, IconX } from "@tabler/icons-react";
import { lazy, Suspense, useState } from "react";
import { useTranslation } from "react-i18next";
import type { Message } from "../../shared/conversations/schema.ts";
import type { Ticket } from "../../shared/tickets/schema.ts";
import { useHotkeys } from "../lib/hotkeys.ts";
import { IconButton } from "../ui/icon-button.tsx";
import { useOperation } from "./ticket-operations.ts";
import css from "./ticket-selection-bar.module.css";

const TicketFinder = lazy(() => import("./ticket-finder.tsx").then((m) => ({ default: m.TicketFinder })));
const SplitDialog = lazy(() => import("./ticket-split-dialog.tsx").then((m) => ({ default: m.SplitDialog })));

interface Props {
  ticket: Ticket;
  /** Those that are chosen, in their order. */
  chosen: readonly Message[];
  onClear(): void;
}

/** What can be done with the chosen messages. */
export function TicketSelectionBar({ ticket, chosen, onClear }: Props) {
  const { t } = useTranslation();
  const [dialog, setDialog] = useState<"move" | "split" | null>(null);
  const operation = useOperation(() => {
    setDialog(null);
    onClear();
  });
  const messages = chosen.map(({ id }) => id);
  useHotkeys({ m: () => setDialog("move"), Escape: onClear }, 2);
  return (
    <div className={css.bar} role="toolbar" aria-label={t("structure.bar")}>
      <span className={css.count} role="status">
        {t("structure.selected", { count: chosen.length })}
      </span>
      <Button leftSection={<IconArrowRight size={15} />} title="m" onClick={() => setDialog("move")}>
        {t("structure.moveTo")}
      </Button>
      <Button leftSection={<IconArrowsSplit size={15} />} onClick={() => setDialog("split")}>
        {t("structure.newTicket")}
      </Button>
      <span className={css.spring} />
      <IconButton label={t("structure.clear")} hotkey="Esc" onClick={onClear}>
        <IconX size={16} />
      </IconButton>
      <Suspense>
        {dialog === "move" && (
          <TicketFinder
            title={t("structure.moveTitle", { count: chosen.length })}
            confirm={t("structure.move")}
            except={ticket.number}
            requester={ticket.requester.id}
            busy={operation.isPending}
            result={(target) =>
              t("structure.moveResult", { count: chosen.length, number: target.number, at: target.messages + 1 })
            }
            onPick={(to) => operation.mutate({ path: `/tickets/${ticket.number}/move`, body: { messages, to } })}
            onClose={() => setDialog(null)}
          />
        )}
        {dialog === "split" && (
          <SplitDialog
            messages={chosen}
            subject={ticket.subject}
            from={ticket}
            busy={operation.isPending}
            onSplit={(tickets, keep) =>
              operation.mutate({
                path: `/tickets/${ticket.number}/split`,
                body: { tickets, ...(keep ? { keep } : {}) },
              })
            }
            onClose={() => setDialog(null)}
          />
        )}
      </Suspense>
    </div>
  );
}
