// The channels there are.
import type { Desk } from "../platform/desk.ts";
import type { Channel } from "./contract.ts";
import { emailChannel } from "./email/channel.ts";

export function createChannels(desk: Pick<Desk, "database" | "config" | "log">): Map<string, Channel> {
  return new Map([emailChannel(desk)].map((channel) => [channel.key, channel]));
}
