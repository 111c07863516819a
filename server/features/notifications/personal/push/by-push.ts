// Push as browsers take it: encrypted for the one browser (RFC 8291), by way of its maker's server, whose address the
// browser named: hostile until proven otherwise.
import webpush from "web-push";
import type { Notification, PushMessage } from "../../../../../shared/notifications/schema.ts";
import type { Desk } from "../../../../platform/desk.ts";
import { CallRefused, callOutside } from "../../../../platform/outside.ts";
import type { Leave, Reader } from "../leave.ts";
import { countUnread } from "../list.ts";
import { pathOf } from "../mail.ts";
import { kindsFor } from "../wanted.ts";
import { bookOf, lineOf, titleOf } from "../words.ts";
import { type PushKeys, pushKeys } from "./keys.ts";
import { removeSubscription } from "./store.ts";

interface Subscription {
  id: string;
  endpoint: string;
  p256dh: string;
  auth: string;
}

/** More than these about different tickets at once are looked up in the desk. */
const atMost = 5;
const daySeconds = 86_400;

export const byPush =
  (desk: Desk): Leave =>
  async (reader, notifications) => {
    const { db } = desk.database;
    const subscriptions = await db
      .selectFrom("push_subscriptions")
      .select(["id", "endpoint", "p256dh", "auth"])
      .where("person_id", "=", reader.personId)
      .execute();
    const keys = await pushKeys(db);
    const unread = await countUnread(db, reader.actor, await kindsFor(db, reader.personId, "desk"));
    const messages = newestOfEach(notifications).map((each) => messageOf(reader, each, unread));
    const outcomes = await Promise.all(
      subscriptions.map((subscription) => sendTo(desk, keys, reader, subscription, messages)),
    );
    return outcomes.length === 0 || outcomes.some((outcome) => outcome !== "later");
  };

/** They come newest first. */
function newestOfEach(notifications: Notification[]): Notification[] {
  const byTag = new Map<string, Notification>();
  for (const each of notifications) if (!byTag.has(pathOf(each))) byTag.set(pathOf(each), each);
  return [...byTag.values()].slice(0, atMost);
}

const messageOf = (reader: Reader, notification: Notification, unread: number): PushMessage => ({
  kind: notification.kind,
  title: titleOf(notification, reader.deskName),
  body: lineOf(bookOf(reader.language), notification),
  url: pathOf(notification),
  tag: pathOf(notification),
  at: notification.at,
  unread,
});

type Outcome = "taken" | "never" | "later";

async function sendTo(
  desk: Desk,
  keys: PushKeys,
  { personId }: Reader,
  subscription: Subscription,
  messages: PushMessage[],
): Promise<Outcome> {
  let outcome: Outcome = "taken";
  for (const message of messages) {
    outcome = await send(desk, keys, subscription, message);
    if (outcome === "never") await removeSubscription(desk.database.db, personId, subscription.id);
    if (outcome !== "taken") break;
  }
  return outcome;
}

async function send(
  { config, log }: Desk,
  keys: PushKeys,
  { endpoint, p256dh, auth }: Subscription,
  message: PushMessage,
): Promise<Outcome> {
  try {
    const made = webpush.generateRequestDetails({ endpoint, keys: { p256dh, auth } }, JSON.stringify(message), {
      vapidDetails: { subject: `mailto:${config.address}`, ...keys },
      TTL: daySeconds,
      urgency: message.kind === "followed" ? "normal" : "high",
      contentEncoding: "aes128gcm",
    });
    const headers = Object.fromEntries(Object.entries(made.headers).map(([name, value]) => [name, String(value)]));
    const { status } = await callOutside(endpoint, {
      method: "POST",
      headers,
      body: made.body as Buffer,
      timeoutMs: 10_000,
      ...(config.callsInside && { inside: true }),
    });
    return outcomeOf(status);
  } catch (error) {
    if (error instanceof CallRefused) return "never";
    log.debug({ err: error }, "push could not be sent; trying again");
    return "later";
  }
}

/** 404 and 410: that browser has gone. Too many, or out of order: another time. Any other no will stay one. */
function outcomeOf(status: number): Outcome {
  if (status >= 200 && status < 300) return "taken";
  return status === 429 || status >= 500 ? "later" : "never";
}
