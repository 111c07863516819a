import { Loader } from "@mantine/core";
import { IconPaperclip, IconX } from "@tabler/icons-react";
import { memo, useRef } from "react";
import { useTranslation } from "react-i18next";
import { fileSize } from "../lib/time.ts";
import { FileIcon } from "../ui/file-icon.tsx";
import { IconButton } from "../ui/icon-button.tsx";
import type { Upload } from "./draft.ts";
import css from "./pending-files.module.css";

export const AddFiles = memo(function AddFiles({ onFiles }: { onFiles(files: Iterable<File>): void }) {
  const { t } = useTranslation();
  const input = useRef<HTMLInputElement>(null);
  return (
    <>
      <IconButton label={t("files.add")} onClick={() => input.current?.click()}>
        <IconPaperclip size={17} />
      </IconButton>
      <input
        ref={input}
        type="file"
        multiple
        hidden
        aria-label={t("files.add")}
        onChange={(event) => {
          onFiles([...(event.currentTarget.files ?? [])]);
          event.currentTarget.value = "";
        }}
      />
    </>
  );
});

interface Props {
  done: readonly Upload[];
  running: readonly Upload[];
  onRemove(id: string): void;
}

/** Files that will go with the message. */
export function PendingFiles({ done, running, onRemove }: Props) {
  const { t, i18n } = useTranslation();
  if (done.length + running.length === 0) return null;
  return (
    <ul className={css.list} aria-label={t("files.title")}>
      {done.map((file) => (
        <li key={file.id} className={css.file}>
          <FileIcon type={file.type} />
          <span className={css.name}>{file.name}</span>
          <span className={css.size}>{fileSize(file.size, i18n.language)}</span>
          <IconButton label={t("files.remove", { name: file.name })} size={24} onClick={() => onRemove(file.id)}>
            <IconX size={13} />
          </IconButton>
        </li>
      ))}
      {running.map((file) => (
        <li key={file.id} className={css.file} aria-busy="true">
          <Loader size={14} aria-label={t("files.uploading")} />
          <span className={css.name}>{file.name}</span>
        </li>
      ))}
    </ul>
  );
}
