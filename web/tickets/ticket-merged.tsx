import { Button } from "@mantine/core";
import { IconArrowMerge } from "@tabler/icons-react";
import { useMutation } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import type { OperationResult } from "../../shared/tickets/structure.ts";
import { post } from "../lib/api.ts";
import { problemText } from "../lib/problem.ts";
import { queryClient } from "../lib/queries.ts";
import { tellProblem } from "../ui/notify.tsx";
import css from "./ticket-merged.module.css";

/** Says where a merged ticket goes on, and can part the two again. */
export function TicketMerged({ number, into }: { number: string; into: string }) {
  const { t } = useTranslation();
  const undo = useMutation({
    mutationFn: () => post<OperationResult>(`/tickets/${number}/undo`, {}),
    onError: (error) => tellProblem(problemText(t, error)),
    onSuccess: () => queryClient.invalidateQueries(),
  });
  return (
    <div className={css.banner} role="status">
      <IconArrowMerge size={17} aria-hidden="true" />
      <span className={css.text}>
        {t("structure.mergedInto")}{" "}
        <Link to="/tickets/$number" params={{ number: into }} search>
          #{into}
        </Link>
      </span>
      <Button size="compact-sm" loading={undo.isPending} onClick={() => undo.mutate()}>
        {t("structure.unmerge")}
      </Button>
    </div>
  );
}
