import type { TextareaProps } from "@mantine/core";

const byStyle = CSS.supports("field-sizing", "content");

/** A field that grows with its text. By script only where the style cannot: that measures the page at each drawing. */
export function growing(minRows: number, maxRows: number): TextareaProps {
  if (!byStyle) return { autosize: true, minRows, maxRows };
  const rows = (count: number) => `calc(${count}lh + 16px)`;
  const input = { fieldSizing: "content" as const, minHeight: rows(minRows), maxHeight: rows(maxRows) };
  return { styles: { input } };
}
