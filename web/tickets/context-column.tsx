import { Drawer } from "@mantine/core";
import { useMediaQuery } from "@mantine/hooks";
import { type ReactNode, useState } from "react";
import { useTranslation } from "react-i18next";
import { remember, remembered } from "../lib/storage.ts";
import css from "./context-column.module.css";

export interface ContextState {
  /** Whether there is room for a column; else it lies over the ticket. */
  wide: boolean;
  shown: boolean;
  toggle(): void;
}

export function useContextColumn(): ContextState {
  const wide = useMediaQuery("(min-width: 1380px)", undefined, { getInitialValueInEffect: false });
  const [folded, setFolded] = useState(() => remembered<boolean>("context-folded") ?? false);
  const [over, setOver] = useState(false);
  const toggle = () => {
    if (!wide) return setOver(!over);
    remember("context-folded", !folded || null);
    setFolded(!folded);
  };
  return { wide: wide ?? false, shown: wide ? !folded : over, toggle };
}

/** Who asks, and what surrounds the ticket. */
export function ContextColumn({ state, children }: { state: ContextState; children: ReactNode }) {
  const { t } = useTranslation();
  if (state.wide)
    return state.shown ? (
      <aside className={css.column} aria-label={t("ticket.context")}>
        {children}
      </aside>
    ) : null;
  return (
    <Drawer
      opened={state.shown}
      onClose={state.toggle}
      position="right"
      size={320}
      title={t("ticket.context")}
      closeButtonProps={{ "aria-label": t("close") }}
    >
      {children}
    </Drawer>
  );
}
