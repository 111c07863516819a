import { Button } from "@mantine/core";
import type { RefObject } from "react";
import css from "./settings.module.css";

/** What can be filled in: a click writes it where one was writing, and the field's own undo knows it. */
export function VariableButtons({ names, field }: { names: readonly string[]; field: RefObject<HTMLElement | null> }) {
  return (
    <div className={css.tags}>
      {names.map((name) => (
        <Button
          key={name}
          size="compact-xs"
          onMouseDown={(event) => event.preventDefault()}
          onClick={() => {
            field.current?.focus();
            document.execCommand("insertText", false, `{{${name}}}`);
          }}
        >
          {`{{${name}}}`}
        </Button>
      ))}
    </div>
  );
}
