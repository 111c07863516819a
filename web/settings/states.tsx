import { Button } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { State } from "../../shared/tickets/schema.ts";
import { put } from "../lib/api.ts";
import { inLanguage } from "../lib/i18n.ts";
import { statesQuery } from "../lib/states.ts";
import { StateMark } from "../ui/marks.tsx";
import { Diagram } from "./diagram.tsx";
import { OrderButtons } from "./order-buttons.tsx";
import { Part } from "./part.tsx";
import { Refused } from "./problem.tsx";
import { useChange } from "./save.ts";
import css from "./settings.module.css";
import { StateEditor } from "./state-editor.tsx";

export function States() {
  const { t, i18n } = useTranslation("settings");
  const { data: states = [] } = useQuery(statesQuery);
  const [edited, setEdited] = useState<State | "new" | null>(null);
  const [shown, setShown] = useState<string | null>(null);
  const order = useChange(async (keys: string[]) => {
    await put("/states/order", { keys });
    return { what: "states", text: t("saved") };
  });
  const word = (state: State) => inLanguage(state.name, i18n.language);
  const keys = states.map((state) => state.key);
  return (
    <>
      <Part>
        <Diagram states={states} shown={shown} onShow={setShown} />
      </Part>
      <Part
        title={t("state.list")}
        hint={t("state.listHint")}
        action={<Button onClick={() => setEdited("new")}>{t("state.add")}</Button>}
      >
        <ul className={`${css.rows} ${css.stacking}`}>
          {states.map((state, at) => (
            <li key={state.key} onMouseEnter={() => setShown(state.key)} onFocus={() => setShown(state.key)}>
              <StateMark category={state.category} />
              <span className={css.grow}>
                {word(state)}
                <span className={css.quiet}>{facts(state)}</span>
              </span>
              <span className={css.actions}>
                <OrderButtons name={word(state)} keys={keys} at={at} onOrder={order.mutate} />
                <Button
                  size="compact-xs"
                  aria-label={t("editNamed", { name: word(state) })}
                  onClick={() => setEdited(state)}
                >
                  {t("edit")}
                </Button>
              </span>
            </li>
          ))}
        </ul>
        <Refused error={order.error} />
      </Part>
      {edited && <StateEditor state={edited === "new" ? null : edited} all={states} onClose={() => setEdited(null)} />}
    </>
  );

  function facts(state: State): string {
    const customer = inLanguage(state.customerName, i18n.language);
    return [
      t(`state.category.${state.category}`),
      t("state.customerSees", { name: customer }),
      ...(state.pausesClock ? [t("state.pauses")] : []),
    ].join(" · ");
  }
}
