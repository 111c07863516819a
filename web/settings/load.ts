// What the pages of the settings show. All of it is stale as soon as a setting changes.
import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import type { Static } from "typebox";
import type { Settings } from "../../shared/base/settings.ts";
import type { CannedReply } from "../../shared/canned-replies/schema.ts";
import type { Access } from "../../shared/identity/access.ts";
import type { Role, SignedIn, Token } from "../../shared/identity/schema.ts";
import type { Mailbox } from "../../shared/mailboxes/schema.ts";
import type { SendingDomain, Smarthost } from "../../shared/sending/schema.ts";
import type { MailStatus, SettingsChange, Template } from "../../shared/settings/schema.ts";
import type { Field, Queue, Team } from "../../shared/tickets/schema.ts";
import { get } from "../lib/api.ts";
import { keys } from "../lib/queries.ts";

export type SignIn = Static<typeof SignedIn>;

interface Page<T> {
  items: T[];
  next: string | null;
}
const items = <T>(page: { items: T[] }): T[] => page.items;
const list = <T>(path: string) => get<{ items: T[] }>(path).then(items);

export const signInsQuery = queryOptions({ queryKey: keys.signIns, queryFn: () => list<SignIn>("/sessions") });
export const tokensQuery = queryOptions({ queryKey: keys.tokens, queryFn: () => list<Token>("/tokens") });

export const settingsQuery = queryOptions({
  queryKey: keys.settings("values"),
  queryFn: () => get<Settings>("/settings"),
});
export const mailStatusQuery = queryOptions({
  queryKey: keys.settings("mail"),
  queryFn: () => get<MailStatus>("/settings/mail"),
});
export const smarthostsQuery = queryOptions({
  queryKey: keys.settings("smarthosts"),
  queryFn: () => list<Smarthost>("/smarthosts"),
});
export const sendingDomainsQuery = queryOptions({
  queryKey: keys.settings("sending-domains"),
  queryFn: () => list<SendingDomain>("/sending-domains"),
});
export const mailboxesQuery = queryOptions({
  queryKey: keys.settings("mailboxes"),
  queryFn: () => list<Mailbox>("/mailboxes"),
});
export const consentAddressQuery = queryOptions({
  queryKey: keys.settings("consent"),
  queryFn: async () => (await get<{ redirect: string }>("/mailboxes/consent")).redirect,
});
export const templatesQuery = queryOptions({
  queryKey: keys.settings("templates"),
  queryFn: () => list<Template>("/templates"),
});
export const rolesQuery = queryOptions({ queryKey: keys.settings("roles"), queryFn: () => list<Role>("/roles") });
export const teamsQuery = queryOptions({ queryKey: keys.settings("teams"), queryFn: () => list<Team>("/teams") });
export const queuesQuery = queryOptions({ queryKey: keys.queues, queryFn: () => list<Queue>("/queues") });
export const fieldsQuery = queryOptions({ queryKey: keys.fields, queryFn: () => list<Field>("/fields") });
export const repliesQuery = queryOptions({
  queryKey: [...keys.cannedReplies, "settings"],
  queryFn: () => list<CannedReply>("/canned-replies"),
});

/** Everybody who works here is shown on one page: a desk has at most some hundred. */
export const accessQuery = queryOptions({
  queryKey: keys.settings("access"),
  queryFn: async ({ signal }) => {
    const all: Access[] = [];
    for (let after: string | undefined; ; ) {
      const page = await get<Page<Access>>("/people/access", { limit: 200, after }, signal);
      all.push(...page.items);
      if (!page.next) return all;
      after = page.next;
    }
  },
});

export const historyQuery = infiniteQueryOptions({
  queryKey: keys.settings("history"),
  queryFn: ({ pageParam, signal }) =>
    get<Page<SettingsChange>>("/settings/history", { limit: 30, after: pageParam }, signal),
  initialPageParam: undefined as string | undefined,
  getNextPageParam: (last) => last.next ?? undefined,
});
