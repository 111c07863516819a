import { Button, TextInput } from "@mantine/core";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { Part } from "./part.tsx";
import { Refused } from "./problem.tsx";
import { useSaveSettings } from "./save.ts";
import css from "./settings.module.css";

const right = /^([A-Za-z0-9-]{0,10})\{year\}([A-Za-z0-9-]{0,5})\{running\}$/;

/** What goes around the year and the running number, and what the next numbers look like. */
export function NumberFormat({ format, timeZone }: { format: string; timeZone: string }) {
  const { t } = useTranslation("settings");
  const [, before = "", between = ""] = right.exec(format) ?? [];
  const [parts, setParts] = useState({ before, between });
  useEffect(() => setParts({ before, between }), [before, between]);
  const { save, error, isPending } = useSaveSettings();
  const wanted = `${parts.before}{year}${parts.between}{running}`;
  const year = new Intl.DateTimeFormat("en", { year: "numeric", timeZone }).format(new Date());
  const example = (running: string) => wanted.replace("{year}", year).replace("{running}", running);
  const wrong = right.test(wanted) ? null : t("number.wrong");
  return (
    <Part title={t("number.title")} hint={t("number.hint")}>
      <form
        className={css.form}
        onSubmit={(event) => {
          event.preventDefault();
          if (!wrong) save({ ticketNumber: { format: wanted } });
        }}
      >
        <div className={css.inline}>
          <TextInput
            label={t("number.before")}
            value={parts.before}
            maxLength={10}
            w={120}
            error={wrong !== null}
            onChange={(event) => setParts({ ...parts, before: event.currentTarget.value })}
          />
          <TextInput
            label={t("number.between")}
            value={parts.between}
            maxLength={5}
            w={160}
            error={wrong !== null}
            onChange={(event) => setParts({ ...parts, between: event.currentTarget.value })}
          />
          <Button type="submit" size="sm" disabled={wanted === format || wrong !== null} loading={isPending}>
            {t("save")}
          </Button>
        </div>
        <p className={css.hint} style={{ margin: 0 }} aria-live="polite">
          {wrong ?? t("number.next", { first: example("0042"), later: example("12345") })}
        </p>
        <Refused error={error} />
      </form>
    </Part>
  );
}
