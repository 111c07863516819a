import { Button } from "@mantine/core";
import { IconCopy } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { Link, useNavigate } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import type { Duplicate, Ticket } from "../../shared/tickets/schema.ts";
import { get } from "../lib/api.ts";
import { keys } from "../lib/queries.ts";
import { useOperation } from "./ticket-operations.ts";
import css from "./trust-needed.module.css";

/** The customer has probably written anew instead of answering: offered for joining, never joined by itself (F30). */
export function Duplicates({ ticket: { number, category } }: { ticket: Ticket }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const { data } = useQuery({
    queryKey: keys.duplicates(number),
    queryFn: () => get<{ items: Duplicate[] }>(`/tickets/${number}/duplicates`),
    enabled: category === "new" || category === "open",
  });
  const like = data?.items[0];
  const merge = useOperation(() => {
    if (like) void navigate({ to: "/tickets/$number", params: { number: like.number }, search: true });
  });
  if (!like) return null;
  return (
    <div className={css.line} role="status">
      <IconCopy size={17} aria-hidden="true" />
      <span className={css.text}>
        {t("duplicates.like")}{" "}
        <Link to="/tickets/$number" params={{ number: like.number }} search>
          #{like.number}
        </Link>{" "}
        {like.subject}
      </span>
      <Button
        size="compact-sm"
        variant="default"
        loading={merge.isPending}
        onClick={() => merge.mutate({ path: `/tickets/${number}/merge`, body: { into: like.number } })}
      >
        {t("duplicates.join")}
      </Button>
    </div>
  );
}
