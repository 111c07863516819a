import { Button } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import type { TFunction } from "i18next";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Queue, Team } from "../../shared/tickets/schema.ts";
import { queuesQuery, teamsQuery } from "./load.ts";
import { Part } from "./part.tsx";
import { QueueEditor } from "./queue-editor.tsx";
import css from "./settings.module.css";
import { TeamEditor } from "./team-editor.tsx";
import { TrustOfTypes } from "./trust-of-types.tsx";

export function QueuesAndTeams() {
  const { t } = useTranslation("settings");
  const { data: queues = [] } = useQuery(queuesQuery);
  const { data: teams = [] } = useQuery(teamsQuery);
  const [queue, setQueue] = useState<Queue | "new" | null>(null);
  const [team, setTeam] = useState<Team | "new" | null>(null);
  return (
    <>
      <Part
        title={t("queue.title")}
        hint={t("queue.hint")}
        action={<Button onClick={() => setQueue("new")}>{t("queue.add")}</Button>}
      >
        <ul className={css.rows}>
          {queues.map((each) => (
            <li key={each.id}>
              <span className={css.grow}>
                {each.name}
                <span className={css.quiet}>{queueFacts(t, each)}</span>
              </span>
              <Button size="compact-xs" aria-label={t("editNamed", { name: each.name })} onClick={() => setQueue(each)}>
                {t("edit")}
              </Button>
            </li>
          ))}
        </ul>
      </Part>
      <Part
        title={t("team.title")}
        hint={t("team.hint")}
        action={<Button onClick={() => setTeam("new")}>{t("team.add")}</Button>}
      >
        <ul className={css.rows}>
          {teams.map((each) => (
            <li key={each.id}>
              <span className={css.grow}>
                {each.name}
                <span className={css.quiet}>
                  {each.members.map((member) => member.name).join(", ") || t("team.nobody")}
                </span>
              </span>
              <Button size="compact-xs" aria-label={t("editNamed", { name: each.name })} onClick={() => setTeam(each)}>
                {t("edit")}
              </Button>
            </li>
          ))}
        </ul>
      </Part>
      <TrustOfTypes />
      {queue && (
        <QueueEditor queue={queue === "new" ? null : queue} all={queues} teams={teams} onClose={() => setQueue(null)} />
      )}
      {team && <TeamEditor team={team === "new" ? null : team} onClose={() => setTeam(null)} />}
    </>
  );
}

const queueFacts = (t: TFunction<"settings">, queue: Queue): string =>
  [
    queue.address ?? t("queue.noAddress"),
    t("queue.open", { count: queue.openTickets }),
    queue.opensTickets ? null : t("queue.talks"),
    queue.teams.length > 0 ? t("queue.only", { teams: queue.teams.map((team) => team.name).join(", ") }) : null,
  ]
    .filter(Boolean)
    .join(" · ");
