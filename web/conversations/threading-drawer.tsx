import { Drawer } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import type { Message, Threading } from "../../shared/conversations/schema.ts";
import { apiUrl, get } from "../lib/api.ts";
import { keys } from "../lib/queries.ts";
import { fileSize } from "../lib/time.ts";
import { Bones } from "../ui/bones.tsx";
import { Problem } from "../ui/problem.tsx";
import { Facts, Section } from "../ui/section.tsx";
import { Steps } from "../ui/steps.tsx";
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

function Answer({ message, threading }: { message: Message; threading: Threading }) {
  const { t, i18n } = useTranslation();
  return (
    <>
      <Section title={t("threading.steps")}>
        <Steps steps={threading.steps} none={t("threading.noSteps")} />
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
