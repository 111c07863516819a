import { Button, Modal } from "@mantine/core";
import { useMutation, useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import type { BulkResult } from "../../../shared/tickets/structure.ts";
import { post } from "../../lib/api.ts";
import { problemText } from "../../lib/problem.ts";
import { Bones } from "../../ui/bones.tsx";
import { offerUndo, tellProblem } from "../../ui/notify.tsx";
import { Problem } from "../../ui/problem.tsx";
import { ticketsChanged } from "../change.ts";
import { useDescribeChange, useValueWord } from "../describe-change.ts";
import { clearSelection } from "../selection.ts";
import { asked, type Bulk } from "./asked.ts";
import css from "./bulk-preview.module.css";

const shownAtMost = 6;
const undoable = 20_000;

/** What a change of several tickets would do, before it does. */
export function BulkPreview({ bulk }: { bulk: Bulk }) {
  const { t } = useTranslation("lists");
  const describe = useDescribeChange();
  const close = () => asked.set(null);
  const plan = useQuery({
    queryKey: ["bulk", bulk],
    queryFn: () => post<BulkResult>("/tickets/bulk", { ...bulk, dryRun: true }),
    staleTime: 0,
    gcTime: 0,
  });
  const apply = useApply(bulk, close);
  const willChange = plan.data?.changed.length ?? 0;
  return (
    <Modal
      opened
      onClose={close}
      size={560}
      title={t("bulk.title", { count: bulk.numbers.length, change: describe(bulk.changes) })}
      closeButtonProps={{ "aria-label": t("desk:close") }}
    >
      {plan.error && <Problem error={plan.error} retry={() => void plan.refetch()} />}
      {plan.isPending && <Bones rows={3} height={36} />}
      {plan.data && <Outcome result={plan.data} />}
      <div className={css.buttons}>
        <Button onClick={close}>{t("bulk.cancel")}</Button>
        <Button
          variant="filled"
          data-autofocus
          disabled={plan.data !== undefined && willChange === 0}
          loading={apply.isPending}
          onClick={() => plan.data && apply.mutate()}
        >
          {t("bulk.apply", { count: willChange })}
        </Button>
      </div>
    </Modal>
  );
}

function useApply(bulk: Bulk, close: () => void) {
  const { t } = useTranslation("lists");
  const describe = useDescribeChange();
  const undo = async (operation: string, numbers: string[]) => {
    try {
      await post(`/operations/${operation}/undo`, {});
    } catch (error) {
      tellProblem(problemText(t, error));
    }
    ticketsChanged(numbers);
  };
  return useMutation({
    mutationFn: () => post<BulkResult>("/tickets/bulk", bulk),
    onError: (error) => tellProblem(problemText(t, error)),
    onSuccess: ({ operation, changed }) => {
      const numbers = changed.map(({ number }) => number);
      close();
      clearSelection();
      ticketsChanged(numbers);
      if (operation === null) return;
      offerUndo({
        id: `operation-${operation}`,
        text: t("bulk.done", { count: numbers.length, change: describe(bulk.changes) }),
        until: Date.now() + undoable,
        undo: () => void undo(operation, numbers),
      });
    },
  });
}

function Outcome({ result: { changed, unchanged, refused } }: { result: BulkResult }) {
  const { t } = useTranslation("lists");
  const word = useValueWord();
  return (
    <div className={css.outcome}>
      <p className={css.line}>{t("bulk.willChange", { count: changed.length })}</p>
      <ul className={css.tickets}>
        {changed.slice(0, shownAtMost).map(({ number, subject, changes }) => (
          <li key={number}>
            <span className={css.number}>#{number}</span>
            <span className={css.subject}>{subject}</span>
            <span className={css.change}>
              {Object.entries(changes)
                .map(([field, { from, to }]) => `${word(field, from) || "–"} → ${word(field, to) || "–"}`)
                .join("; ")}
            </span>
          </li>
        ))}
      </ul>
      {changed.length > shownAtMost && (
        <p className={css.more}>{t("bulk.more", { count: changed.length - shownAtMost })}</p>
      )}
      {unchanged.length > 0 && <p className={css.line}>{t("bulk.unchanged", { count: unchanged.length })}</p>}
      {refused.length > 0 && (
        <>
          <p className={css.refused}>{t("bulk.refused", { count: refused.length })}</p>
          <ul className={css.tickets}>
            {refused.slice(0, shownAtMost).map(({ number, code, why }) => (
              <li key={number}>
                <span className={css.number}>#{number}</span>
                <span className={css.subject}>{t(`desk:problem.code.${code}`, { defaultValue: why })}</span>
              </li>
            ))}
          </ul>
        </>
      )}
    </div>
  );
}
