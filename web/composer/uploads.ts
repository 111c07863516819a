import { useState } from "react";
import { useTranslation } from "react-i18next";
import { isPicture } from "../../shared/conversations/pictures.ts";
import { newKey, putFile } from "../lib/api.ts";
import { problemText } from "../lib/problem.ts";
import { tellProblem } from "../ui/notify.tsx";
import type { Upload } from "./draft.ts";
import { keepPicture } from "./pictures.ts";

const limit = 25 * 1024 * 1024;

/** Sends files as soon as they are chosen, so that the message itself goes at once. `placed`: they were put into the text. */
export function useUploads(onDone: (upload: Upload, placed: boolean) => void) {
  const { t } = useTranslation();
  const [running, setRunning] = useState<Upload[]>([]);

  const upload = async (file: File, placed: boolean) => {
    const name = file.name || t("files.pasted");
    if (file.size > limit) return tellProblem(t("files.tooLarge", { name }));
    const id = newKey();
    const entry = { id, name, size: file.size, type: file.type || "application/octet-stream" };
    setRunning((others) => [...others, entry]);
    try {
      await putFile(`/attachments/${id}`, file, {
        "content-type": entry.type,
        "x-file-name": encodeURIComponent(name),
      });
      if (isPicture(entry)) keepPicture(id, file);
      onDone(entry, placed);
    } catch (error) {
      tellProblem(problemText(t, error), t("files.notUploaded", { name }));
    } finally {
      setRunning((others) => others.filter((other) => other.id !== id));
    }
  };
  return {
    running,
    upload: (files: Iterable<File>) => {
      for (const file of files) void upload(file, false);
    },
    put: (files: Iterable<File>) => {
      for (const file of files) void upload(file, true);
    },
  };
}
