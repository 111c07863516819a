import { Button } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { type CannedReply, cannedScopes } from "../../shared/canned-replies/schema.ts";
import { isLanguage, languageNames } from "../lib/i18n.ts";
import { Bones } from "../ui/bones.tsx";
import { Problem } from "../ui/problem.tsx";
import { repliesQuery } from "./load.ts";
import { Part } from "./part.tsx";
import { ReplyEditor } from "./reply-editor.tsx";
import css from "./settings.module.css";

/** Texts to be used again: everybody's, a team's, one's own. */
export function Replies() {
  const { t } = useTranslation("settings");
  const { data: replies, error, refetch } = useQuery(repliesQuery);
  const [edited, setEdited] = useState<CannedReply | "new" | null>(null);
  if (error) return <Problem error={error} retry={() => void refetch()} />;
  if (!replies) return <Bones rows={5} height={52} />;
  return (
    <>
      <Part
        action={
          <Button variant="filled" onClick={() => setEdited("new")}>
            {t("reply.add")}
          </Button>
        }
      >
        {replies.length === 0 && <p className={css.hint}>{t("reply.none")}</p>}
      </Part>
      {cannedScopes
        .filter((scope) => replies.some((each) => each.scope === scope))
        .map((scope) => (
          <Part key={scope} title={t(`reply.scopes.${scope}`)}>
            <ul className={css.rows}>
              {replies
                .filter((each) => each.scope === scope)
                .map((each) => (
                  <li key={each.id}>
                    <span className={css.grow}>
                      {each.name}
                      <span className={css.quiet}>{facts(each)}</span>
                    </span>
                    {each.can.edit && (
                      <Button
                        size="compact-xs"
                        aria-label={t("editNamed", { name: each.name })}
                        onClick={() => setEdited(each)}
                      >
                        {t("edit")}
                      </Button>
                    )}
                  </li>
                ))}
            </ul>
          </Part>
        ))}
      {edited && <ReplyEditor reply={edited === "new" ? null : edited} onClose={() => setEdited(null)} />}
    </>
  );

  function facts({ team, language, used, body }: CannedReply): string {
    return [
      team?.name,
      isLanguage(language) ? languageNames[language] : null,
      t("reply.used", { count: used }),
      body.replace(/\s+/g, " ").slice(0, 80),
    ]
      .filter(Boolean)
      .join(" · ");
  }
}
