import { TagsInput } from "@mantine/core";
import { memo, useState } from "react";
import { useTranslation } from "react-i18next";
import css from "./recipients.module.css";

interface Props {
  to: readonly string[];
  cc: readonly string[];
  onTo(to: string[]): void;
  onCc(cc: string[]): void;
}

/** Who will get the reply: one line, a click makes it two fields. */
export const Recipients = memo(function Recipients({ to, cc, onTo, onCc }: Props) {
  const { t } = useTranslation();
  const [editing, setEditing] = useState(false);
  if (!editing)
    return (
      <button type="button" className={css.line} title={t("composer.editRecipients")} onClick={() => setEditing(true)}>
        {to.length > 0 ? t("message.to", { to: to.join(", ") }) : t("composer.noRecipient")}
        {cc.length > 0 && ` · ${t("message.cc", { cc: cc.join(", ") })}`}
      </button>
    );
  return (
    <div className={css.fields}>
      <AddressField label={t("composer.to")} value={to} onChange={onTo} />
      <AddressField label={t("composer.cc")} value={cc} onChange={onCc} />
    </div>
  );
});

const isAddress = (text: string) => /^[^\s@<>,;]+@[^\s@<>,;]+$/.test(text);

function AddressField({
  label,
  value,
  onChange,
}: {
  label: string;
  value: readonly string[];
  onChange(value: string[]): void;
}) {
  return (
    <TagsInput
      size="xs"
      label={label}
      value={[...value]}
      onChange={(next) => onChange(next.map((address) => address.trim()).filter(isAddress))}
      splitChars={[",", ";", " "]}
      maxTags={50}
      acceptValueOnBlur
      classNames={{ root: css.field, label: css.label, wrapper: css.wrapper }}
    />
  );
}
