import { Button } from "@mantine/core";
import {
  IconAlertTriangle,
  IconLock,
  IconLockExclamation,
  IconRosetteDiscountCheck,
  IconRosetteDiscountCheckOff,
} from "@tabler/icons-react";
import { useMutation } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import type { MessageCrypto, MessageSignature } from "../../shared/conversations/protection.ts";
import type { Message } from "../../shared/conversations/schema.ts";
import { post } from "../lib/api.ts";
import { problemText } from "../lib/problem.ts";
import { keys, queryClient } from "../lib/queries.ts";
import { useMay } from "../lib/session.ts";
import { tellProblem } from "../ui/notify.tsx";
import css from "./protection-line.module.css";

const names = { pgp: "PGP", smime: "S/MIME" };

/** How a message was protected on its way, and what that proves; nothing for those that were not. */
export function ProtectionLine({ message, ticket }: { message: Message; ticket: string | null }) {
  const { protection } = message;
  if (!protection) return null;
  const { encryption, signature, signs } = protection;
  return (
    <p className={css.line}>
      {encryption && <Encryption message={message} encryption={encryption} ticket={ticket} />}
      {signature && <Signature signature={signature} />}
      {signs && <Leaves kind={names[signs]} />}
    </p>
  );
}

interface EncryptionProps {
  message: Message;
  encryption: NonNullable<MessageCrypto["encryption"]>;
  ticket: string | null;
}

function Encryption({ message, encryption, ticket }: EncryptionProps) {
  const { t } = useTranslation();
  const kind = names[encryption.kind];
  if (encryption.state !== "closed") {
    const partly = encryption.state === "decrypted" && encryption.part;
    return (
      <span className={css.mark} data-tone={partly ? "doubt" : "good"}>
        <IconLock size={14} aria-hidden="true" />
        {partly ? t("protection.partly", { kind }) : t("protection.encrypted", { kind })}
      </span>
    );
  }
  return (
    <>
      <span className={css.mark} data-tone="bad">
        <IconLockExclamation size={14} aria-hidden="true" />
        {t("protection.closed", { kind })} {t(`protection.why.${encryption.why ?? "damaged"}`)}
      </span>
      {message.openedAs ? (
        <span className={css.mark}>{t("protection.openedBelow")}</span>
      ) : (
        <DecryptNow message={message} ticket={ticket} />
      )}
    </>
  );
}

function DecryptNow({ message, ticket }: { message: Message; ticket: string | null }) {
  const { t } = useTranslation();
  const may = useMay("tickets.work");
  const open = useMutation({
    mutationFn: () => post(`/messages/${message.id}/decrypt`),
    onSuccess: () =>
      queryClient.invalidateQueries({
        queryKey: ticket === null ? keys.talk(message.conversation) : keys.messages(ticket),
      }),
    onError: (error) => tellProblem(problemText(t, error)),
  });
  if (!may) return null;
  return (
    <Button size="compact-xs" loading={open.isPending} onClick={() => open.mutate()}>
      {t("protection.decrypt")}
    </Button>
  );
}

function Signature({ signature }: { signature: MessageSignature }) {
  const { t } = useTranslation();
  const { state, keyChecked, fingerprint, covers } = signature;
  const kind = names[signature.kind];
  const address = signature.address ?? "?";
  const good = state === "valid" && keyChecked;
  const Icon = good ? IconRosetteDiscountCheck : state === "valid" ? IconRosetteDiscountCheckOff : IconAlertTriangle;
  const says = state === "valid" ? (keyChecked ? "checked" : "unchecked") : state;
  return (
    <span
      className={css.mark}
      data-tone={good ? "good" : state === "invalid" || state === "other-sender" ? "bad" : "doubt"}
      title={fingerprint ?? undefined}
    >
      <Icon size={14} aria-hidden="true" />
      {t(`protection.signature.${says}`, { address, kind })}
      {state === "valid" && covers === "text" && ` ${t("protection.textOnly")}`}
    </span>
  );
}

function Leaves({ kind }: { kind: string }) {
  const { t } = useTranslation();
  return (
    <span className={css.mark}>
      <IconRosetteDiscountCheck size={14} aria-hidden="true" />
      {t("protection.leavesSigned", { kind })}
    </span>
  );
}
