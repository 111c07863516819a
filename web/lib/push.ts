// Whether this browser is told while no page of the desk is open. The worker shows what comes (web/worker/sw.js).
import type { PushSubscription as Known, SavePushSubscription } from "../../shared/notifications/schema.ts";
import { del, get, post } from "./api.ts";

/** impossible: the browser cannot, or the desk is reached by plain http. denied: the person has forbidden it in the browser. */
export type PushState = "on" | "off" | "denied" | "impossible";

const worker = () => navigator.serviceWorker?.getRegistration("/desk/");
const own = async () => (await worker())?.pushManager?.getSubscription() ?? null;

export async function pushState(): Promise<PushState> {
  const registration = await worker();
  if (!registration || !("PushManager" in window)) return "impossible";
  if (Notification.permission === "denied") return "denied";
  return (await own()) ? "on" : "off";
}

/** Asks the person, then the browser's push service, then tells the desk. */
export async function turnPushOn(): Promise<PushState> {
  const registration = await worker();
  if (!registration) return "impossible";
  if ((await Notification.requestPermission()) !== "granted") return pushState();
  const { key } = await get<{ key: string }>("/push/key");
  const subscription = await registration.pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: key });
  const { endpoint, keys } = subscription.toJSON();
  await post("/push/subscriptions", { endpoint, keys } as SavePushSubscription);
  return "on";
}

export async function turnPushOff(): Promise<PushState> {
  const subscription = await own();
  if (!subscription) return pushState();
  const { items } = await get<{ items: Known[] }>("/push/subscriptions");
  const known = items.find(({ endpoint }) => endpoint === subscription.endpoint);
  if (known) await del(`/push/subscriptions/${known.id}`);
  await subscription.unsubscribe();
  return pushState();
}

/** Whoever signs out is told nothing more here; the push service says so to the desk. */
export const forgetPush = (): void =>
  void own().then(
    (subscription) => subscription?.unsubscribe(),
    () => {},
  );
