import { SegmentedControl } from "@mantine/core";
import { useId } from "react";
import css from "./settings.module.css";

interface Props<Value extends string> {
  label: string;
  hint?: string;
  value: Value;
  choices: { value: Value; label: string }[];
  onChange(value: Value): void;
}

/** A few choices side by side, with their name above. */
export function Choice<Value extends string>({ label, hint, value, choices, onChange }: Props<Value>) {
  const id = useId();
  return (
    <div>
      <div id={id} className={css.legend}>
        {label}
      </div>
      {hint && <p className={css.hint}>{hint}</p>}
      <SegmentedControl
        aria-labelledby={id}
        value={value}
        data={choices}
        onChange={(picked) => onChange(picked as Value)}
      />
    </div>
  );
}
