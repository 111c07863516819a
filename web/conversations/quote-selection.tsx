import { Button, Portal } from "@mantine/core";
import { IconQuote } from "@tabler/icons-react";
import { type RefObject, useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { askToCompose } from "../lib/compose.ts";
import { useHotkeys } from "../lib/hotkeys.ts";
import { quoted } from "./quote.ts";
import css from "./quote-selection.module.css";

/** Words marked in the thread can be answered word by word. */
export function QuoteSelection({ within }: { within: RefObject<HTMLElement | null> }) {
  const { t } = useTranslation();
  const [found, setFound] = useState<{ text: string; rect: DOMRect } | null>(null);
  const look = () => {
    const selection = document.getSelection();
    const text = selection?.toString().trim() ?? "";
    const inside = text !== "" && within.current?.contains(selection?.anchorNode ?? null);
    setFound(inside && selection ? { text, rect: selection.getRangeAt(0).getBoundingClientRect() } : null);
  };
  const quote = () => {
    const text = document.getSelection()?.toString().trim() || focusedText();
    if (!text) return false;
    askToCompose(null, quoted(text));
    document.getSelection()?.removeAllRanges();
    setFound(null);
    return true;
  };
  useHotkeys({ "Shift r": quote });
  // biome-ignore lint/correctness/useExhaustiveDependencies: listens as long as it is shown
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const soon = () => {
      clearTimeout(timer);
      timer = setTimeout(look, 200);
    };
    document.addEventListener("selectionchange", soon);
    const box = within.current;
    const hide = () => setFound(null);
    box?.addEventListener("scroll", hide, { passive: true });
    return () => {
      clearTimeout(timer);
      document.removeEventListener("selectionchange", soon);
      box?.removeEventListener("scroll", hide);
    };
  }, []);
  if (!found) return null;
  return (
    <Portal target="main">
      <Button
        className={css.button}
        size="compact-sm"
        leftSection={<IconQuote size={14} aria-hidden="true" />}
        title={`${t("point.quote")}  Shift R`}
        style={{ left: Math.max(8, found.rect.left), top: Math.max(8, found.rect.top - 34) }}
        onMouseDown={(event) => event.preventDefault()}
        onClick={quote}
      >
        {t("point.quote")}
      </Button>
    </Portal>
  );
}

/** Of the message in focus, when nothing is marked. */
const focusedText = () =>
  // biome-ignore lint/performance/useDomNodeTextContent: its lines are wanted, which only the drawn text has
  document.activeElement?.closest("article[data-number]")?.querySelector<HTMLElement>("[data-text]")?.innerText ?? "";
