import { Menu } from "@mantine/core";
import { IconMailOff, IconMoodCheck } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import type { SpamVerdict } from "../../shared/mail/schema.ts";
import { get, put } from "../lib/api.ts";
import { problemText } from "../lib/problem.ts";
import { keys, queryClient } from "../lib/queries.ts";
import { offerUndo, tellProblem } from "./notify.tsx";

const undoable = 10_000;

interface Props {
  /** What it is said of. */
  of: "tickets" | "messages";
  id: string;
  /** What was done changes these. */
  stale: readonly (readonly unknown[])[];
}

/** "Spam" and "Not spam" in a menu: each teaches the filter, and one step takes it back. */
export function SpamItems({ of, id, stale }: Props) {
  const { t } = useTranslation();
  const path = `/${of}/${id}/spam`;
  const { data } = useQuery({ queryKey: keys.spam(path), queryFn: () => get<SpamVerdict>(path) });
  const before = data?.verdict ?? null;
  const say = async (verdict: SpamVerdict["verdict"]) => {
    try {
      queryClient.setQueryData(keys.spam(path), await put<SpamVerdict>(path, { verdict }));
    } catch (error) {
      tellProblem(problemText(t, error));
    }
    for (const queryKey of [...stale, keys.mail]) void queryClient.invalidateQueries({ queryKey });
  };
  const choose = async (verdict: "spam" | "ham") => {
    await say(verdict);
    offerUndo({
      id: `spam ${path}`,
      text: of === "tickets" ? t(`spam.tickets.${verdict}`) : t(`spam.messages.${verdict}`),
      until: Date.now() + undoable,
      undo: () => void say(before),
    });
  };
  return (
    <>
      {before !== "spam" && (
        <Menu.Item leftSection={<IconMailOff size={15} />} onClick={() => void choose("spam")}>
          {t("spam.spam")}
        </Menu.Item>
      )}
      {before !== "ham" && (
        <Menu.Item leftSection={<IconMoodCheck size={15} />} onClick={() => void choose("ham")}>
          {t("spam.ham")}
        </Menu.Item>
      )}
    </>
  );
}
