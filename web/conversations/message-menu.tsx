import { Menu } from "@mantine/core";
import {
  IconArrowForwardUp,
  IconCheckbox,
  IconCopy,
  IconDots,
  IconFileText,
  IconHash,
  IconRoute,
  IconTypography,
} from "@tabler/icons-react";
import { lazy, Suspense, useState } from "react";
import { useTranslation } from "react-i18next";
import type { Message } from "../../shared/conversations/schema.ts";
import { apiUrl } from "../lib/api.ts";
import { keys } from "../lib/queries.ts";
import { useMay } from "../lib/session.ts";
import { LazyMenu } from "../ui/lazy-menu.tsx";
import { tell } from "../ui/notify.tsx";
import { SpamItems } from "../ui/spam-items.tsx";
import css from "./message.module.css";
import { toggleSelected } from "./selection.ts";
import { useThread } from "./thread.ts";

const ThreadingDrawer = lazy(() => import("./threading-drawer.tsx").then((m) => ({ default: m.ThreadingDrawer })));

interface Props {
  message: Message;
  original: boolean;
  onOriginal: (() => void) | undefined;
}

export function MessageMenu({ message, original, onOriginal }: Props) {
  const { t } = useTranslation();
  const { forward } = useThread();
  const [threading, setThreading] = useState(false);
  const mayWork = useMay("tickets.work");
  const copy = (text: string) => void navigator.clipboard?.writeText(text).then(() => tell(t("message.copied")));
  return (
    <>
      <LazyMenu
        label={t("message.more", { number: message.number ?? "" })}
        className={css.menu}
        icon={<IconDots size={16} aria-hidden="true" />}
        position="bottom-end"
        width={250}
      >
        <Menu.Item leftSection={<IconRoute size={15} />} onClick={() => setThreading(true)}>
          {t("message.threading")}
        </Menu.Item>
        {onOriginal && (
          <Menu.Item leftSection={<IconTypography size={15} />} onClick={onOriginal}>
            {t(original ? "message.showText" : "message.showOriginal")}
          </Menu.Item>
        )}
        {message.hasRaw && (
          <Menu.Item
            leftSection={<IconFileText size={15} />}
            component="a"
            href={apiUrl(`/messages/${message.id}/raw`)}
            target="_blank"
            rel="noopener"
          >
            {t("message.raw")}
          </Menu.Item>
        )}
        {message.kind === "inbound" && message.hasRaw && mayWork && (
          <SpamItems
            of="messages"
            id={message.id}
            stale={[keys.conversation(message.conversation), keys.conversations]}
          />
        )}
        {forward && message.kind !== "note" && !message.automatic && (
          <Menu.Item leftSection={<IconArrowForwardUp size={15} />} onClick={() => forward(message)}>
            {t("forward.menu")}
          </Menu.Item>
        )}
        <Menu.Item leftSection={<IconCopy size={15} />} onClick={() => copy(message.text)}>
          {t("message.copy")}
        </Menu.Item>
        {message.number !== null && (
          <Menu.Item leftSection={<IconHash size={15} />} onClick={() => copy(`#${message.number}`)}>
            {t("message.copyNumber", { number: message.number })}
          </Menu.Item>
        )}
        <Menu.Item
          leftSection={<IconCheckbox size={15} />}
          rightSection={<span className={css.key}>x</span>}
          onClick={() => toggleSelected(message.id)}
        >
          {t("message.select")}
        </Menu.Item>
      </LazyMenu>
      {threading && (
        <Suspense>
          <ThreadingDrawer message={message} onClose={() => setThreading(false)} />
        </Suspense>
      )}
    </>
  );
}
