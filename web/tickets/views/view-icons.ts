import {
  IconAlarm,
  IconAt,
  IconCircleCheck,
  IconCircleDashed,
  IconClockPause,
  IconInbox,
  IconLayoutKanban,
  IconList,
  IconTable,
  IconUser,
  IconUserQuestion,
} from "@tabler/icons-react";
import type { View, ViewKey } from "../../../shared/tickets/views.ts";
import type { Layout } from "../search.ts";

type Icon = typeof IconList;

const fixedIcons: Record<ViewKey, Icon> = {
  inbox: IconInbox,
  mine: IconUser,
  unassigned: IconUserQuestion,
  open: IconCircleDashed,
  overdue: IconAlarm,
  mentions: IconAt,
  snoozed: IconClockPause,
  solved: IconCircleCheck,
};
export const layoutIcons: Record<Layout, Icon> = { list: IconList, table: IconTable, board: IconLayoutKanban };

/** A fixed view has a picture of its own, a stored one that of its layout. */
export const viewIcon = ({ key, layout }: View): Icon => fixedIcons[key as ViewKey] ?? layoutIcons[layout];
