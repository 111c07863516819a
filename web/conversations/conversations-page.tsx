import { useInfiniteQuery } from "@tanstack/react-query";
import { Link, Outlet, useNavigate, useParams, useSearch } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import type { Conversation } from "../../shared/conversations/schema.ts";
import { useHotkeys } from "../lib/hotkeys.ts";
import { useTitle } from "../lib/use-title.ts";
import { Bones } from "../ui/bones.tsx";
import { Empty } from "../ui/empty.tsx";
import { Problem } from "../ui/problem.tsx";
import { TimeAgo } from "../ui/time-ago.tsx";
import css from "./conversations-page.module.css";
import { talksWith } from "./talks.ts";

/** Talks that are no ticket (yet), and the open one beside them. */
export function ConversationsPage() {
  const { t } = useTranslation();
  const { finished } = useSearch({ from: "/desk/conversations" });
  const { id } = useParams({ strict: false });
  const { data, error, isPending, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } = useInfiniteQuery(
    talksWith(finished === "true"),
  );
  const talks = data?.pages.flatMap(({ items }) => items) ?? [];
  useTitle(id ? undefined : t("talks.title"));
  useMoves(talks, id);
  return (
    <div className={css.page} data-open={id ? "" : undefined}>
      <section className={css.side} aria-label={t("talks.title")}>
        <header className={css.header}>
          <h1 className={css.title}>{t("talks.title")}</h1>
          <nav className={css.tabs} aria-label={t("talks.which")}>
            <Link
              to="/conversations"
              search={{}}
              activeProps={{}}
              aria-current={finished === "true" ? undefined : "page"}
            >
              {t("talks.open")}
            </Link>
            <Link
              to="/conversations"
              search={{ finished: "true" }}
              activeProps={{}}
              aria-current={finished === "true" ? "page" : undefined}
            >
              {t("talks.finished")}
            </Link>
          </nav>
        </header>
        {error && talks.length === 0 && <Problem error={error} retry={() => void refetch()} />}
        {isPending && <Bones rows={10} />}
        {data && talks.length === 0 && <Empty title={t("talks.none")}>{t("talks.noneBody")}</Empty>}
        <ul className={css.list}>
          {talks.map((talk) => (
            <TalkRow key={talk.id} talk={talk} open={talk.id === id} />
          ))}
        </ul>
        {hasNextPage && (
          <button type="button" className={css.more} disabled={isFetchingNextPage} onClick={() => void fetchNextPage()}>
            {t("talks.more")}
          </button>
        )}
      </section>
      <div className={css.open}>{id ? <Outlet /> : <Empty title={t("talks.choose")} />}</div>
    </div>
  );
}

function TalkRow({ talk, open }: { talk: Conversation; open: boolean }) {
  const { t } = useTranslation();
  const from = talk.participants[0];
  return (
    <li>
      <Link
        to="/conversations/$id"
        params={{ id: talk.id }}
        search
        className={css.row}
        data-unanswered={talk.unanswered || undefined}
        aria-current={open ? "true" : undefined}
      >
        <span className={css.dot}>{talk.unanswered && <span role="img" aria-label={t("row.unanswered")} />}</span>
        <span className={css.subject}>{talk.subject || t("talks.noSubject")}</span>
        <TimeAgo at={talk.lastMessageAt} className={css.time} />
        <span className={css.line}>
          {[from?.name || from?.email, talk.lastMessage?.preview].filter(Boolean).join(" · ")}
        </span>
      </Link>
    </li>
  );
}

function useMoves(talks: readonly Conversation[], id: string | undefined): void {
  const navigate = useNavigate();
  const move = (by: number) => () => {
    const at = talks.findIndex((talk) => talk.id === id);
    const next = talks[Math.min(Math.max(at + by, 0), talks.length - 1)];
    if (next) void navigate({ to: "/conversations/$id", params: { id: next.id }, search: true });
  };
  useHotkeys({
    j: move(1),
    k: move(-1),
    Escape: id ? () => void navigate({ to: "/conversations", search: true }) : undefined,
  });
}
