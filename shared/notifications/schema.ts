// What an agent is told, in the desk (GET /notifications, the live stream), by push and by mail.
import { type Static, Type } from "typebox";
import { Closed, Id, Instant, Nullable, oneOf, PageQuery } from "../base/schema.ts";

/**
 * reply: the customer wrote in a ticket of mine. followed: something in one I follow. failed: my mail could not be delivered.
 * loop: the desk stopped answering a machine, told to who may change settings. */
export const notificationKinds = ["mention", "assigned", "reply", "followed", "woken", "failed", "loop"] as const;
export type NotificationKind = (typeof notificationKinds)[number];

export const Notification = Closed({
  id: Id,
  kind: oneOf(notificationKinds),
  ticket: Nullable(Closed({ number: Type.String(), subject: Type.String() })),
  /** Where the message stands; null when the notification is about none. */
  conversation: Nullable(Id),
  message: Nullable(Id),
  /** Its number in the ticket. */
  messageNumber: Nullable(Type.Integer()),
  actor: Closed({ id: Nullable(Id), name: Type.String() }),
  /** How the message begins, or why the mail failed; plain text. */
  preview: Type.String(),
  at: Instant,
  readAt: Nullable(Instant),
});
export type Notification = Static<typeof Notification>;

export const NotificationQuery = Closed({ ...PageQuery, unread: Type.Optional(Type.Boolean()) });
/** Newest first; `unread` counts all of them, up to 1,000. */
export const NotificationPage = Closed({
  items: Type.Array(Notification),
  next: Nullable(Type.String()),
  unread: Type.Integer(),
});
export type NotificationPage = Static<typeof NotificationPage>;

/** POST /notifications/read: one of the three. */
export const ReadNotifications = Type.Union([
  Closed({ ids: Type.Array(Id, { minItems: 1, maxItems: 200 }) }),
  Closed({ all: Type.Literal(true) }),
  Closed({ ticket: Type.String({ pattern: "^[A-Za-z0-9-]{1,32}$" }) }),
]);
export type ReadNotifications = Static<typeof ReadNotifications>;
export const UnreadCount = Closed({ unread: Type.Integer() });

/** GET /push/key: `applicationServerKey` of PushManager.subscribe. */
export const PushKey = Closed({ key: Type.String() });

/** POST /push/subscriptions: PushSubscription.toJSON() without expirationTime. */
export const SavePushSubscription = Closed({
  endpoint: Type.String({ minLength: 12, maxLength: 1000 }),
  keys: Closed({
    p256dh: Type.String({ pattern: "^[A-Za-z0-9_-]{87}=?$" }),
    auth: Type.String({ pattern: "^[A-Za-z0-9_-]{22}(==)?$" }),
  }),
});
export type SavePushSubscription = Static<typeof SavePushSubscription>;
/** One of my browsers that is told by push (GET /push/subscriptions); `endpoint` names it to the browser itself. */
export const PushSubscription = Closed({
  id: Id,
  endpoint: Type.String(),
  userAgent: Nullable(Type.String()),
  createdAt: Instant,
});
export type PushSubscription = Static<typeof PushSubscription>;

/** What the service worker gets, ready to be shown; `url` begins with a slash, the same `tag` replaces the one before. */
export interface PushMessage {
  kind: NotificationKind;
  title: string;
  body: string;
  url: string;
  tag: string;
  at: string;
  unread: number;
}
