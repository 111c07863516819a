import { Button } from "@mantine/core";
import { useMutation, useQuery } from "@tanstack/react-query";
import type { TFunction } from "i18next";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Smarthost, TestedHost } from "../../shared/sending/schema.ts";
import { post, put } from "../lib/api.ts";
import { mailStatusQuery, smarthostsQuery } from "./load.ts";
import { OrderButtons } from "./order-buttons.tsx";
import { Part } from "./part.tsx";
import { Refused } from "./problem.tsx";
import { refresh } from "./save.ts";
import css from "./settings.module.css";
import { SmarthostEditor } from "./smarthost-editor.tsx";

export function Smarthosts() {
  const { t } = useTranslation("settings");
  const { data: hosts = [] } = useQuery(smarthostsQuery);
  const { data: status } = useQuery(mailStatusQuery);
  const [edited, setEdited] = useState<Smarthost | "new" | null>(null);
  const order = useMutation({
    mutationFn: (ids: string[]) => put("/smarthosts/order", { ids }),
    onSettled: refresh,
  });
  const ids = hosts.map(({ id }) => id);
  return (
    <Part
      title={t("sending.hosts")}
      hint={status?.smarthost ? t("sending.hostsAlso", { host: status.smarthost }) : t("sending.hostsHint")}
      action={<Button onClick={() => setEdited("new")}>{t("sending.addHost")}</Button>}
    >
      <ul className={`${css.rows} ${css.stacking}`}>
        {hosts.map((host, at) => (
          <HostRow key={host.id} host={host} onEdit={() => setEdited(host)}>
            <OrderButtons name={nameOf(host)} keys={ids} at={at} onOrder={(next) => order.mutate(next)} />
          </HostRow>
        ))}
      </ul>
      <Refused error={order.error} />
      {edited && <SmarthostEditor host={edited === "new" ? null : edited} onClose={() => setEdited(null)} />}
    </Part>
  );
}

interface RowProps {
  host: Smarthost;
  onEdit(): void;
  children: React.ReactNode;
}

function HostRow({ host, onEdit, children }: RowProps) {
  const { t } = useTranslation("settings");
  const name = nameOf(host);
  const test = useMutation({ mutationFn: () => post<TestedHost>(`/smarthosts/${host.id}/test`) });
  return (
    <li>
      <span className={css.grow}>
        {name}
        <span className={css.quiet}>{factsOf(t, host)}</span>
        <span role="status">
          {test.data && (
            <span className={css.said}>
              <span className={test.data.problem ? css.bad : css.good}>
                {t(test.data.problem ? `sending.hostProblem.${test.data.problem}` : "sending.hostGood")}
              </span>
              {test.data.answer && <code>{test.data.answer}</code>}
            </span>
          )}
        </span>
        <Refused error={test.error} />
      </span>
      <span className={css.actions}>
        {children}
        <Button
          size="compact-xs"
          loading={test.isPending}
          aria-label={t("sending.testNamed", { name })}
          onClick={() => test.mutate()}
        >
          {t("sending.test")}
        </Button>
        <Button size="compact-xs" aria-label={t("editNamed", { name })} onClick={onEdit}>
          {t("edit")}
        </Button>
      </span>
    </li>
  );
}

const nameOf = ({ host, port }: Smarthost): string => `${host}:${port}`;

const factsOf = (t: TFunction<"settings">, host: Smarthost): string =>
  [
    host.enabled ? null : t("sending.off"),
    t(`sending.security.${host.security}`),
    host.username,
    host.senders.length > 0 ? t("sending.onlyFor", { senders: host.senders.join(", ") }) : null,
  ]
    .filter(Boolean)
    .join(" · ");
