import {
  IconArrowBackUp,
  IconCircleCheck,
  IconCircleDashed,
  IconClockPause,
  IconFlag,
  IconFolders,
  IconNote,
  IconTag,
  IconUser,
  IconUserCheck,
} from "@tabler/icons-react";
import { useNavigate } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { type Command, useCommands } from "../lib/commands.ts";
import { askToCompose } from "../lib/compose.ts";
import { useTicketActions } from "./actions.ts";
import { pick } from "./bulk/picking.ts";
import { selectAll } from "./selection.ts";
import { shown, targets } from "./shown.ts";

const icon = { size: 17, stroke: 1.6 };

/** What the palette can do to the selected tickets, or to the open one. */
export function useTicketCommands(): void {
  const { t } = useTranslation("lists");
  const navigate = useNavigate();
  const { solve, take } = useTicketActions();
  useCommands(() => {
    const tickets = targets();
    const [first, ...others] = tickets;
    if (!first) return [];
    const { number } = first;
    const group = others.length > 0 ? t("bulk.selected", { count: tickets.length }) : `#${number} ${first.subject}`;
    const command = (id: string, label: string, icon: Command["icon"], hotkey: string, run: () => void): Command => ({
      id: `ticket-${id}`,
      group,
      label,
      icon,
      hotkey,
      run,
    });
    const compose = (kind: "reply" | "note") => () => {
      askToCompose(kind);
      if (shown.get().open !== number) void navigate({ to: "/tickets/$number", params: { number }, search: true });
    };
    const one = [
      command("reply", t("desk:keys.reply"), <IconArrowBackUp {...icon} />, "r", compose("reply")),
      command("note", t("desk:keys.note"), <IconNote {...icon} />, "n", compose("note")),
    ];
    return [
      ...(others.length === 0 ? one : []),
      command("solve", t("desk:keys.solve"), <IconCircleCheck {...icon} />, "e", () => solve(tickets)),
      command("take", t("desk:keys.toMe"), <IconUserCheck {...icon} />, "i", () => take(tickets)),
      command("assign", t("bulk.assignee"), <IconUser {...icon} />, "a", () => pick("assignee", null, tickets)),
      command("state", t("bulk.state"), <IconCircleDashed {...icon} />, "s", () => pick("state", null, tickets)),
      command("priority", t("bulk.priority"), <IconFlag {...icon} />, "p", () => pick("priority", null, tickets)),
      command("queue", t("bulk.queue"), <IconFolders {...icon} />, "q", () => pick("queue", null, tickets)),
      command("tag", t("bulk.tag"), <IconTag {...icon} />, "", () => pick("tag", null, tickets)),
      command("snooze", t("bulk.snooze"), <IconClockPause {...icon} />, "h", () => pick("snooze", null, tickets)),
      { id: "select-all", group, label: t("display.selectAll"), run: () => selectAll(shown.get().rows) },
    ];
  });
}
