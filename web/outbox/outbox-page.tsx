import { Button } from "@mantine/core";
import { IconSend } from "@tabler/icons-react";
import { useInfiniteQuery } from "@tanstack/react-query";
import { Link, useSearch } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { useMay } from "../lib/session.ts";
import { useTitle } from "../lib/use-title.ts";
import { Bones } from "../ui/bones.tsx";
import { Empty } from "../ui/empty.tsx";
import list from "../ui/mail-list.module.css";
import { Problem } from "../ui/problem.tsx";
import { outboxOf } from "./load.ts";
import css from "./outbox.module.css";
import { OutboxRow } from "./outbox-row.tsx";
import { WaitingHelp } from "./waiting-help.tsx";

const filters = [undefined, "waiting", "queued", "retrying", "failed", "sent"] as const;

/** What leaves the desk: what waits and why, what failed, what went out. */
export function OutboxPage() {
  const { t } = useTranslation("outbox");
  const mayReadMail = useMay("mail.read");
  const { state } = useSearch({ from: "/desk/outbox" });
  const { data, error, isPending, hasNextPage, fetchNextPage, isFetchingNextPage, refetch } = useInfiniteQuery(
    outboxOf(state),
  );
  const items = data?.pages.flatMap((page) => page.items) ?? [];
  useTitle(t("title"));
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard
    <section className={list.page} tabIndex={0} aria-label={t("title")}>
      <header className={list.header}>
        <h1>{t("title")}</h1>
        <nav className={list.filters} aria-label={t("filters")}>
          {filters.map((filter) => (
            <Link
              key={filter ?? "all"}
              to="/outbox"
              search={filter ? { state: filter } : {}}
              aria-current={state === filter ? "page" : undefined}
              activeProps={{}}
            >
              {filter ? t(`desk:delivery.${filter}`) : t("all")}
            </Link>
          ))}
        </nav>
        {mayReadMail && (
          <Link to="/mail" search={{}} className={css.all}>
            {t("allMail")}
          </Link>
        )}
      </header>
      {items.some(({ delivery }) => delivery.state === "waiting") && <WaitingHelp />}
      {error && items.length === 0 && <Problem error={error} retry={() => void refetch()} />}
      {isPending && <Bones rows={6} height={60} />}
      {data && items.length === 0 && (
        <Empty icon={<IconSend size={28} stroke={1.5} />} title={t("empty.title")}>
          <p>{t("empty.body")}</p>
        </Empty>
      )}
      <ul className={list.list}>
        {items.map((item) => (
          <OutboxRow key={item.delivery.id} item={item} />
        ))}
      </ul>
      {hasNextPage && (
        <div className={list.more}>
          <Button loading={isFetchingNextPage} onClick={() => void fetchNextPage()}>
            {t("more")}
          </Button>
        </div>
      )}
    </section>
  );
}
