import { Button } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import i18next from "i18next";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import css from "./notify.module.css";

const closing = () => ({ closeButtonProps: { "aria-label": i18next.t("desk:close") } });

export const tell = (message: string) => notifications.show({ message, autoClose: 4000, ...closing() });
export const tellProblem = (message: string, title?: string) =>
  notifications.show({ message, title, color: "red", autoClose: 10_000, role: "alert", ...closing() });

interface Undo {
  id: string;
  text: string;
  /** Milliseconds since 1970 until when it can be undone. */
  until: number;
  undo(): void;
}

let last: Undo | null = null;

/** Says what was done and offers to take it back while that is possible. */
export function offerUndo(offer: Undo): void {
  const undo = () => {
    withdrawUndo(offer.id);
    offer.undo();
  };
  last = { ...offer, undo };
  notifications.show({
    id: offer.id,
    message: <UndoLine text={offer.text} until={offer.until} undo={undo} />,
    autoClose: Math.max(1000, offer.until - Date.now()),
    classNames: { root: css.root },
    ...closing(),
  });
}

export function withdrawUndo(id: string): void {
  if (last?.id === id) last = null;
  notifications.hide(id);
}

/** The key `z`. */
export const undoLast = (): void => {
  if (last && last.until > Date.now()) last.undo();
};

function UndoLine({ text, until, undo }: { text: string; until: number; undo(): void }) {
  const { t } = useTranslation();
  const [total] = useState(() => Math.max(1, until - Date.now()));
  const left = useCountdown(until);
  return (
    <div className={css.line}>
      <span className={css.text}>{text}</span>
      <span className={css.seconds} aria-hidden="true">
        {left}
      </span>
      <Button size="compact-xs" onClick={undo}>
        {t("desk:undo")}
      </Button>
      <span className={css.bar} style={{ animationDuration: `${total}ms` }} aria-hidden="true" />
    </div>
  );
}

/** Whole seconds until then, counted down. */
export function useCountdown(until: number): number {
  const seconds = () => Math.max(0, Math.ceil((until - Date.now()) / 1000));
  const [left, setLeft] = useState(seconds);
  useEffect(() => {
    const timer = setInterval(() => setLeft(Math.max(0, Math.ceil((until - Date.now()) / 1000))), 250);
    return () => clearInterval(timer);
  }, [until]);
  return left;
}
