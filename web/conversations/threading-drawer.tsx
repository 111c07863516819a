import { Drawer } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import type { TFunction } from "i18next";
import { useTranslation } from "react-i18next";
import type { Message, MessageMove, Threading } from "../../shared/conversations/schema.ts";
import { apiUrl, get } from "../lib/api.ts";
import { keys } from "../lib/queries.ts";
import { reasonText } from "../lib/reason.ts";
import { fileSize } from "../lib/time.ts";
import { type Times, useTimes } from "../lib/use-time.ts";
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

/** The answer in a sentence or two: what an agent did last, else what the desk decided, else that it began here. */
function inShort(t: TFunction, message: Message, { steps, moves }: Threading, times: Times): string {
  const move = moves.at(-1);
  if (move) return moveText(t, move, times);
  const places = steps.filter(({ step }) => step === "conversation" || step === "ticket");
  const last = steps.at(-1);
  if (last) return (places.length > 0 ? places : [last]).map((step) => reasonText(t, step)).join(" ");
  return t(`threading.here.${message.automatic ? "automatic" : message.kind}`);
}

const moveText = (t: TFunction, { kind, at, by, from, to }: MessageMove, times: Times): string =>
  t(`threading.move.${from ? kind : "first"}`, { by: by || t("message.system"), from, to, at: times.moment(at) });

function Answer({ message, threading }: { message: Message; threading: Threading }) {
  const { t, i18n } = useTranslation();
  const times = useTimes();
  return (
    <>
      <p className={css.answer}>{inShort(t, message, threading, times)}</p>
      {threading.steps.length > 0 && (
        <Section title={t("threading.steps")}>
          <Steps steps={threading.steps} />
        </Section>
      )}
      {threading.moves.length > 0 && (
        <Section title={t("threading.moves")}>
          <ul className={css.moves}>
            {threading.moves.map((move) => (
              <li key={`${move.at} ${move.to}`}>{moveText(t, move, times)}</li>
            ))}
          </ul>
        </Section>
      )}
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
