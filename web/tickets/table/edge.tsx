import { useRef, useState } from "react";
import { largest, smallest } from "./columns.ts";
import css from "./ticket-table.module.css";

interface Props {
  label: string;
  width: number;
  onResize(width: number): void;
  onReset(): void;
}

const step = 16;

/** The edge of a column: drawn with pointer or finger, moved by arrow keys, back to its first place by a double click. */
export function Edge({ label, width, onResize, onReset }: Props) {
  const start = useRef({ x: 0, width: 0 });
  const [resizing, setResizing] = useState(false);
  return (
    // biome-ignore lint/a11y/useSemanticElements: a separator that can be moved, not a line
    <span
      role="separator"
      tabIndex={0}
      aria-orientation="vertical"
      aria-label={label}
      aria-valuenow={width}
      aria-valuemin={smallest}
      aria-valuemax={largest}
      className={css.edge}
      data-resizing={resizing || undefined}
      onPointerDown={(event) => {
        event.currentTarget.setPointerCapture(event.pointerId);
        start.current = { x: event.clientX, width };
        setResizing(true);
      }}
      onPointerMove={(event) => {
        if (resizing) onResize(start.current.width + event.clientX - start.current.x);
      }}
      onLostPointerCapture={() => setResizing(false)}
      onDoubleClick={onReset}
      onKeyDown={(event) => {
        const by = event.key === "ArrowRight" ? step : event.key === "ArrowLeft" ? -step : 0;
        if (by === 0) return;
        event.preventDefault();
        onResize(width + by);
      }}
    />
  );
}
