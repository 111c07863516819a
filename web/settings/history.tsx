import { Button } from "@mantine/core";
import { useInfiniteQuery, useMutation } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import type { SettingsChange } from "../../shared/settings/schema.ts";
import { post } from "../lib/api.ts";
import { Bones } from "../ui/bones.tsx";
import { tell, tellProblem } from "../ui/notify.tsx";
import { TimeAgo } from "../ui/time-ago.tsx";
import { useChangeWords } from "./change-words.ts";
import own from "./history.module.css";
import { historyQuery } from "./load.ts";
import { Part } from "./part.tsx";
import { useProblemText } from "./problem.tsx";
import { refresh } from "./save.ts";
import css from "./settings.module.css";

/** Who changed what, newest first, each with a way back. */
export function History() {
  const { t } = useTranslation("settings");
  const list = useInfiniteQuery(historyQuery);
  const problemText = useProblemText();
  const undo = useMutation({
    mutationFn: (id: string) => post(`/settings/history/${id}/undo`),
    onSuccess: () => tell(t("undone")),
    onError: (error) => tellProblem(problemText(error)),
    onSettled: refresh,
  });
  const changes = list.data?.pages.flatMap((page) => page.items);
  if (!changes) return <Bones rows={6} height={56} />;
  return (
    <Part>
      {changes.length === 0 && <p className={css.hint}>{t("history.none")}</p>}
      <ul className={css.rows}>
        {changes.map((change) => (
          <Row key={change.id} change={change} undoing={undo.isPending} onUndo={() => undo.mutate(change.id)} />
        ))}
      </ul>
      {list.hasNextPage && (
        <Button onClick={() => void list.fetchNextPage()} loading={list.isFetchingNextPage}>
          {t("history.more")}
        </Button>
      )}
    </Part>
  );
}

interface RowProps {
  change: SettingsChange;
  undoing: boolean;
  onUndo(): void;
}

function Row({ change, undoing, onUndo }: RowProps) {
  const { t } = useTranslation("settings");
  const words = useChangeWords();
  const title = words.title(change);
  const lines = words.lines(change);
  return (
    <li style={{ alignItems: "flex-start", paddingBlock: 10 }}>
      <span className={css.grow}>
        {title}
        <span className={css.quiet}>
          {change.actor.name} · <TimeAgo at={change.at} />
        </span>
        {lines.length > 0 && (
          <dl className={own.changes}>
            {lines.map(({ field, from, to }) => (
              <div key={field}>
                <dt>{field}</dt>
                <dd>
                  {from !== "" && <del>{from}</del>}
                  <span aria-hidden="true">→</span>
                  <ins>{to === "" ? t("history.empty") : to}</ins>
                </dd>
              </div>
            ))}
          </dl>
        )}
      </span>
      {change.can.undo && (
        <Button
          size="compact-xs"
          disabled={undoing}
          aria-label={t("history.undoNamed", { what: title })}
          onClick={onUndo}
        >
          {t("history.undo")}
        </Button>
      )}
    </li>
  );
}
