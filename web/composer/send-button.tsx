import { ActionIcon, Button, Menu } from "@mantine/core";
import { IconChevronDown, IconClock } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { lazy, memo, Suspense, useState } from "react";
import { useTranslation } from "react-i18next";
import type { ComposeKind } from "../lib/compose.ts";
import { inLanguage } from "../lib/i18n.ts";
import { statesQuery } from "../lib/states.ts";
import { StateMark } from "../ui/marks.tsx";
import type { Place } from "./place.ts";
import css from "./send-button.module.css";

const WhenDialog = lazy(() => import("../ui/when-dialog.tsx").then((m) => ({ default: m.WhenDialog })));

/** What goes with the message: a state to set, or a moment to leave at. */
export interface SendChoice {
  state?: string;
  sendAt?: string;
}

interface Props {
  kind: ComposeKind;
  place: Place;
  disabled: boolean;
  onSend(choice?: SendChoice): void;
}

const shortcut = /Mac|iPhone|iPad/.test(navigator.userAgent) ? "⌘⏎" : "Ctrl ⏎";

/** Send, send and set the state in one step, or send later. */
export const SendButton = memo(function SendButton({ kind, place, disabled, onSend }: Props) {
  const { t, i18n } = useTranslation();
  const [later, setLater] = useState(false);
  const { data: states = [] } = useQuery(statesQuery);
  const allowed = states.filter(({ key }) => key !== place.state?.key && place.can.states.includes(key));
  const mayWait = kind === "reply" && place.ticket !== null;
  return (
    <div className={css.group}>
      <kbd className={css.kbd}>{shortcut}</kbd>
      <Button variant="filled" disabled={disabled} onClick={() => onSend()} className={css.send}>
        {t(kind === "reply" ? "composer.send" : "composer.addNote")}
      </Button>
      {(allowed.length > 0 || mayWait) && (
        <Menu position="top-end" width={240}>
          <Menu.Target>
            <ActionIcon
              variant="filled"
              color="accent"
              size={30}
              disabled={disabled}
              className={css.more}
              aria-label={t("composer.sendMore")}
            >
              <IconChevronDown size={16} />
            </ActionIcon>
          </Menu.Target>
          <Menu.Dropdown>
            {mayWait && (
              <Menu.Item leftSection={<IconClock size={15} />} onClick={() => setLater(true)}>
                {t("composer.later.open")}
              </Menu.Item>
            )}
            {allowed.length > 0 && <Menu.Label>{t("composer.sendAnd")}</Menu.Label>}
            {allowed.map((state) => (
              <Menu.Item
                key={state.key}
                leftSection={<StateMark category={state.category} />}
                onClick={() => onSend({ state: state.key })}
              >
                {inLanguage(state.name, i18n.language)}
              </Menu.Item>
            ))}
          </Menu.Dropdown>
        </Menu>
      )}
      {later && (
        <Suspense>
          <WhenDialog
            title={t("composer.later.title")}
            confirm={t("composer.later.confirm")}
            hint={t("composer.later.hint")}
            onPick={(at) => onSend({ sendAt: at.toISOString() })}
            onClose={() => setLater(false)}
          />
        </Suspense>
      )}
    </div>
  );
});
