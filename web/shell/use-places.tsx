import { IconKeyboard, IconMailbox, IconMessages, IconPlus, IconSend, IconSettings } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import type { Command } from "../lib/commands.ts";
import { useMay } from "../lib/session.ts";
import { viewsQuery } from "../lib/views.ts";

/** Where the palette leads from every page. */
export function usePlaces(onHelp: () => void): () => Command[] {
  const { t } = useTranslation("lists");
  const navigate = useNavigate();
  const { data: views = [] } = useQuery(viewsQuery);
  const mayReadMail = useMay("mail.read");
  const icon = { size: 17, stroke: 1.6 };
  return () => [
    ...views.map(({ key, name }) => ({
      id: `view ${key}`,
      group: t("palette.goTo"),
      label: name ?? t(`desk:view.${key}`),
      run: () => void navigate({ to: "/tickets", search: { view: key } }),
    })),
    {
      id: "conversations",
      group: t("palette.goTo"),
      label: t("desk:nav.conversations"),
      icon: <IconMessages {...icon} />,
      run: () => void navigate({ to: "/conversations", search: {} }),
    },
    {
      id: "outbox",
      group: t("palette.goTo"),
      label: t("desk:nav.outbox"),
      icon: <IconSend {...icon} />,
      run: () => void navigate({ to: "/outbox", search: {} }),
    },
    ...(mayReadMail
      ? [
          {
            id: "mail",
            group: t("palette.goTo"),
            label: t("desk:nav.mail"),
            icon: <IconMailbox {...icon} />,
            run: () => void navigate({ to: "/mail", search: {} }),
          },
        ]
      : []),
    {
      id: "settings",
      group: t("palette.goTo"),
      label: t("desk:nav.settings"),
      icon: <IconSettings {...icon} />,
      run: () => void navigate({ to: "/settings" }),
    },
    {
      id: "new",
      group: t("palette.desk"),
      label: t("desk:list.new"),
      icon: <IconPlus {...icon} />,
      hotkey: "c",
      run: () => void navigate({ to: "/tickets/new", search: { view: "inbox" } }),
    },
    {
      id: "keys",
      group: t("palette.desk"),
      label: t("desk:nav.keys"),
      icon: <IconKeyboard {...icon} />,
      hotkey: "?",
      run: onHelp,
    },
  ];
}
