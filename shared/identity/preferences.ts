// How a person wants his desk: part of GET and PATCH /session.
import { type Static, Type } from "typebox";
import { Closed, Nullable, oneOf, Some } from "../base/schema.ts";
import { type NotificationKind, notificationKinds } from "../notifications/schema.ts";

export const themes = ["system", "light", "dark"] as const;
export const densities = ["comfortable", "compact"] as const;
/** What follows when he has dealt with a ticket: stay there, back to the list, on to the next one. */
export const afterActions = ["stay", "list", "next"] as const;
export const editors = ["rich", "markdown"] as const;

/** By which ways he is told. desk: the list in the desk; mail: when it was not read within a quarter of an hour. */
const Ways = { desk: Type.Boolean(), push: Type.Boolean(), mail: Type.Boolean() };
export type Ways = { desk: boolean; push: boolean; mail: boolean };

const HourMinute = Type.String({ pattern: "^([01][0-9]|2[0-3]):[0-5][0-9]$" });
/** Push and mail wait while these last, in his time zone. `to` may lie on the next day; the same as `from`: all day. */
export const QuietHours = Closed({
  from: HourMinute,
  to: HourMinute,
  /** On which days they begin: 1 Monday … 7 Sunday. */
  days: Type.Array(Type.Integer({ minimum: 1, maximum: 7 }), { minItems: 1, maxItems: 7, uniqueItems: true }),
});
export type QuietHours = Static<typeof QuietHours>;

const plain = {
  theme: oneOf(themes),
  density: oneOf(densities),
  /** Keys of one letter; Ctrl and ⌘ combinations stay. */
  hotkeys: Type.Boolean(),
  /** His own keys, by action; what is not named is as shipped. */
  keys: Type.Record(Type.String({ pattern: "^[a-zA-Z.-]{1,50}$" }), Type.String({ maxLength: 30 }), {
    maxProperties: 100,
  }),
  afterAction: oneOf(afterActions),
  /** List and ticket side by side where there is room. */
  splitList: Type.Boolean(),
  editor: oneOf(editors),
  quietHours: Nullable(QuietHours),
  /** What the browser remembers for him: widths, folded panels, hints that he has seen. */
  ui: Type.Record(
    Type.String({ pattern: "^[a-z][a-zA-Z0-9.-]{0,59}$" }),
    Type.Union([Type.String({ maxLength: 500 }), Type.Number(), Type.Boolean()]),
    { maxProperties: 100 },
  ),
};
const eachKind = <T>(value: T) =>
  Object.fromEntries(notificationKinds.map((kind) => [kind, value])) as Record<NotificationKind, T>;

export const Preferences = Closed({ ...plain, notifications: Closed(eachKind(Closed(Ways))) });
export type Preferences = Static<typeof Preferences>;

/** What is not named stays; `keys` and `ui` are replaced as a whole. */
export const UpdatePreferences = Closed({
  ...Some(plain).properties,
  notifications: Type.Optional(Some(eachKind(Some(Ways)))),
});
export type UpdatePreferences = Static<typeof UpdatePreferences>;

const everyWay: Ways = { desk: true, push: true, mail: true };
const deskOnly: Ways = { desk: true, push: false, mail: false };

export const defaultPreferences: Preferences = {
  theme: "system",
  density: "comfortable",
  hotkeys: true,
  keys: {},
  afterAction: "stay",
  splitList: true,
  editor: "rich",
  quietHours: null,
  ui: {},
  notifications: {
    mention: everyWay,
    assigned: everyWay,
    reply: deskOnly,
    followed: deskOnly,
    woken: everyWay,
    failed: everyWay,
    loop: deskOnly,
  },
};

/** `before` with what `change` names. */
export function changePreferences(before: Preferences, change: UpdatePreferences): Preferences {
  const { notifications = {}, ...others } = change;
  const ways = notificationKinds.map((kind) => [kind, { ...before.notifications[kind], ...notifications[kind] }]);
  return { ...before, ...others, notifications: Object.fromEntries(ways) };
}
