import { Button } from "@mantine/core";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { registerWorker } from "../lib/worker.ts";
import css from "./new-version.module.css";

/** A newer desk waits: it begins when the person says so, drafts are kept. */
export function NewVersion() {
  const { t } = useTranslation("lists");
  const [begin, setBegin] = useState<(() => void) | null>(null);
  useEffect(() => registerWorker((change) => setBegin(() => change)), []);
  return (
    <div role="status" className={css.place}>
      {begin && (
        <span className={css.line}>
          {t("version.ready")}
          <Button size="compact-xs" variant="filled" onClick={begin}>
            {t("version.reload")}
          </Button>
          <Button size="compact-xs" variant="subtle" onClick={() => setBegin(null)}>
            {t("version.later")}
          </Button>
        </span>
      )}
    </div>
  );
}
