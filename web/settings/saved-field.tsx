import { TextInput, type TextInputProps } from "@mantine/core";
import { useEffect, useState } from "react";

interface Props extends Omit<TextInputProps, "value" | "onChange"> {
  value: string;
  onSave(value: string): void;
}

/** A line of text that is saved when the reader is done with it: Enter or leaving; Escape brings back what was. */
export function SavedField({ value, onSave, error, ...rest }: Props) {
  const [text, setText] = useState(value);
  useEffect(() => setText(value), [value]);
  const changed = text.trim() !== value;
  return (
    <TextInput
      {...rest}
      value={text}
      error={error}
      onChange={(event) => setText(event.currentTarget.value)}
      onBlur={() => changed && onSave(text.trim())}
      onKeyDown={(event) => {
        if (event.key === "Enter" && changed) onSave(text.trim());
        if (event.key === "Escape") setText(value);
      }}
    />
  );
}
