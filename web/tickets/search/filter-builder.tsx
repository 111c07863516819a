import { Button, Menu, MultiSelect, NativeSelect, TagsInput, TextInput } from "@mantine/core";
import { IconPlus, IconX } from "@tabler/icons-react";
import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { joinValues, splitValues } from "../../../shared/tickets/filter-text.ts";
import type { FilterKey } from "../../../shared/tickets/query.ts";
import { IconButton } from "../../ui/icon-button.tsx";
import { useView } from "../load.ts";
import { allFilters, anything, type Filters, filterKeys, type ListSearch } from "../search.ts";
import { type FilterField, fieldOf, useFilterFields } from "./fields.ts";
import css from "./filter-builder.module.css";

/** All conditions of what is shown, the view's too, one line each; every change is seen in the list at once. */
export function FilterBuilder({ search }: { search: ListSearch }) {
  const { t } = useTranslation("lists");
  const fields = useFilterFields();
  const { filters, set } = useFilters(search);
  /** Chosen, but without a value so far. */
  const [begun, setBegun] = useState<readonly FilterKey[]>([]);
  const isSet = (key: FilterKey) => filters[key] !== undefined || begun.includes(key);
  const keys = filterKeys.filter((key) => key !== "q" && isSet(key));
  const free = fields.filter(({ key, not }) => !isSet(key) && !(not && isSet(not)));
  const remove = (key: FilterKey) => {
    setBegun(begun.filter((one) => one !== key));
    set({ [key]: undefined });
  };
  return (
    <div className={css.builder}>
      {keys.length === 0 && <p className={css.none}>{t("builder.none")}</p>}
      {keys.map((key) => {
        const field = fieldOf(fields, key);
        return (
          field && (
            <div key={key} className={css.row}>
              <span className={css.label}>{field.label}</span>
              {field.not && field.kind !== "yes" ? (
                <NativeSelect
                  size="xs"
                  aria-label={t("builder.relation", { field: field.label })}
                  value={key === field.not ? "not" : "is"}
                  data={[
                    { value: "is", label: t("builder.is") },
                    { value: "not", label: t("builder.isNot") },
                  ]}
                  onChange={() => {
                    setBegun(begun.map((one) => (one === key ? other(field, key) : one)));
                    set({ [key]: undefined, [other(field, key)]: filters[key] });
                  }}
                />
              ) : (
                <span className={css.is}>{field.kind === "time" ? "" : t("builder.is")}</span>
              )}
              <Value field={field} value={filters[key] ?? ""} onChange={(value) => set({ [key]: value })} />
              <IconButton label={t("chip.remove", { filter: field.label })} onClick={() => remove(key)}>
                <IconX size={14} />
              </IconButton>
            </div>
          )
        );
      })}
      <Menu position="bottom-start" width={220} withinPortal={false}>
        <Menu.Target>
          <Button leftSection={<IconPlus size={14} />} variant="subtle" className={css.add}>
            {t("builder.add")}
          </Button>
        </Menu.Target>
        <Menu.Dropdown className={css.menu}>
          {free.map((field) => (
            <Menu.Item
              key={field.key}
              onClick={() => (field.kind === "yes" ? set({ [field.key]: "true" }) : setBegun([...begun, field.key]))}
            >
              {field.label}
            </Menu.Item>
          ))}
        </Menu.Dropdown>
      </Menu>
    </div>
  );
}

const other = (field: FilterField, key: FilterKey): FilterKey => (key === field.not ? field.key : (field.not ?? key));

function useFilters(search: ListSearch) {
  const navigate = useNavigate();
  const { view } = useView(search);
  const own: Filters = (view?.filter as Filters | undefined) ?? {};
  const filters = allFilters(search, view);
  /** What the view asks for anyway need not stand in the address; what it asks for and we do not has to be said. */
  const set = (changes: Filters) => {
    const next: ListSearch = { ...search };
    for (const [name, value] of Object.entries(changes) as [FilterKey, string | undefined][]) {
      const wanted = value || (own[name] === undefined ? undefined : anything);
      next[name] = wanted === own[name] ? undefined : wanted;
    }
    void navigate({ to: ".", search: next, replace: true });
  };
  return { filters, set };
}

interface ValueProps {
  field: FilterField;
  value: string;
  onChange(value: string): void;
}

function Value({ field, value, onChange }: ValueProps) {
  const { t } = useTranslation("lists");
  const many = {
    size: "xs" as const,
    "aria-label": field.label,
    value: splitValues(value),
    onChange: (values: string[]) => onChange(joinValues(values)),
    comboboxProps: { withinPortal: false },
  };
  if (field.kind === "choice")
    return (
      <MultiSelect
        {...many}
        data={withOthers(field, splitValues(value))}
        searchable
        nothingFoundMessage={t("desk:pick.nothing")}
        className={css.value}
      />
    );
  if (field.kind === "yes")
    return (
      <NativeSelect
        size="xs"
        aria-label={field.label}
        value={value}
        data={field.choices.map(({ value, label }) => ({ value, label }))}
        onChange={(event) => onChange(event.currentTarget.value)}
        className={css.value}
      />
    );
  if (field.kind === "time") return <Time field={field} value={value} onChange={onChange} />;
  return <TagsInput {...many} placeholder={value ? "" : t("builder.type")} className={css.value} />;
}

/** A length of time ("the last 7 days") or a day. */
function Time({ field, value, onChange }: ValueProps) {
  const { t } = useTranslation("lists");
  const [byDay, setByDay] = useState(field.choices.length === 0 || /^\d{4}-/.test(value));
  if (byDay)
    return (
      <TextInput
        size="xs"
        type="date"
        aria-label={field.label}
        value={value.slice(0, 10)}
        onChange={(event) => onChange(event.currentTarget.value)}
        className={css.value}
      />
    );
  const lengths = field.choices.map(({ value, label }) => ({ value, label }));
  const known = value === "" || lengths.some((one) => one.value === value);
  return (
    <NativeSelect
      size="xs"
      aria-label={field.label}
      value={value}
      data={[
        { value: "", label: t("builder.choose") },
        ...lengths,
        ...(known ? [] : [{ value, label: value }]),
        { value: "day", label: t("builder.day") },
      ]}
      onChange={(event) => (event.currentTarget.value === "day" ? setByDay(true) : onChange(event.currentTarget.value))}
      className={css.value}
    />
  );
}

/** Values that came by the address and are not among the choices are shown as they are. */
const withOthers = ({ choices }: FilterField, values: readonly string[]) => [
  ...choices.map(({ value, label }) => ({ value, label })),
  ...values
    .filter((value) => !choices.some((choice) => choice.value === value))
    .map((value) => ({ value, label: value })),
];
