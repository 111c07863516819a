import { Textarea } from "@mantine/core";
import { type ClipboardEvent, type Ref, useEffect, useImperativeHandle, useRef, useState } from "react";
import { flushSync } from "react-dom";
import { pictureMarkdown } from "../../shared/conversations/pictures.ts";
import { whenIdle } from "../lib/idle.ts";
import { growing } from "../ui/growing.ts";
import css from "./composer.module.css";
import type { FieldProps } from "./field-props.ts";

const load = () => import("./rich-field.tsx").then(({ RichField }) => RichField);
type Rich = Awaited<ReturnType<typeof load>>;

/** Plain at once, rich as soon as the page has nothing better to do and nobody is in the middle of a word. */
export function Field({ rich, ...props }: Omit<FieldProps, "caret"> & { rich: boolean }) {
  const plain = useRef<HTMLTextAreaElement>(null);
  const [handed, setHanded] = useState<{ Rich: Rich; caret: number | null } | null>(null);
  useHandOver(rich && handed === null, plain, (Rich, caret) =>
    // At once: a key pressed before the next frame would find the focus in a field that is about to go.
    flushSync(() => setHanded({ Rich, caret })),
  );
  if (!rich || !handed) return <PlainField {...props} field={plain} />;
  return <handed.Rich {...props} caret={handed.caret} />;
}

/** The caret goes along; a letter that is being composed is not torn apart. */
function useHandOver(
  wanted: boolean,
  plain: { current: HTMLTextAreaElement | null },
  onReady: (rich: Rich, caret: number | null) => void,
): void {
  const ready = useRef(onReady);
  ready.current = onReady;
  useEffect(() => {
    if (!wanted) return;
    let ended = false;
    let last = 0;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const onInput = (event: Event) => {
      last = (event as InputEvent).isComposing ? Number.POSITIVE_INFINITY : performance.now();
    };
    const field = plain.current;
    const onComposed = () => {
      last = performance.now();
    };
    const attempt = (rich: Rich) => {
      if (ended) return;
      const idle = performance.now() - last;
      if (last > 0 && !(idle > 500)) {
        timer = setTimeout(attempt, 150, rich);
        return;
      }
      ready.current(rich, field && document.activeElement === field ? field.selectionStart : null);
    };
    field?.addEventListener("input", onInput);
    field?.addEventListener("compositionend", onComposed);
    const wait = whenIdle(() => void load().then(attempt, () => {}));
    return () => {
      ended = true;
      wait.end();
      clearTimeout(timer);
      field?.removeEventListener("input", onInput);
      field?.removeEventListener("compositionend", onComposed);
    };
  }, [wanted, plain]);
}

function PlainField({ field, ...props }: Omit<FieldProps, "caret"> & { field: Ref<HTMLTextAreaElement> }) {
  const own = useRef<HTMLTextAreaElement>(null);
  useImperativeHandle(field, () => own.current as HTMLTextAreaElement);
  useImperativeHandle(props.handle, () => ({
    focus: () => own.current?.focus(),
    picture: (upload) => {
      const at = own.current?.selectionEnd ?? props.body.length;
      props.onChange(`${props.body.slice(0, at)}${pictureMarkdown(upload)}${props.body.slice(at)}`);
    },
    insert: (markdown) => {
      const { current } = own;
      if (!current) return;
      const at = current.selectionEnd;
      const before = current.value.slice(0, at);
      const gap = before && !before.endsWith("\n\n") ? (before.endsWith("\n") ? "\n" : "\n\n") : "";
      props.onChange(`${before}${gap}${markdown}${current.value.slice(at)}`);
      current.focus();
    },
  }));
  return (
    <Textarea
      ref={own}
      variant="unstyled"
      {...growing(2, 14)}
      className={css.field}
      aria-label={props.label}
      placeholder={props.placeholder}
      value={props.body}
      onChange={({ currentTarget }) => props.onChange(currentTarget.value)}
      onPaste={(event: ClipboardEvent) => {
        if (props.onFiles(event.clipboardData.files)) event.preventDefault();
      }}
      onKeyDown={(event) => {
        if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) props.onSubmit();
        if (event.key === "Escape") event.currentTarget.blur();
      }}
    />
  );
}
