import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import type { Sender } from "../../shared/tickets/schema.ts";
import { get } from "../lib/api.ts";
import { keys } from "../lib/queries.ts";
import css from "./signature-line.module.css";

/** Under whose name the reply leaves and what goes below it, folded; nothing where the queue wants nothing of its own. */
export function SignatureLine({ path }: { path: string }) {
  const { t } = useTranslation();
  const { data } = useQuery({
    queryKey: keys.sender(path),
    queryFn: ({ signal }) => get<Sender>(`${path}/sender`, {}, signal),
    staleTime: 5 * 60_000,
  });
  if (!data?.signature) return null;
  return (
    <details className={css.line}>
      <summary>{t("composer.signature", { name: data.name })}</summary>
      <pre dir="auto">{data.signature.text}</pre>
    </details>
  );
}
