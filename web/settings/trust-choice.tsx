import { Select } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { Queue } from "../../shared/tickets/schema.ts";

type Level = Queue["requiredTrust"];

/** How sure one must be who wrote; null: it does not matter. */
export function TrustChoice(props: { label: string; hint?: string; value: Level; onChange(level: Level): void }) {
  const { label, hint, value, onChange } = props;
  const { t } = useTranslation("settings");
  return (
    <Select
      label={label}
      description={hint}
      data={[
        { value: "", label: t("queue.trustNone") },
        ...(["claimed", "known", "verified"] as const).map((level) => ({
          value: level,
          label: t(`queue.trustOf.${level}`),
        })),
      ]}
      value={value ?? ""}
      allowDeselect={false}
      comboboxProps={{ withinPortal: false }}
      onChange={(chosen) => onChange((chosen || null) as Level)}
    />
  );
}
