import { useTranslation } from "react-i18next";
import type { Message } from "../../shared/conversations/schema.ts";
import { Section } from "../ui/section.tsx";
import { FileLink } from "./attachment-list.tsx";
import css from "./files.module.css";

/** Every file of the ticket in one place. */
export function Files({ messages }: { messages: readonly Message[] }) {
  const { t } = useTranslation();
  const files = messages.flatMap(({ attachments }) => attachments.filter(({ inline }) => !inline));
  if (files.length === 0) return null;
  return (
    <Section title={t("files.all", { count: files.length })}>
      <ul className={css.list}>
        {files.map((file) => (
          <li key={file.id}>
            <FileLink file={file} />
          </li>
        ))}
      </ul>
    </Section>
  );
}
