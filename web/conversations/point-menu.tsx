import { Menu } from "@mantine/core";
import { IconCopy, IconDots, IconListCheck, IconQuote } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { askToCompose } from "../lib/compose.ts";
import { LazyMenu } from "../ui/lazy-menu.tsx";
import { tell } from "../ui/notify.tsx";
import css from "./point-menu.module.css";
import { quoted } from "./quote.ts";
import { useThread } from "./thread.ts";

interface Props {
  message: { id: string; number: number | null };
  point: number;
  text: string;
}

/** What can be done with one list item of a message. */
export function PointMenu({ message, point, text }: Props) {
  const { t } = useTranslation();
  const { addPoint } = useThread();
  const cite = `${message.number}.${point}`;
  const copy = () =>
    void navigator.clipboard?.writeText(`#${cite}`).then(() => tell(t("point.copied", { cite: `#${cite}` })));
  return (
    <LazyMenu
      label={t("point.menu", { cite })}
      className={css.button}
      icon={<IconDots size={13} aria-hidden="true" />}
      width={230}
      position="bottom-start"
    >
      <Menu.Item leftSection={<IconCopy size={15} />} onClick={copy}>
        {t("point.copy", { cite: `#${cite}` })}
      </Menu.Item>
      <Menu.Item
        leftSection={<IconQuote size={15} />}
        onClick={() => askToCompose(null, quoted(`${cite} ${text.trim()}`))}
      >
        {t("point.quote")}
      </Menu.Item>
      {addPoint && (
        <Menu.Item leftSection={<IconListCheck size={15} />} onClick={() => addPoint(message.id, point)}>
          {t("point.toChecklist")}
        </Menu.Item>
      )}
    </LazyMenu>
  );
}
