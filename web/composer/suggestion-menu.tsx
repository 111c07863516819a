import { Portal } from "@mantine/core";
import { useEffect, useId, useRef, useState, useSyncExternalStore } from "react";
import { useTranslation } from "react-i18next";
import { Face } from "../ui/face.tsx";
import css from "./suggestion-menu.module.css";
import { createSuggestions, type Suggestions } from "./suggestions.ts";

export function useSuggestions(): Suggestions {
  const id = useId();
  const [suggestions] = useState(() => createSuggestions(id));
  return suggestions;
}

/** What fits the word at the caret; the keys stay in the text. */
export function SuggestionMenu({ suggestions }: { suggestions: Suggestions }) {
  const { t } = useTranslation();
  const open = useSyncExternalStore(suggestions.subscribe, suggestions.current);
  const list = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (open) list.current?.children[open.index]?.scrollIntoView({ block: "nearest" });
  }, [open]);
  if (!open?.rect) return null;
  const { rect, items, index, kind } = open;
  const above = rect.top > window.innerHeight / 2;
  const place = above ? { bottom: window.innerHeight - rect.top + 4 } : { top: rect.bottom + 4 };
  return (
    <Portal target="main">
      <div
        ref={list}
        role="listbox"
        className={css.menu}
        aria-label={t(`composer.suggest.${kind}`)}
        style={{ left: Math.max(8, Math.min(rect.left, window.innerWidth - 348)), ...place }}
      >
        {items.map((item, at) => (
          // biome-ignore lint/a11y/useFocusableInteractive: as above
          // biome-ignore lint/a11y/useKeyWithClickEvents: the keys are those of the text
          <div
            key={item.id}
            id={at === index ? suggestions.activeId() : undefined}
            role="option"
            aria-selected={at === index}
            onMouseMove={() => at !== index && suggestions.choose(at)}
            onMouseDown={(event) => event.preventDefault()}
            onClick={() => open.pick(at)}
          >
            {kind === "people" && <Face name={item.name} size={20} />}
            <span className={css.name}>{item.name}</span>
            {"body" in item && <span className={css.preview}>{String(item.body)}</span>}
          </div>
        ))}
      </div>
    </Portal>
  );
}
