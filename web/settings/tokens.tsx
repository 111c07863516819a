import { Button } from "@mantine/core";
import { useMutation, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { del } from "../lib/api.ts";
import { inLanguage } from "../lib/i18n.ts";
import { problemText } from "../lib/problem.ts";
import { keys, queryClient } from "../lib/queries.ts";
import { useTimes } from "../lib/use-time.ts";
import { tellProblem } from "../ui/notify.tsx";
import { rolesQuery, tokensQuery } from "./load.ts";
import { NewTokenForm } from "./new-token-form.tsx";
import { Part } from "./part.tsx";
import { Secret } from "./secret.tsx";
import css from "./settings.module.css";

/** Keys for programs that use the API. */
export function Tokens() {
  const { t, i18n } = useTranslation("settings");
  const { data: roles = [] } = useQuery(rolesQuery);
  const roleName = (key: string) => {
    const role = roles.find((each) => each.key === key);
    return role ? inLanguage(role.name, i18n.language) : key;
  };
  const times = useTimes();
  const { data: tokens = [] } = useQuery(tokensQuery);
  const [secret, setSecret] = useState<string | null>(null);
  const revoke = useMutation({
    mutationFn: (id: string) => del(`/tokens/${id}`),
    onSettled: () => queryClient.invalidateQueries({ queryKey: keys.tokens }),
    onError: (error) => tellProblem(problemText(t, error)),
  });
  return (
    <Part>
      {secret && <Secret hint={t("tokens.once")} secret={secret} />}
      {tokens.length > 0 && (
        <ul className={css.rows}>
          {tokens.map((token) => (
            <li key={token.id}>
              <span className={css.grow}>
                {token.name}
                <span className={css.quiet}>
                  {roleName(token.role)} ·{" "}
                  {token.lastUsedAt ? t("tokens.used", { at: times.moment(token.lastUsedAt) }) : t("tokens.neverUsed")}
                </span>
              </span>
              <Button
                size="compact-xs"
                onClick={() => revoke.mutate(token.id)}
                aria-label={t("tokens.revokeNamed", { name: token.name })}
              >
                {t("tokens.revoke")}
              </Button>
            </li>
          ))}
        </ul>
      )}
      <NewTokenForm onCreated={setSecret} />
    </Part>
  );
}
