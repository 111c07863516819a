import { Button } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { SavedDraft, Draft as ServerDraft } from "../../shared/drafts/schema.ts";
import { post } from "../lib/api.ts";
import { problemText } from "../lib/problem.ts";
import { keys, queryClient } from "../lib/queries.ts";
import { Face } from "../ui/face.tsx";
import { tellProblem } from "../ui/notify.tsx";
import { TimeAgo } from "../ui/time-ago.tsx";
import { type Draft, fromServer } from "./draft.ts";
import css from "./other-drafts.module.css";

interface Props {
  drafts: readonly ServerDraft[];
  path: string;
  /** I have one of my own: taking over would lose it. */
  mine: boolean;
  onTaken(draft: Draft): void;
}

/** "Radek has a draft": what a colleague began can be read, and gone on with. */
export function OtherDrafts({ drafts, ...rest }: Props) {
  return drafts.map((draft) => <OtherDraft key={draft.id} draft={draft} {...rest} />);
}

function OtherDraft({ draft, path, mine, onTaken }: Omit<Props, "drafts"> & { draft: ServerDraft }) {
  const { t } = useTranslation();
  const [open, setOpen] = useState(false);
  const take = useMutation({
    mutationFn: () => post<SavedDraft>(`${path}/drafts/${draft.id}/take`),
    onSuccess: ({ draft: taken }) => taken && onTaken(fromServer(taken)),
    onError: (error) => tellProblem(problemText(t, error)),
    onSettled: () => queryClient.invalidateQueries({ queryKey: keys.drafts(path) }),
  });
  return (
    <div className={css.other}>
      <div className={css.line}>
        <Face name={draft.author.name} size={18} />
        <span className={css.text}>
          {t(`composer.other.${draft.kind}`, { name: draft.author.name })} · <TimeAgo at={draft.updatedAt} />
        </span>
        <Button size="compact-xs" variant="subtle" aria-expanded={open} onClick={() => setOpen(!open)}>
          {t(open ? "composer.other.hide" : "composer.other.read")}
        </Button>
        <Button
          size="compact-xs"
          disabled={mine}
          title={mine ? t("composer.other.mineFirst") : undefined}
          loading={take.isPending}
          onClick={() => take.mutate()}
        >
          {t("composer.other.take")}
        </Button>
      </div>
      {open && <p className={css.body}>{draft.body}</p>}
    </div>
  );
}
