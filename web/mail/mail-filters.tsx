import { NativeSelect, TextInput } from "@mantine/core";
import { IconSearch } from "@tabler/icons-react";
import { Link, useNavigate } from "@tanstack/react-router";
import { type FormEvent, useRef } from "react";
import { useTranslation } from "react-i18next";
import { useHotkeys } from "../lib/hotkeys.ts";
import list from "../ui/mail-list.module.css";
import type { MailSearch } from "./load.ts";
import css from "./mail.module.css";

const directions = [undefined, "in", "out"] as const;
const outcomes = {
  in: ["held", "done", "dropped", "failed", "received"],
  out: ["sent", "waiting", "queued", "retrying", "failed", "cancelled"],
} as const;
const ofBoth = ["held", "dropped", "failed", "retrying", "waiting", "done", "sent"] as const;
const isIncoming = (outcome: string) => outcomes.in.some((each) => each === outcome);

/** Which mails are shown: the address holds it, so that a list can be sent to a colleague. */
export function MailFilters({ search }: { search: MailSearch }) {
  const { t } = useTranslation("mail");
  const navigate = useNavigate();
  const field = useRef<HTMLInputElement>(null);
  useHotkeys({ "/": () => field.current?.focus() });
  const { direction } = search;
  const shown = direction === "in" || direction === "out" ? outcomes[direction] : ofBoth;
  const show = (change: MailSearch) => void navigate({ to: "/mail", search: { ...search, ...change } });
  const find = (event: FormEvent) => {
    event.preventDefault();
    show({ q: field.current?.value.trim() || undefined });
  };
  return (
    <>
      <nav className={list.filters} aria-label={t("direction")}>
        {directions.map((each) => (
          <Link
            key={each ?? "all"}
            to="/mail"
            search={{ ...(each && { direction: each }), ...(search.q && { q: search.q }) }}
            aria-current={direction === each ? "page" : undefined}
            activeProps={{}}
          >
            {each ? t(each === "in" ? "incoming" : "outgoing") : t("all")}
          </Link>
        ))}
      </nav>
      <NativeSelect
        size="xs"
        aria-label={t("which")}
        value={search.outcome ?? ""}
        onChange={(event) => show({ outcome: event.currentTarget.value || undefined })}
        data={[
          { value: "", label: t("everyOutcome") },
          ...shown.map((each) => ({
            value: each,
            label: isIncoming(each) ? t(`outcome.${each}`) : t(`desk:delivery.${each}`),
          })),
        ]}
      />
      <form className={css.find} onSubmit={find}>
        <TextInput
          ref={field}
          size="xs"
          key={search.q ?? ""}
          defaultValue={search.q ?? ""}
          maxLength={200}
          aria-label={t("find")}
          placeholder={t("find")}
          leftSection={<IconSearch size={14} aria-hidden="true" />}
        />
      </form>
    </>
  );
}
