import {
  createRootRoute,
  createRoute,
  createRouter,
  lazyRouteComponent,
  Outlet,
  redirect,
} from "@tanstack/react-router";
import { queryClient } from "../lib/queries.ts";
import { sessionQuery, setupQuery } from "../lib/session.ts";
import { Bell } from "../notifications/bell.tsx";
import { NoTicket } from "../tickets/list/no-ticket.tsx";
import { readListSearch } from "../tickets/search.ts";
import { Problem } from "../ui/problem.tsx";
import { Broken, NotFound } from "./broken.tsx";
import { Shell } from "./shell.tsx";

const text = (value: unknown) => (typeof value === "string" && value !== "" ? value : undefined);

const root = createRootRoute({ component: Outlet, notFoundComponent: NotFound, errorComponent: Broken });

const setup = createRoute({
  getParentRoute: () => root,
  path: "/setup",
  validateSearch: (raw) => ({ token: text(raw.token) }),
  component: lazyRouteComponent(() => import("../identity/setup-page.tsx"), "SetupPage"),
});
const signIn = createRoute({
  getParentRoute: () => root,
  path: "/sign-in",
  validateSearch: (raw): { to?: string } => ({ to: text(raw.to) }),
  component: lazyRouteComponent(() => import("../identity/sign-in-page.tsx"), "SignInPage"),
});
const forgot = createRoute({
  getParentRoute: () => root,
  path: "/forgot",
  component: lazyRouteComponent(() => import("../identity/forgot-page.tsx"), "ForgotPage"),
});
const reset = createRoute({
  getParentRoute: () => root,
  path: "/reset",
  validateSearch: (raw) => ({ token: text(raw.token) }),
  component: lazyRouteComponent(() => import("../identity/reset-page.tsx"), "ResetPage"),
});

/** Everything that needs a signed-in person. */
const desk = createRoute({
  getParentRoute: () => root,
  id: "desk",
  beforeLoad: async ({ location }) => {
    const session = await queryClient.ensureQueryData(sessionQuery);
    if (session) return;
    const { needed } = await queryClient.ensureQueryData(setupQuery);
    if (needed) throw redirect({ to: "/setup", search: { token: undefined } });
    throw redirect({ to: "/sign-in", search: location.pathname === "/" ? {} : { to: location.href } });
  },
  component: () => <Shell bell={<Bell />} />,
});
const home = createRoute({
  getParentRoute: () => desk,
  path: "/",
  beforeLoad: () => {
    throw redirect({ to: "/tickets", search: { view: "inbox" } });
  },
});
const tickets = createRoute({
  getParentRoute: () => desk,
  path: "/tickets",
  validateSearch: readListSearch,
  component: lazyRouteComponent(() => import("../tickets/tickets-page.tsx"), "TicketsPage"),
});
const noTicket = createRoute({ getParentRoute: () => tickets, path: "/", component: NoTicket });
const newTicket = createRoute({
  getParentRoute: () => tickets,
  path: "/new",
  component: lazyRouteComponent(() => import("../tickets/new-ticket-page.tsx"), "NewTicketPage"),
});
const ticket = createRoute({
  getParentRoute: () => tickets,
  path: "/$number",
  component: lazyRouteComponent(() => import("../tickets/ticket-page.tsx"), "TicketPage"),
});
const conversations = createRoute({
  getParentRoute: () => desk,
  path: "/conversations",
  validateSearch: (raw): { finished?: string } => ({ finished: text(raw.finished) }),
  component: lazyRouteComponent(() => import("../conversations/conversations-page.tsx"), "ConversationsPage"),
});
const conversation = createRoute({
  getParentRoute: () => conversations,
  path: "/$id",
  component: lazyRouteComponent(() => import("../conversations/conversation-page.tsx"), "ConversationPage"),
});
const outbox = createRoute({
  getParentRoute: () => desk,
  path: "/outbox",
  validateSearch: (raw): { state?: string } => ({ state: text(raw.state) }),
  component: lazyRouteComponent(() => import("../outbox/outbox-page.tsx"), "OutboxPage"),
});
const mail = createRoute({
  getParentRoute: () => desk,
  path: "/mail",
  validateSearch: (raw): { direction?: string; outcome?: string; q?: string } => ({
    direction: text(raw.direction),
    outcome: text(raw.outcome),
    q: text(raw.q),
  }),
  component: lazyRouteComponent(() => import("../mail/mail-page.tsx"), "MailPage"),
});
const settingsPage = lazyRouteComponent(() => import("../settings/settings-page.tsx"), "SettingsPage");
const settings = createRoute({ getParentRoute: () => desk, path: "/settings", component: settingsPage });
const settingsOf = createRoute({ getParentRoute: () => desk, path: "/settings/$page", component: settingsPage });

export const router = createRouter({
  routeTree: root.addChildren([
    setup,
    signIn,
    forgot,
    reset,
    desk.addChildren([
      home,
      tickets.addChildren([noTicket, newTicket, ticket]),
      conversations.addChildren([conversation]),
      outbox,
      mail,
      settings,
      settingsOf,
    ]),
  ]),
  basepath: "/desk",
  // Plain words in the address: ?queue=3, not JSON.
  parseSearch: (search) => Object.fromEntries(new URLSearchParams(search)),
  stringifySearch: (search) => {
    const set = Object.entries(search).filter(([, value]) => value !== undefined && value !== null && value !== "");
    const query = new URLSearchParams(set.map(([name, value]) => [name, String(value)])).toString();
    return query ? `?${query}` : "";
  },
  defaultErrorComponent: ({ error, reset }) => <Problem error={error} retry={reset} />,
  defaultPreload: "intent",
  defaultPreloadStaleTime: 0,
  defaultPendingMs: 300,
});

declare module "@tanstack/react-router" {
  interface Register {
    router: typeof router;
  }
}
