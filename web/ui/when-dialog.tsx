import { Button, Modal, TextInput } from "@mantine/core";
import { type ReactNode, useState } from "react";
import { useTranslation } from "react-i18next";
import { useSession } from "../lib/session.ts";
import { useTimes } from "../lib/use-time.ts";
import { localText, parseLocalText, presets } from "../lib/when.ts";
import css from "./when-dialog.module.css";

interface Props {
  title: string;
  /** What the button beside the field says. */
  confirm: string;
  /** Said below: what else happens. */
  hint?: string;
  /** A choice that is no moment. */
  open?: { label: string; icon: ReactNode; pick(): void };
  onPick(at: Date): void;
  onClose(): void;
}

/** When: a few moments by name, or any, in the person's own time zone. */
export function WhenDialog({ title, confirm, hint, open, onPick, onClose }: Props) {
  const { t } = useTranslation();
  const times = useTimes();
  const { timeZone } = useSession().person;
  const [now] = useState(() => new Date());
  const [text, setText] = useState("");
  const own = parseLocalText(text, timeZone);
  const past = own !== null && own.getTime() <= Date.now();
  const pick = (at: Date) => {
    onPick(at);
    onClose();
  };
  return (
    <Modal opened onClose={onClose} size={380} title={title} closeButtonProps={{ "aria-label": t("desk:close") }}>
      <ul className={css.presets}>
        {presets(now, timeZone).map(({ key, at }, index) => (
          <li key={key}>
            <button type="button" data-autofocus={index === 0 || undefined} onClick={() => pick(at)}>
              <span>{t(`desk:when.${key}`)}</span>
              <span className={css.at}>{times.moment(at.toISOString())}</span>
            </button>
          </li>
        ))}
        {open && (
          <li>
            <button
              type="button"
              onClick={() => {
                open.pick();
                onClose();
              }}
            >
              <span>{open.label}</span>
              <span className={css.at}>{open.icon}</span>
            </button>
          </li>
        )}
      </ul>
      <form
        className={css.own}
        onSubmit={(event) => {
          event.preventDefault();
          if (own && !past) pick(own);
        }}
      >
        <TextInput
          type="datetime-local"
          label={t("desk:when.own")}
          description={timeZone}
          min={localText(now, timeZone)}
          value={text}
          error={past ? t("desk:when.past") : undefined}
          onChange={(event) => setText(event.currentTarget.value)}
        />
        <Button type="submit" size="sm" disabled={!own || past}>
          {confirm}
        </Button>
      </form>
      {hint && <p className={css.hint}>{hint}</p>}
    </Modal>
  );
}
