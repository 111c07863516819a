import { useState } from "react";
import { useTranslation } from "react-i18next";
import { newKey, putFile } from "../lib/api.ts";
import { problemText } from "../lib/problem.ts";
import { tellProblem } from "../ui/notify.tsx";
import type { Upload } from "./draft.ts";

const limit = 25 * 1024 * 1024;

/** Sends files as soon as they are chosen, so that the message itself goes at once. */
export function useUploads(onDone: (upload: Upload) => void) {
  const { t } = useTranslation();
  const [running, setRunning] = useState<Upload[]>([]);

  const upload = async (file: File) => {
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
      onDone(entry);
    } catch (error) {
      tellProblem(problemText(t, error), t("files.notUploaded", { name }));
    } finally {
      setRunning((others) => others.filter((other) => other.id !== id));
    }
  };
  return {
    running,
    upload: (files: Iterable<File>) => {
      for (const file of files) void upload(file);
    },
  };
}
