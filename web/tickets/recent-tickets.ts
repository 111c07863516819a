import { remember, remembered } from "../lib/storage.ts";

const kept = 8;

/** Numbers of the tickets that were open here last, the newest first. */
export const recentTickets = (): string[] => remembered<string[]>("recent-tickets") ?? [];

export const rememberTicket = (number: string): void =>
  remember("recent-tickets", [number, ...recentTickets().filter((other) => other !== number)].slice(0, kept));
