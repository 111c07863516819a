import { Button } from "@mantine/core";
import { useMutation, useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { problemText } from "../lib/problem.ts";
import { pushState, turnPushOff, turnPushOn } from "../lib/push.ts";
import { queryClient } from "../lib/queries.ts";
import { tellProblem } from "../ui/notify.tsx";
import css from "./settings.module.css";

const key = ["push-here"];

/** The one place where the browser is asked whether it may tell while no page of the desk is open. */
export function PushHere() {
  const { t } = useTranslation();
  const { data: state } = useQuery({ queryKey: key, queryFn: pushState, staleTime: 0 });
  const turn = useMutation({
    mutationFn: (on: boolean) => (on ? turnPushOn() : turnPushOff()),
    onSuccess: (now) => queryClient.setQueryData(key, now),
    onError: (error) => tellProblem(problemText(t, error)),
  });
  if (!state) return null;
  return (
    <div>
      <p className={css.hint}>{t(`push.${state}`)}</p>
      {(state === "on" || state === "off") && (
        <Button loading={turn.isPending} onClick={() => turn.mutate(state === "off")}>
          {t(state === "off" ? "push.turnOn" : "push.turnOff")}
        </Button>
      )}
    </div>
  );
}
