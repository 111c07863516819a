import { Button } from "@mantine/core";
import { IconPhoto } from "@tabler/icons-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Message } from "../../shared/conversations/schema.ts";
import { apiUrl } from "../lib/api.ts";
import { frameHeight } from "./html-adds.ts";
import css from "./html-frame.module.css";

/** The mail as its sender formed it, in a frame that may do nothing; pictures from elsewhere come only when asked for. */
export function HtmlFrame({ message }: { message: Message }) {
  const { t } = useTranslation();
  const [images, setImages] = useState(false);
  return (
    <>
      {message.remoteImages > 0 && !images && (
        <div className={css.blocked}>
          <IconPhoto size={15} aria-hidden="true" />
          <span>{t("message.imagesBlocked", { count: message.remoteImages })}</span>
          <Button size="compact-xs" onClick={() => setImages(true)}>
            {t("message.showImages")}
          </Button>
        </div>
      )}
      <div className={css.frame} style={{ height: frameHeight(message) }}>
        <iframe
          title={t("message.originalTitle", { number: message.number ?? "" })}
          src={apiUrl(`/messages/${message.id}/html`, images ? { images: 1 } : {})}
          sandbox="allow-popups allow-popups-to-escape-sandbox"
          referrerPolicy="no-referrer"
          loading="lazy"
        />
      </div>
    </>
  );
}
