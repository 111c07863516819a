import { Checkbox } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { notificationKinds } from "../../shared/notifications/schema.ts";
import { Part } from "./part.tsx";
import { usePreferences } from "./preferences.ts";
import { PushHere } from "./push-here.tsx";
import { QuietHours } from "./quiet-hours.tsx";
import css from "./settings.module.css";

const ways = ["desk", "push", "mail"] as const;

/** What I am told, and how: a row a kind, a column a way. */
export function Notices() {
  const { t } = useTranslation("settings");
  const [{ notifications, quietHours }, change] = usePreferences();
  return (
    <>
      <Part>
        <table className={css.table}>
          <thead>
            <tr>
              <th scope="col">{t("notices.when")}</th>
              {ways.map((way) => (
                <th key={way} scope="col">
                  {t(`notices.way.${way}`)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {notificationKinds.map((kind) => (
              <tr key={kind}>
                <th scope="row">{t(`notices.kind.${kind}`)}</th>
                {ways.map((way) => (
                  <td key={way}>
                    <Checkbox
                      aria-label={`${t(`notices.kind.${kind}`)}: ${t(`notices.way.${way}`)}`}
                      checked={notifications[kind][way]}
                      onChange={(event) =>
                        change({ notifications: { [kind]: { [way]: event.currentTarget.checked } } })
                      }
                    />
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
        <p className={css.hint} style={{ marginTop: 12 }}>
          {t("notices.mailHint")}
        </p>
        <PushHere />
      </Part>
      <QuietHours value={quietHours} onChange={(hours) => change({ quietHours: hours })} />
    </>
  );
}
