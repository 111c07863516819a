import { Kbd } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { Empty } from "../../ui/empty.tsx";
import css from "./no-ticket.module.css";

const hints = [
  ["j", "k", "move"],
  ["Enter", "", "open"],
  ["c", "", "new"],
  ["?", "", "help"],
] as const;

/** The place of the ticket while none is open: the four keys that are enough to begin. */
export function NoTicket() {
  const { t } = useTranslation();
  return (
    <div className={css.center}>
      <Empty title={t("ticket.none")}>
        <dl className={css.keys}>
          {hints.map(([first, second, what]) => (
            <div key={what}>
              <dt>
                <Kbd size="xs">{first}</Kbd> {second && <Kbd size="xs">{second}</Kbd>}
              </dt>
              <dd>{t(`keys.${what}`)}</dd>
            </div>
          ))}
        </dl>
      </Empty>
    </div>
  );
}
