import { queryOptions, useMutation } from "@tanstack/react-query";
import type { NotificationPage } from "../../shared/notifications/schema.ts";
import { get, post } from "../lib/api.ts";
import { keys, queryClient } from "../lib/queries.ts";

export const notificationsQuery = queryOptions({
  queryKey: keys.notifications,
  queryFn: ({ signal }) => get<NotificationPage>("/notifications", { limit: 50 }, signal),
  staleTime: 60_000,
});

export type Read = { ids: string[] } | { all: true } | { ticket: string };

export const markRead = (read: Read) => post<{ unread: number }>("/notifications/read", read);

/** Shown as read at once. */
export function useMarkRead() {
  return useMutation({
    mutationFn: markRead,
    onMutate: (read) => {
      const now = new Date().toISOString();
      queryClient.setQueryData<NotificationPage>(keys.notifications, (page) => {
        if (!page) return page;
        const items = page.items.map((item) =>
          item.readAt === null && ("all" in read || ("ids" in read && read.ids.includes(item.id)))
            ? { ...item, readAt: now }
            : item,
        );
        const gone = page.items.filter((item, at) => item.readAt !== items[at]?.readAt).length;
        return { ...page, items, unread: "all" in read ? 0 : Math.max(0, page.unread - gone) };
      });
    },
    onSettled: () => queryClient.invalidateQueries({ queryKey: keys.notifications }),
  });
}
