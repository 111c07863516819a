import { Drawer } from "@mantine/core";
import { IconArrowDown, IconHandStop, IconTrash } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import type { Message, Step, Threading } from "../../shared/conversations/schema.ts";
import { apiUrl, get } from "../lib/api.ts";
import { keys } from "../lib/queries.ts";
import { fileSize } from "../lib/time.ts";
import { Bones } from "../ui/bones.tsx";
import { Problem } from "../ui/problem.tsx";
import { Facts, Section } from "../ui/section.tsx";
import css from "./threading-drawer.module.css";

/** Why a message is where it is: every decision on its way, its headers, and the bytes as they came. */
export function ThreadingDrawer({ message, onClose }: { message: Message; onClose(): void }) {
  const { t } = useTranslation();
  const threading = useQuery({
    queryKey: keys.threading(message.id),
    queryFn: () => get<Threading>(`/messages/${message.id}/threading`),
  });
  return (
    <Drawer
      opened
      onClose={onClose}
      position="right"
      size={460}
      title={t("threading.title", { number: message.number ?? "" })}
      closeButtonProps={{ "aria-label": t("close") }}
    >
      {threading.isPending && <Bones rows={5} />}
      {threading.error && <Problem error={threading.error} retry={() => void threading.refetch()} />}
      {threading.data && <Answer message={message} threading={threading.data} />}
    </Drawer>
  );
}

const icons = { continue: IconArrowDown, hold: IconHandStop, drop: IconTrash } satisfies Record<
  Step["outcome"],
  unknown
>;

function Answer({ message, threading }: { message: Message; threading: Threading }) {
  const { t, i18n } = useTranslation();
  return (
    <>
      <Section title={t("threading.steps")}>
        {threading.steps.length === 0 && <p className={css.none}>{t("threading.noSteps")}</p>}
        <ol className={css.steps}>
          {threading.steps.map((step) => {
            const Icon = icons[step.outcome];
            return (
              <li key={step.step} data-outcome={step.outcome}>
                <Icon size={15} aria-hidden="true" />
                <div>
                  <b>{t(`threading.step.${step.step}`, { defaultValue: step.step })}</b>
                  <span className={css.why}>{step.why}</span>
                </div>
              </li>
            );
          })}
        </ol>
      </Section>
      {threading.headers.length > 0 && (
        <Section title={t("threading.headers")}>
          <Facts
            facts={threading.headers.map(
              ({ name, value }, index) => [`${name}${"\u200b".repeat(index)}`, value] as const,
            )}
          />
        </Section>
      )}
      {message.hasRaw && (
        <Section title={t("threading.source")}>
          <p className={css.source}>
            <a href={apiUrl(`/messages/${message.id}/raw`)} target="_blank" rel="noopener">
              {t("message.raw")}
            </a>
            {threading.size !== null && ` · ${fileSize(threading.size, i18n.language)}`}
          </p>
          {threading.sha256 && <p className={css.hash}>SHA-256 {threading.sha256}</p>}
        </Section>
      )}
    </>
  );
}
