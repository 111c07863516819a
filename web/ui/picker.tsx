import { Combobox, useCombobox } from "@mantine/core";
import { type ReactNode, type Ref, useImperativeHandle, useState } from "react";
import { useTranslation } from "react-i18next";
import { type Choice, ChoiceList } from "./choice-list.tsx";
import css from "./picker.module.css";

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
    onDropdownClose: () => {
      combobox.resetSelectedOption();
      combobox.focusTarget();
      setSearch("");
    },
  });
  useImperativeHandle(handle, () => ({
    open: () => {
      combobox.targetRef.current?.focus();
      combobox.openDropdown();
    },
  }));
  const searchField = { text: search, label: t("desk:pick.search"), onChange: setSearch };
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
        <ChoiceList
          store={combobox}
          label={label}
          choices={choices}
          value={value}
          search={searchable ? searchField : undefined}
          nothing={t("desk:pick.nothing")}
        />
      </Combobox.Dropdown>
    </Combobox>
  );
}
