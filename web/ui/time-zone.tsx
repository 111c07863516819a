import { Select } from "@mantine/core";
import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import { timeZones } from "../lib/time.ts";

interface Props {
  label: string;
  value: string;
  onChange(zone: string): void;
}

export function TimeZone({ label, value, onChange }: Props) {
  const { t } = useTranslation();
  const zones = useMemo(() => [...new Set([value, ...timeZones()])].sort(), [value]);
  return (
    <Select
      label={label}
      data={zones}
      value={value}
      onChange={(zone) => zone && onChange(zone)}
      searchable
      limit={100}
      allowDeselect={false}
      nothingFoundMessage={t("desk:pick.nothing")}
      withScrollArea={false}
      styles={{ dropdown: { maxHeight: 240, overflowY: "auto" } }}
    />
  );
}
