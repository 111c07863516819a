import { useClipboard } from "@mantine/hooks";
import { IconCheck, IconCopy } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import type { CheckedRecord, SendingRecord } from "../../shared/sending/schema.ts";
import { IconButton } from "../ui/icon-button.tsx";
import css from "./settings.module.css";

interface Props {
  record: SendingRecord;
  /** What was found; undefined: nobody has looked yet. */
  checked: CheckedRecord | undefined;
}

/** One record of the DNS: what to publish, to be copied, and what stands there. */
export function SendingRecordLine({ record: { kind, type, name, value }, checked }: Props) {
  const { t } = useTranslation("settings");
  return (
    <li>
      <div className={css.grow}>
        {t(`sending.record.${kind}`)}
        <span className={css.quiet}>{t(`sending.recordHint.${kind}`)}</span>
        <Copied label={t("sending.copyName", { name })} text={name} before={`${type} `} />
        <Copied label={t("sending.copyValue", { name })} text={value} />
        {checked && (
          <p className={css.said}>
            <span className={checked.problem ? css.bad : css.good}>
              {t(checked.problem ? `sending.recordProblem.${checked.problem}` : "sending.recordGood")}
            </span>
            {checked.problem && checked.found.map((text) => <code key={text}>{t("sending.found", { text })}</code>)}
          </p>
        )}
      </div>
    </li>
  );
}

function Copied({ label, text, before = "" }: { label: string; text: string; before?: string }) {
  const clipboard = useClipboard();
  return (
    <div className={css.copied}>
      <code>
        {before}
        {text}
      </code>
      <IconButton label={label} onClick={() => clipboard.copy(text)}>
        {clipboard.copied ? <IconCheck size={16} /> : <IconCopy size={16} />}
      </IconButton>
    </div>
  );
}
