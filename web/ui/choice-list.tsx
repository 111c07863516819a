import { Combobox, type ComboboxStore } from "@mantine/core";
import { IconCheck } from "@tabler/icons-react";
import { type ReactNode, useEffect, useId } from "react";
import css from "./choice-list.module.css";

export interface Choice {
  value: string;
  label: string;
  mark?: ReactNode;
}
interface Props {
  store: ComboboxStore;
  /** What is chosen here. */
  label: string;
  choices: readonly Choice[];
  value: string | null;
  /** Without it there is no field to type in. */
  search?: { text: string; label: string; onChange(text: string): void; onBlur?(): void };
  /** Something that is not there yet, made by choosing it. */
  fresh?: Choice | null;
  /** Said where nothing fits. */
  nothing: string;
}

/**
 * What a `Combobox.Dropdown` holds. Its field has the focus, and Enter the choice that fits, from the moment the list is
 * there and after each key: people type ahead, and a key must not fall between.
 */
export function ChoiceList({ store, label, choices, value, search, fresh, nothing }: Props) {
  const id = useId();
  const text = search?.text ?? "";
  const { selectActiveOption, selectFirstOption, searchRef } = store;
  useEffect(() => searchRef.current?.focus({ preventScroll: true }), [searchRef]);
  useEffect(() => {
    if (text) selectFirstOption();
    else selectActiveOption();
  }, [text, selectActiveOption, selectFirstOption]);
  const wanted = text.trim().toLowerCase();
  const found = choices.filter((choice) => choice.label.toLowerCase().includes(wanted));
  return (
    <>
      {search && (
        <Combobox.Search
          value={text}
          onChange={(event) => search.onChange(event.currentTarget.value)}
          onBlur={search.onBlur}
          placeholder={search.label}
          aria-label={search.label}
        />
      )}
      <Combobox.Options id={id} aria-label={label} mah={320} style={{ overflowY: "auto" }}>
        {(fresh ? [...found, fresh] : found).map((choice) => (
          <Combobox.Option
            key={choice.value}
            value={choice.value}
            active={choice.value === value}
            className={css.option}
          >
            {choice.mark}
            <span className={css.label}>{choice.label}</span>
            {choice.value === value && <IconCheck size={14} aria-hidden="true" />}
          </Combobox.Option>
        ))}
        {found.length === 0 && !fresh && <Combobox.Empty>{nothing}</Combobox.Empty>}
      </Combobox.Options>
    </>
  );
}
