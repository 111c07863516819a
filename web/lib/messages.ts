import { queryOptions } from "@tanstack/react-query";
import type { Message } from "../../shared/conversations/schema.ts";
import { get } from "./api.ts";
import { keys } from "./queries.ts";

interface Page {
  items: Message[];
  next: string | null;
}

/** All messages of a ticket, oldest first; a long one comes in several pages. */
async function allMessages(number: string, signal: AbortSignal): Promise<Message[]> {
  const messages: Message[] = [];
  let after: string | null | undefined;
  do {
    const page: Page = await get<Page>(`/tickets/${number}/messages`, { limit: 200, after }, signal);
    messages.push(...page.items);
    after = page.next;
  } while (after);
  return messages;
}

export const messagesOf = (number: string) =>
  queryOptions({
    queryKey: keys.messages(number),
    queryFn: ({ signal }) => allMessages(number, signal),
  });
