import { Combobox, useCombobox } from "@mantine/core";
import { IconCheck } from "@tabler/icons-react";
import { type ReactNode, type Ref, useImperativeHandle, useState } from "react";
import { useTranslation } from "react-i18next";
import css from "./picker.module.css";

export interface Choice {
  value: string;
  label: string;
  mark?: ReactNode;
}
export interface PickerHandle {
  open(): void;
}
interface Props {
  /** What is chosen here: "State", "Queue". */
  label: string;
  value: string | null;
  choices: readonly Choice[];
  onPick(value: string): void;
  /** What the button shows. */
  children: ReactNode;
  disabled?: boolean;
  hotkey?: string;
  className?: string;
  handle?: Ref<PickerHandle>;
}

const searchFrom = 8;

/** A quiet button that opens a short list; long lists get a search field. */
export function Picker({ label, value, choices, onPick, children, disabled, hotkey, className, handle }: Props) {
  const { t } = useTranslation();
  const [search, setSearch] = useState("");
  const searchable = choices.length > searchFrom;
  const combobox = useCombobox({
    onDropdownOpen: () => {
      if (searchable) combobox.focusSearchInput();
      combobox.updateSelectedOptionIndex("active");
    },
    onDropdownClose: () => {
      combobox.resetSelectedOption();
      combobox.focusTarget();
      setSearch("");
    },
  });
  useImperativeHandle(handle, () => ({
    open: () => {
      combobox.focusTarget();
      combobox.openDropdown();
    },
  }));
  const found = choices.filter((choice) => choice.label.toLowerCase().includes(search.trim().toLowerCase()));

  return (
    <Combobox
      store={combobox}
      width={240}
      position="bottom-start"
      withinPortal
      keepMounted={false}
      onOptionSubmit={(picked) => {
        combobox.closeDropdown();
        if (picked !== value) onPick(picked);
      }}
    >
      <Combobox.Target targetType="button">
        <button
          type="button"
          className={`${css.button} ${className ?? ""}`}
          onClick={() => combobox.toggleDropdown()}
          disabled={disabled}
          title={hotkey ? `${label}  ${hotkey}` : label}
        >
          <span className={css.hidden}>{label}: </span>
          {children}
        </button>
      </Combobox.Target>
      <Combobox.Dropdown>
        {searchable && (
          <Combobox.Search
            value={search}
            onChange={(event) => {
              setSearch(event.currentTarget.value);
              combobox.updateSelectedOptionIndex();
            }}
            placeholder={t("desk:pick.search")}
            aria-label={t("desk:pick.search")}
          />
        )}
        <Combobox.Options aria-label={label} mah={320} style={{ overflowY: "auto" }}>
          {found.map((choice) => (
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
          {found.length === 0 && <Combobox.Empty>{t("desk:pick.nothing")}</Combobox.Empty>}
        </Combobox.Options>
      </Combobox.Dropdown>
    </Combobox>
  );
}
