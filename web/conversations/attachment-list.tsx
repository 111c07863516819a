import { useTranslation } from "react-i18next";
import { isPicture } from "../../shared/conversations/pictures.ts";
import type { Attachment } from "../../shared/conversations/schema.ts";
import { fileSize } from "../lib/time.ts";
import { FileIcon } from "../ui/file-icon.tsx";
import css from "./attachment-list.module.css";

/** The files of one message: pictures small, the rest by name. */
export function AttachmentList({ attachments }: { attachments: readonly Attachment[] }) {
  const { t } = useTranslation();
  if (attachments.length === 0) return null;
  return (
    <ul className={css.list} aria-label={t("files.title")}>
      {attachments.map((file) => (
        <li key={file.id}>{isPicture(file) && file.url ? <Picture file={file} /> : <FileLink file={file} />}</li>
      ))}
    </ul>
  );
}

function Picture({ file }: { file: Attachment }) {
  return (
    <a className={css.picture} href={file.url} target="_blank" rel="noopener" title={file.name}>
      <img src={file.url} alt={file.name} loading="lazy" />
    </a>
  );
}

export function FileLink({ file }: { file: Attachment }) {
  const { i18n } = useTranslation();
  return (
    <a className={css.file} href={file.url || undefined} download={file.name}>
      <FileIcon type={file.type} />
      <span className={css.name}>{file.name}</span>
      <span className={css.size}>{fileSize(file.size, i18n.language)}</span>
    </a>
  );
}
