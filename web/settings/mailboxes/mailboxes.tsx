import { Button, Modal } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Mailbox } from "../../../shared/mailboxes/schema.ts";
import { patch } from "../../lib/api.ts";
import { tell } from "../../ui/notify.tsx";
import { TimeAgo } from "../../ui/time-ago.tsx";
import { mailboxesQuery } from "../load.ts";
import { Part } from "../part.tsx";
import { Refused } from "../problem.tsx";
import { remove, useChange } from "../save.ts";
import css from "../settings.module.css";
import { useReturnedConsent } from "./consent.ts";
import { MailboxWizard } from "./wizard.tsx";

const tones = { reading: "good", starting: undefined, paused: undefined, problem: "wait" } as const;

/** Each mailbox with how it is; the wizard connects another. */
export function Mailboxes() {
  const { t } = useTranslation("settings");
  // How far the reading is comes by no event.
  const { data: mailboxes } = useQuery({ ...mailboxesQuery, refetchInterval: 5000 });
  const returned = useReturnedConsent();
  const [opened, setOpened] = useState<Mailbox | "new" | null>(null);
  const [removing, setRemoving] = useState<Mailbox | null>(null);
  const chosen = returned.form ? (mailboxes?.find(({ id }) => id === returned.form?.mailbox) ?? "new") : opened;
  const close = () => {
    returned.forget();
    setOpened(null);
  };
  return (
    <Part action={<Button onClick={() => setOpened("new")}>{t("mailbox.add")}</Button>}>
      <Refused error={returned.error} />
      {mailboxes?.length === 0 && <p className={css.hint}>{t("mailbox.none")}</p>}
      <ul className={`${css.rows} ${css.stacking}`}>
        {mailboxes?.map((mailbox) => (
          <Row
            key={mailbox.id}
            mailbox={mailbox}
            onEdit={() => setOpened(mailbox)}
            onRemove={() => setRemoving(mailbox)}
          />
        ))}
      </ul>
      {chosen && mailboxes && (
        <MailboxWizard
          key={chosen === "new" ? "new" : chosen.id}
          mailbox={chosen === "new" ? null : chosen}
          begun={returned.form?.form ?? null}
          onClose={close}
        />
      )}
      {removing && <RemoveMailbox mailbox={removing} onClose={() => setRemoving(null)} />}
    </Part>
  );
}

interface RowProps {
  mailbox: Mailbox;
  onEdit(): void;
  onRemove(): void;
}

function Row({ mailbox, onEdit, onRemove }: RowProps) {
  const { t } = useTranslation("settings");
  const { id, address: name, state, problem, lastMailAt, left } = mailbox;
  const paused = state === "paused";
  const pause = useChange(async () => {
    await patch(`/mailboxes/${id}`, { paused: !paused });
    return null;
  });
  return (
    <li style={{ alignItems: "flex-start", paddingBlock: 10 }}>
      <span className={css.grow}>
        {name}
        <span className={css.quiet}>
          {mailbox.imap.host} · {lastMailAt ? `${t("mailbox.lastMail")} ` : t("mailbox.noMail")}
          {lastMailAt && <TimeAgo at={lastMailAt} />}
        </span>
        {problem && (
          <span className={css.said}>
            <span className={css.bad}>
              {t(`mailbox.wrong.${problem.code}`)} ({t("mailbox.since")} <TimeAgo at={problem.since} />)
            </span>
            {problem.detail && <code>{problem.detail}</code>}
          </span>
        )}
        {left.tooLarge > 0 && <span className={css.quiet}>{t("mailbox.tooLarge", { count: left.tooLarge })}</span>}
        {left.unreadable > 0 && (
          <span className={css.quiet}>{t("mailbox.unreadable", { count: left.unreadable })}</span>
        )}
      </span>
      <span className={css.tag} data-tone={tones[state]}>
        {t(`mailbox.state.${state}`)}
      </span>
      <span className={css.actions}>
        <Button
          size="compact-xs"
          loading={pause.isPending}
          aria-label={t(paused ? "mailbox.resumeNamed" : "mailbox.pauseNamed", { name })}
          onClick={() => pause.mutate(undefined)}
        >
          {t(paused ? "mailbox.resume" : "mailbox.pause")}
        </Button>
        <Button size="compact-xs" aria-label={t("editNamed", { name })} onClick={onEdit}>
          {t("edit")}
        </Button>
        <Button size="compact-xs" aria-label={t("remove.title", { name })} onClick={onRemove}>
          {t("remove.do")}
        </Button>
      </span>
    </li>
  );
}

function RemoveMailbox({ mailbox: { id, address: name }, onClose }: { mailbox: Mailbox; onClose(): void }) {
  const { t } = useTranslation("settings");
  const work = useChange(async () => {
    await remove(`/mailboxes/${id}`);
    tell(t("remove.done", { name }));
    onClose();
    return null;
  });
  return (
    <Modal
      opened
      onClose={onClose}
      title={t("remove.title", { name })}
      closeButtonProps={{ "aria-label": t("desk:close") }}
    >
      <div className={css.wide}>
        <p className={css.hint} style={{ margin: 0 }}>
          {t("mailbox.removeHint")}
        </p>
        <Refused error={work.error} />
        <div className={css.buttons}>
          <Button variant="filled" loading={work.isPending} onClick={() => work.mutate(undefined)}>
            {t("remove.do")}
          </Button>
          <Button onClick={onClose}>{t("cancel")}</Button>
        </div>
      </div>
    </Modal>
  );
}
