import { Button } from "@mantine/core";
import { useMutation, useQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { del } from "../lib/api.ts";
import { problemText } from "../lib/problem.ts";
import { forgetSession } from "../lib/session.ts";
import { useTimes } from "../lib/use-time.ts";
import { tellProblem } from "../ui/notify.tsx";
import { browserName } from "./browser-name.ts";
import { signInsQuery } from "./load.ts";
import { Part } from "./part.tsx";
import css from "./settings.module.css";

/** Where I am signed in, and the way out: here or everywhere. */
export function SignIns() {
  const { t } = useTranslation("settings");
  const times = useTimes();
  const navigate = useNavigate();
  const { data: signIns = [] } = useQuery(signInsQuery);
  const leave = useMutation({
    mutationFn: (where: "/session" | "/sessions") => del(where),
    onSuccess: async () => {
      await navigate({ to: "/sign-in", search: {} });
      forgetSession();
    },
    onError: (error) => tellProblem(problemText(t, error)),
  });
  return (
    <Part>
      <ul className={css.rows}>
        {signIns.map((signIn) => (
          <li key={signIn.id}>
            <span className={css.grow}>
              {browserName(signIn.userAgent) ?? t("signIns.unknown")}
              <span className={css.quiet}>
                {[signIn.ip, t("signIns.lastSeen", { at: times.moment(signIn.lastSeenAt) })]
                  .filter(Boolean)
                  .join(" · ")}
              </span>
            </span>
            {signIn.current && <span className={css.here}>{t("signIns.here")}</span>}
          </li>
        ))}
      </ul>
      <div className={css.inline}>
        <Button onClick={() => leave.mutate("/session")} disabled={leave.isPending}>
          {t("signIns.out")}
        </Button>
        <Button onClick={() => leave.mutate("/sessions")} disabled={leave.isPending}>
          {t("signIns.everywhere")}
        </Button>
      </div>
    </Part>
  );
}
