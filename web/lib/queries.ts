import { MutationCache, QueryCache, QueryClient } from "@tanstack/react-query";
import { ApiError } from "./api.ts";

/** Names of everything that is cached; what changes by a live event is made stale by these. */
export const keys = {
  setup: ["setup"] as const,
  session: ["session"] as const,
  views: ["views"] as const,
  states: ["states"] as const,
  queues: ["queues"] as const,
  agents: ["agents"] as const,
  fields: ["fields"] as const,
  /** Pages of tickets (lists.ts). */
  lists: ["tickets"] as const,
  list: (filter: object) => ["tickets", filter] as const,
  boards: ["board"] as const,
  board: (filter: object) => ["board", filter] as const,
  found: (q: string) => ["found", q] as const,
  ticket: (number: string) => ["ticket", number] as const,
  messages: (number: string) => ["messages", number] as const,
  events: (number: string) => ["events", number] as const,
  encryption: (place: string) => ["encryption", place] as const,
  senders: ["sender"] as const,
  sender: (place: string) => ["sender", place] as const,
  drafts: (place: string) => ["drafts", place] as const,
  presence: (number: string) => ["presence", number] as const,
  followers: (number: string) => ["followers", number] as const,
  links: (number: string) => ["links", number] as const,
  checklist: (number: string) => ["checklist", number] as const,
  conversations: ["conversations"] as const,
  conversation: (id: string) => ["conversation", id] as const,
  talks: ["talk"] as const,
  talk: (id: string) => ["talk", id] as const,
  notifications: ["notifications"] as const,
  cannedReplies: ["canned-replies"] as const,
  duplicates: (number: string) => ["duplicates", number] as const,
  confirmation: (message: string) => ["confirmation", message] as const,
  threading: (message: string) => ["threading", message] as const,
  person: (id: string) => ["person", id] as const,
  people: (q: string) => ["people", q] as const,
  outbox: ["outbox"] as const,
  outboxOf: (state: string) => ["outbox", state] as const,
  /** The ledger: its pages and its numbers. */
  mail: ["mail"] as const,
  mailOf: (search: object) => ["mail", "list", search] as const,
  mailSummary: ["mail", "summary"] as const,
  spam: (place: string) => ["spam", place] as const,
  signIns: ["sign-ins"] as const,
  tokens: ["tokens"] as const,
  allSettings: ["settings"] as const,
  settings: (part: string) => ["settings", part] as const,
};

/** The session ended elsewhere: the shell sees it and asks to sign in. */
const watchSession = (error: unknown) => {
  if (error instanceof ApiError && error.code === "not_signed_in") queryClient.setQueryData(keys.session, null);
};

export const queryClient: QueryClient = new QueryClient({
  queryCache: new QueryCache({ onError: watchSession }),
  mutationCache: new MutationCache({ onError: watchSession }),
  defaultOptions: {
    queries: {
      staleTime: 15_000,
      gcTime: 30 * 60_000,
      retry: (failures, error) =>
        error instanceof ApiError && error.status >= 400 && error.status < 500 ? false : failures < 2,
    },
    mutations: { retry: false },
  },
});
