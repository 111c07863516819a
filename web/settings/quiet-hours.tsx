import { Chip, Switch, TextInput } from "@mantine/core";
import "@mantine/core/styles/Chip.css";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import type { QuietHours as Hours } from "../../shared/identity/preferences.ts";
import { useSession } from "../lib/session.ts";
import { Part } from "./part.tsx";
import css from "./settings.module.css";

const night: Hours = { from: "20:00", to: "07:00", days: [1, 2, 3, 4, 5, 6, 7] };
const days = [1, 2, 3, 4, 5, 6, 7];

/** While they last, push and mail wait. */
export function QuietHours({ value, onChange }: { value: Hours | null; onChange(value: Hours | null): void }) {
  const { t, i18n } = useTranslation("settings");
  const { timeZone } = useSession().person;
  // 1 January 2024 was a Monday.
  const dayName = (day: number) =>
    new Intl.DateTimeFormat(i18n.language, { weekday: "short", timeZone: "UTC" }).format(Date.UTC(2024, 0, day));
  return (
    <Part title={t("quiet.title")} hint={t("quiet.hint", { timeZone })}>
      <div className={css.stack}>
        <Switch
          label={t("quiet.on")}
          checked={value !== null}
          onChange={(event) => onChange(event.currentTarget.checked ? night : null)}
        />
        {value && (
          <>
            <div className={css.inline}>
              <Time label={t("quiet.from")} value={value.from} onChange={(from) => onChange({ ...value, from })} />
              <Time label={t("quiet.to")} value={value.to} onChange={(to) => onChange({ ...value, to })} />
            </div>
            <fieldset className={css.plain}>
              <legend className={css.legend}>{t("quiet.days")}</legend>
              <div className={css.tags}>
                {days.map((day) => (
                  <Chip
                    key={day}
                    size="xs"
                    checked={value.days.includes(day)}
                    // At least one day is left, or there would be no quiet hours.
                    disabled={value.days.length === 1 && value.days[0] === day}
                    onChange={(on) =>
                      onChange({
                        ...value,
                        days: days.filter((each) => (each === day ? on : value.days.includes(each))),
                      })
                    }
                  >
                    {dayName(day)}
                  </Chip>
                ))}
              </div>
            </fieldset>
          </>
        )}
      </div>
    </Part>
  );
}

/** Kept when it is whole: browsers tell of each digit. */
function Time({ label, value, onChange }: { label: string; value: string; onChange(value: string): void }) {
  const [text, setText] = useState(value);
  useEffect(() => setText(value), [value]);
  return (
    <TextInput
      type="time"
      label={label}
      value={text}
      required
      withAsterisk={false}
      onChange={(event) => setText(event.currentTarget.value)}
      onBlur={() => (/^\d\d:\d\d$/.test(text) ? text !== value && onChange(text) : setText(value))}
    />
  );
}
