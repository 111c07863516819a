// The pages of the settings: what they are called, who may see them, what people look for when they want them.
import {
  IconAppWindow,
  IconArrowsShuffle,
  IconBell,
  IconBuilding,
  IconDeviceLaptop,
  IconForms,
  IconHistory,
  IconInbox,
  IconKey,
  IconKeyboard,
  IconLock,
  IconMail,
  IconMailbox,
  IconMessage2,
  IconSend,
  IconShield,
  IconTemplate,
  IconUser,
  IconUserShield,
  IconUsers,
} from "@tabler/icons-react";
import { type ComponentType, lazy } from "react";
import type { Permission } from "../../shared/identity/permissions.ts";

export const pageKeys = [
  "profile",
  "appearance",
  "notifications",
  "keys",
  "sign-ins",
  "general",
  "mail",
  "encryption",
  "spam",
  "sending",
  "mailboxes",
  "templates",
  "queues",
  "people",
  "roles",
  "states",
  "fields",
  "replies",
  "tokens",
  "history",
] as const;
export type PageKey = (typeof pageKeys)[number];

export interface SettingsPageEntry {
  key: PageKey;
  group: "you" | "desk";
  icon: typeof IconUser;
  /** Who may look; null: everybody who is signed in. */
  read: Permission | null;
  /** Who may change what stands there. */
  write: Permission | null;
  Content: ComponentType;
}

const content = (name: keyof typeof import("./contents.ts")) =>
  lazy(() => import("./contents.ts").then((module) => ({ default: module[name] })));

const yours = { group: "you", read: null, write: null } as const;
const desks = { group: "desk", read: "settings.read", write: "settings.write" } as const;
const managed = { group: "desk", read: "identity.manage", write: "identity.manage" } as const;

export const pages: readonly SettingsPageEntry[] = [
  { key: "profile", ...yours, icon: IconUser, Content: content("Profile") },
  { key: "appearance", ...yours, icon: IconAppWindow, Content: content("Appearance") },
  { key: "notifications", ...yours, icon: IconBell, Content: content("Notices") },
  { key: "keys", ...yours, icon: IconKeyboard, Content: content("Keys") },
  { key: "sign-ins", ...yours, icon: IconDeviceLaptop, Content: content("SignIns") },
  { key: "general", ...desks, icon: IconBuilding, Content: content("General") },
  { key: "mail", ...desks, icon: IconMail, Content: content("Mail") },
  {
    key: "encryption",
    group: "desk",
    read: "settings.read",
    write: "people.write",
    icon: IconLock,
    Content: content("Encryption"),
  },
  { key: "spam", ...desks, icon: IconShield, Content: content("Spam") },
  { key: "sending", ...desks, icon: IconSend, Content: content("Sending") },
  { key: "mailboxes", ...desks, icon: IconMailbox, Content: content("Mailboxes") },
  { key: "templates", ...desks, icon: IconTemplate, Content: content("Templates") },
  { key: "queues", ...desks, icon: IconInbox, Content: content("QueuesAndTeams") },
  { key: "people", ...managed, icon: IconUsers, Content: content("People") },
  {
    key: "roles",
    ...managed,
    read: "settings.read",
    icon: IconUserShield,
    Content: content("Roles"),
  },
  { key: "states", ...desks, icon: IconArrowsShuffle, Content: content("States") },
  { key: "fields", ...desks, icon: IconForms, Content: content("Fields") },
  {
    key: "replies",
    group: "desk",
    read: "tickets.read",
    write: "tickets.work",
    icon: IconMessage2,
    Content: content("Replies"),
  },
  { key: "tokens", ...managed, icon: IconKey, Content: content("Tokens") },
  { key: "history", ...desks, icon: IconHistory, Content: content("History") },
];
