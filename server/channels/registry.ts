// The channels there are.
import type { Config } from "../platform/config.ts";
import type { Channel } from "./contract.ts";
import { emailChannel } from "./email/channel.ts";

export function createChannels(config: Config): Map<string, Channel> {
  return new Map([emailChannel(config)].map((channel) => [channel.key, channel]));
}
