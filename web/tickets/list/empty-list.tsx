import { Button } from "@mantine/core";
import { IconInbox, IconMoodSmile, IconSearchOff } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { Link, useNavigate } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { setupQuery } from "../../lib/session.ts";
import { Empty } from "../../ui/empty.tsx";
import { useView } from "../load.ts";
import { type ListSearch, setFilters } from "../search.ts";

/** Where nothing left is good news. */
const done = new Set(["mine", "unassigned", "overdue", "mentions", "snoozed"]);

/** No rows: because of the filter, because the work is done, or because nothing has arrived yet. */
export function EmptyList({ search }: { search: ListSearch }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const { data: setup } = useQuery(setupQuery);
  const { view } = useView(search);

  if (view?.scope !== "fixed" || setFilters(search).length > 0)
    return (
      <Empty icon={<IconSearchOff size={28} stroke={1.5} />} title={t("list.nothingFound")}>
        {setFilters(search).length > 0 && (
          <Button onClick={() => void navigate({ to: "/tickets", search: { view: search.view ?? "inbox" } })}>
            {t("list.clearFilters")}
          </Button>
        )}
      </Empty>
    );
  const Icon = done.has(view.key) ? IconMoodSmile : IconInbox;
  return (
    <Empty icon={<Icon size={28} stroke={1.5} />} title={t(`empty.${view.key}.title`)}>
      <p>{t(`empty.${view.key}.body`, { address: setup?.address ?? "" })}</p>
      {!done.has(view.key) && (
        <Button component={Link} to="/tickets/new" search={{ view: view.key } as never}>
          {t("list.new")}
        </Button>
      )}
    </Empty>
  );
}
