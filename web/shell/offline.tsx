import { IconCloudOff } from "@tabler/icons-react";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { useConnected } from "../lib/live.ts";
import css from "./offline.module.css";

/** Says that news do not arrive; a short break is not worth a word. */
export function Offline() {
  const { t } = useTranslation();
  const connected = useConnected();
  const [long, setLong] = useState(false);
  useEffect(() => {
    if (connected) return setLong(false);
    const timer = setTimeout(() => setLong(true), 2500);
    return () => clearTimeout(timer);
  }, [connected]);
  return (
    <div role="status" className={css.place}>
      {long && (
        <span className={css.word}>
          <IconCloudOff size={15} aria-hidden="true" />
          {t("live.offline")}
        </span>
      )}
    </div>
  );
}
