import { Button } from "@mantine/core";
import { IconHandStop, IconMailbox } from "@tabler/icons-react";
import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { Link, useSearch } from "@tanstack/react-router";
import { useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import type { MailEntry } from "../../shared/mail/schema.ts";
import { useHotkeys } from "../lib/hotkeys.ts";
import { useTitle } from "../lib/use-title.ts";
import { Bones } from "../ui/bones.tsx";
import { Empty } from "../ui/empty.tsx";
import list from "../ui/mail-list.module.css";
import { Problem } from "../ui/problem.tsx";
import { keyOf, mailOf, mailSummary } from "./load.ts";
import css from "./mail.module.css";
import { MailDrawer } from "./mail-drawer.tsx";
import { MailFilters } from "./mail-filters.tsx";
import { MailNumbers } from "./mail-numbers.tsx";
import { MailRow } from "./mail-row.tsx";

/** The ledger of all mail: what came in and went out, what became of it and why. What is held stands first. */
export function MailPage() {
  const { t } = useTranslation("mail");
  const search = useSearch({ from: "/desk/mail" });
  const { data: summary } = useQuery(mailSummary);
  const { data, error, isPending, hasNextPage, fetchNextPage, isFetchingNextPage, refetch } = useInfiniteQuery(
    mailOf(search),
  );
  const [open, setOpen] = useState<MailEntry | null>(null);
  const page = useRef<HTMLElement>(null);
  const items = data?.pages.flatMap((each) => each.items) ?? [];
  const plain = !search.direction && !search.outcome && !search.q;
  useTitle(t("title"));
  useMoves(page);
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard
    <section ref={page} className={list.page} tabIndex={0} aria-label={t("title")}>
      <header className={list.header}>
        <h1>{t("title")}</h1>
        <MailFilters search={search} />
      </header>
      {plain && summary && summary.held > 0 && <Held count={summary.held} onOpen={setOpen} />}
      {plain && summary && <MailNumbers days={summary.days} />}
      {error && items.length === 0 && <Problem error={error} retry={() => void refetch()} />}
      {isPending && <Bones rows={8} height={56} />}
      {data && items.length === 0 && (
        <Empty icon={<IconMailbox size={28} stroke={1.5} />} title={t(plain ? "empty.title" : "empty.none")}>
          <p>{t(plain ? "empty.body" : "empty.other")}</p>
        </Empty>
      )}
      <ul className={list.list} aria-label={t("list")}>
        {items.map((mail) => (
          <MailRow key={keyOf(mail)} mail={mail} onOpen={setOpen} />
        ))}
      </ul>
      {hasNextPage && (
        <div className={list.more}>
          <Button loading={isFetchingNextPage} onClick={() => void fetchNextPage()}>
            {t("more")}
          </Button>
        </div>
      )}
      {open && (
        <MailDrawer mail={items.find((each) => keyOf(each) === keyOf(open)) ?? open} onClose={() => setOpen(null)} />
      )}
    </section>
  );
}

const heldAtMost = 5;

/** What waits for a person, the newest of it at once. */
function Held({ count, onOpen }: { count: number; onOpen(mail: MailEntry): void }) {
  const { t } = useTranslation("mail");
  const { data } = useInfiniteQuery(mailOf({ outcome: "held", direction: "in" }));
  const first = data?.pages[0]?.items.slice(0, heldAtMost) ?? [];
  return (
    <section className={css.held} aria-label={t("heldCount", { count })}>
      <h2>
        <IconHandStop size={18} stroke={1.6} aria-hidden="true" />
        {t("heldCount", { count })}
        {count > first.length && (
          <Link to="/mail" search={{ direction: "in", outcome: "held" }}>
            {t("showHeld")}
          </Link>
        )}
      </h2>
      <ul className={list.list}>
        {first.map((mail) => (
          <MailRow key={keyOf(mail)} mail={mail} onOpen={onOpen} />
        ))}
      </ul>
    </section>
  );
}

/** j and k go from mail to mail; Enter is the button's own. */
function useMoves(page: React.RefObject<HTMLElement | null>): void {
  const move = (by: number) => () => {
    const rows = [...(page.current?.querySelectorAll<HTMLElement>("[data-mail]") ?? [])];
    const at = rows.indexOf(document.activeElement as HTMLElement);
    rows[Math.min(Math.max(at + by, 0), rows.length - 1)]?.focus();
  };
  useHotkeys({ j: move(1), k: move(-1) });
}
