import { Modal } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { DiscoveredMailbox, Mailbox, TestedMailbox } from "../../../shared/mailboxes/schema.ts";
import { AddressStep } from "./address-step.tsx";
import { formOf, type MailboxForm, newForm } from "./form.ts";
import { ReadingStep } from "./reading-step.tsx";
import { ServerStep } from "./server-step.tsx";

interface Props {
  /** null: a new one. */
  mailbox: Mailbox | null;
  /** What was filled in before its provider was asked. */
  begun: MailboxForm | null;
  onClose(): void;
}

/** Address, servers with a live try, what is read. */
export function MailboxWizard({ mailbox, begun, onClose }: Props) {
  const { t } = useTranslation("settings");
  const [form, setForm] = useState<MailboxForm>(begun ?? (mailbox ? formOf(mailbox) : newForm));
  const [step, setStep] = useState<"address" | "servers" | "reading">(begun || mailbox ? "servers" : "address");
  const [found, setFound] = useState<DiscoveredMailbox | null>(null);
  const [tested, setTested] = useState<TestedMailbox | null>(null);
  const shared = { form, mailbox, set: (change: Partial<MailboxForm>) => setForm((now) => ({ ...now, ...change })) };
  return (
    <Modal
      opened
      onClose={onClose}
      title={`${mailbox?.address ?? t("mailbox.add")} (${t(`mailbox.step.${step}`)})`}
      size="lg"
      closeButtonProps={{ "aria-label": t("desk:close") }}
    >
      {step === "address" && (
        <AddressStep
          {...shared}
          onFound={(filled, discovered) => {
            setForm(filled);
            setFound(discovered);
            setStep("servers");
          }}
          onClose={onClose}
        />
      )}
      {step === "servers" && (
        <ServerStep
          {...shared}
          found={found}
          onBack={mailbox ? onClose : () => setStep("address")}
          onDone={(result) => {
            setTested(result);
            setStep("reading");
          }}
        />
      )}
      {step === "reading" && (
        <ReadingStep {...shared} folders={tested?.folders ?? []} onBack={() => setStep("servers")} onClose={onClose} />
      )}
    </Modal>
  );
}
