import { useQuery } from "@tanstack/react-query";
import { useCallback, useLayoutEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { isPicture, withoutPicture } from "../../shared/conversations/pictures.ts";
import type { CreateMessage, Message } from "../../shared/conversations/schema.ts";
import { agentsQuery } from "../lib/agents.ts";
import type { Cites } from "../lib/cites.ts";
import { type ComposeKind, type ComposeWish, onCompose } from "../lib/compose.ts";
import { useSession } from "../lib/session.ts";
import { useStable } from "../lib/use-stable.ts";
import { matches, useReplies } from "./canned-replies.ts";
import css from "./composer.module.css";
import { ComposerTabs } from "./composer-tabs.tsx";
import { CustomerLanguage } from "./customer-language.tsx";
import { type Draft, isEmpty } from "./draft.ts";
import { DraftLine } from "./draft-line.tsx";
import { Field } from "./field.tsx";
import type { FieldHandle } from "./field-props.ts";
import { OtherDrafts } from "./other-drafts.tsx";
import { AddFiles, PendingFiles } from "./pending-files.tsx";
import type { Place } from "./place.ts";
import { Protection } from "./protection.tsx";
import { Recipients } from "./recipients.tsx";
import { type Attempt, attemptOf, useSend } from "./send.ts";
import { SendButton, type SendChoice } from "./send-button.tsx";
import { SignatureLine } from "./signature-line.tsx";
import { TwoTexts } from "./two-texts.tsx";
import { useUploads } from "./uploads.ts";
import { useDoing } from "./use-doing.ts";
import { useDraft } from "./use-draft.ts";
import { useDrop } from "./use-drop.ts";
import { type Protecting, useProtection } from "./use-protection.ts";
import { type Warning, warningsBefore } from "./warnings.ts";
import { NewWhileWriting, Warnings } from "./warnings-panel.tsx";

interface Props {
  place: Place;
  messages: readonly Message[];
  cites: Cites;
  /** Colleagues who write to the customer right now. */
  answering: readonly { name: string }[];
  /** null: nothing is being written any more. */
  onDoing?(doing: "replying" | "noting" | null): void;
}

/** Where the next message is written: to the customer, or a note among colleagues. */
export function Composer({ place, messages, cites, answering, onDoing }: Props) {
  const { t } = useTranslation();
  const { person, preferences } = useSession();
  const { draft, box, status, theirs, others } = useDraft(place);
  const kind: ComposeKind = place.can.reply && draft.kind === "reply" ? "reply" : "note";
  const field = useRef<FieldHandle>(null);
  const [warned, setWarned] = useState<{ warnings: Warning[]; choice: SendChoice } | null>(null);
  const replies = useReplies(place);
  const { data: agents = [] } = useQuery(agentsQuery);

  useWishes(({ kind: wished, insert }) => {
    if (wished) box.write({ kind: wished });
    if (insert) field.current?.insert(insert);
    else field.current?.focus();
  });
  const uploads = useUploads((upload, placed) => {
    box.write({ uploads: [...box.get().draft.uploads, upload] });
    if (placed && isPicture(upload)) field.current?.picture(upload);
  });
  const drop = useDrop(uploads.put);
  const protecting = useProtection(place, kind, [...(draft.to ?? place.replyTo), ...(draft.cc ?? place.cc)]);
  const send = useSend(place, box);
  const attempt = useRef<Attempt | null>(null);
  const tellDoing = useDoing(onDoing, kind);
  const ready = draft.body.trim() !== "" && uploads.running.length === 0 && !send.isPending && !theirs;

  const write = (body: string) => {
    setWarned(null);
    tellDoing(body !== "");
    const { since, begun } = box.get().draft;
    box.write({ body, since: since ?? messages.length, begun: begun ?? kind });
  };
  const sendNow = (choice: SendChoice) => {
    setWarned(null);
    tellDoing(false);
    const { draft } = box.get();
    const input = messageOf(draft, kind, place, choice, protecting);
    attempt.current = attemptOf(input, attempt.current);
    send.mutate(
      { input, draft: { ...draft, kind }, attempt: attempt.current },
      {
        onSuccess: () => {
          attempt.current = null;
          protecting.choose(null);
        },
      },
    );
    field.current?.focus();
  };
  const submit = useStable((choice: SendChoice = {}) => {
    if (!ready) return;
    const { draft } = box.get();
    const recipients = [...(draft.to ?? place.replyTo), ...(draft.cc ?? place.cc)];
    const { takesNoMail } = place;
    const warnings = warningsBefore({ draft, kind, messages, me: person.id, answering, recipients, takesNoMail });
    if (protecting.leaks) warnings.push({ kind: "secret" });
    if (warnings.length > 0) setWarned({ warnings, choice });
    else sendNow(choice);
  });
  const change = useStable(box.write);
  const setKind = useCallback((kind: ComposeKind) => change({ kind }), [change]);
  const setTo = useCallback((to: string[]) => change({ to }), [change]);
  const setCc = useCallback((cc: string[]) => change({ cc }), [change]);
  const addFiles = useStable(uploads.upload);

  return (
    <section
      className={css.composer}
      data-kind={kind}
      data-dropping={drop.over || undefined}
      aria-label={t("composer.title")}
      {...drop.props}
    >
      <OtherDrafts drafts={others} path={place.path} onTaken={(taken) => box.put(taken)} mine={!isEmpty(draft)} />
      {theirs && <TwoTexts mine={draft.body} theirs={theirs} onChoose={box.choose} />}
      <NewWhileWriting
        messages={messages}
        draft={draft}
        me={person.id}
        onSeen={() => box.write({ since: messages.length })}
      />
      <div className={css.top}>
        <ComposerTabs kind={kind} can={place.can} onKind={setKind} />
        <CustomerLanguage language={place.language} />
      </div>
      {kind === "reply" && (
        <Recipients to={draft.to ?? place.replyTo} cc={draft.cc ?? place.cc} onTo={setTo} onCc={setCc} />
      )}
      <Field
        rich={preferences?.editor !== "markdown"}
        handle={field}
        body={draft.body}
        kind={kind}
        label={t(`composer.${kind}Field`)}
        placeholder={t(`composer.${kind}Placeholder`)}
        cites={cites}
        onChange={write}
        onSubmit={() => submit()}
        onFiles={(files) => {
          if (!files?.length) return false;
          uploads.put([...files]);
          return true;
        }}
        replies={replies.find}
        onReply={replies.render}
        people={(query) => agents.filter((agent) => agent.id !== person.id && matches(agent.name, query)).slice(0, 8)}
      />
      <PendingFiles
        done={draft.uploads}
        running={uploads.running}
        onRemove={(id) => {
          const { body, uploads } = box.get().draft;
          box.write({ body: withoutPicture(body, id), uploads: uploads.filter((upload) => upload.id !== id) });
        }}
      />
      {warned && (
        <Warnings
          warnings={warned.warnings}
          onSend={() => sendNow(warned.choice)}
          onBack={() => {
            setWarned(null);
            field.current?.focus();
          }}
        />
      )}
      <Protection {...protecting} />
      {kind === "reply" && <SignatureLine path={place.path} />}
      <footer className={css.footer}>
        <AddFiles onFiles={addFiles} />
        <DraftLine status={status} empty={isEmpty(draft)} />
        <span className={css.spring} />
        <SendButton kind={kind} place={place} disabled={!ready} onSend={submit} />
      </footer>
    </section>
  );
}

/** The keys r, n and Shift r, also when pressed before this ticket was drawn. */
function useWishes(grant: (wish: ComposeWish) => void) {
  const latest = useRef(grant);
  latest.current = grant;
  // Before the browser paints: whoever sees the field may press its key.
  useLayoutEffect(() => onCompose((wish) => latest.current(wish)), []);
}

function messageOf(
  draft: Draft,
  kind: ComposeKind,
  place: Place,
  { state, sendAt }: SendChoice,
  { can, sign, encrypt }: Protecting,
): CreateMessage {
  return {
    kind,
    body: draft.body.trim(),
    format: "markdown",
    ...(kind === "reply" ? { to: draft.to ?? [...place.replyTo], cc: draft.cc ?? [...place.cc] } : {}),
    ...(draft.uploads.length > 0 ? { uploads: draft.uploads.map(({ id }) => id) } : {}),
    // What the writer saw is what is done, also if keys have come or gone meanwhile.
    ...(kind === "reply" && can ? { protection: { sign, encrypt } } : {}),
    ...(state ? { state } : {}),
    ...(sendAt ? { sendAt } : {}),
  };
}
