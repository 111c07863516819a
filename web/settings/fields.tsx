import { Button } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Field } from "../../shared/tickets/schema.ts";
import { put } from "../lib/api.ts";
import { inLanguage } from "../lib/i18n.ts";
import { FieldEditor } from "./field-editor.tsx";
import { fieldsQuery } from "./load.ts";
import { OrderButtons } from "./order-buttons.tsx";
import { Part } from "./part.tsx";
import { Refused } from "./problem.tsx";
import { useChange } from "./save.ts";
import css from "./settings.module.css";

export function Fields() {
  const { t, i18n } = useTranslation("settings");
  const { data: fields } = useQuery(fieldsQuery);
  const [edited, setEdited] = useState<Field | "new" | null>(null);
  const order = useChange(async (keys: string[]) => {
    await put("/fields/order", { keys });
    return { what: "fields", text: t("saved") };
  });
  const keys = fields?.map((field) => field.key) ?? [];
  return (
    <Part action={<Button onClick={() => setEdited("new")}>{t("field.add")}</Button>}>
      {fields?.length === 0 && <p className={css.hint}>{t("field.none")}</p>}
      <ul className={css.rows}>
        {fields?.map((field, at) => {
          const name = inLanguage(field.name, i18n.language);
          return (
            <li key={field.key}>
              <span className={css.grow}>
                {name}
                <span className={css.quiet}>
                  {[t(`field.kind.${field.kind}`), field.choices.join(", ")].filter(Boolean).join(" · ")}
                </span>
              </span>
              <span className={css.actions}>
                <OrderButtons name={name} keys={keys} at={at} onOrder={order.mutate} />
                <Button size="compact-xs" aria-label={t("editNamed", { name })} onClick={() => setEdited(field)}>
                  {t("edit")}
                </Button>
              </span>
            </li>
          );
        })}
      </ul>
      <Refused error={order.error} />
      {edited && <FieldEditor field={edited === "new" ? null : edited} onClose={() => setEdited(null)} />}
    </Part>
  );
}
