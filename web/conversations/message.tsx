import { memo, type ReactNode, useState } from "react";
import { useTranslation } from "react-i18next";
import { isPicture } from "../../shared/conversations/pictures.ts";
import type { Message } from "../../shared/conversations/schema.ts";
import { Face } from "../ui/face.tsx";
import { TimeAgo } from "../ui/time-ago.tsx";
import { AttachmentList } from "./attachment-list.tsx";
import { DeliveryMark } from "./delivery-mark.tsx";
import { DeliveryReports } from "./delivery-reports.tsx";
import { FoldedText } from "./folded-text.tsx";
import { htmlAdds } from "./html-adds.ts";
import { HtmlFrame } from "./html-frame.tsx";
import { LanguageMark } from "./language-mark.tsx";
import css from "./message.module.css";
import { MessageMenu } from "./message-menu.tsx";
import { OnlyThanks } from "./only-thanks.tsx";
import { PlainText } from "./plain-text.tsx";
import { ProtectionLine } from "./protection-line.tsx";
import { Quoted } from "./quoted.tsx";
import { isShort, leavesOut } from "./rich-rules.ts";
import { RichText } from "./rich-text.tsx";
import { SelectBox } from "./select-box.tsx";
import { TrustMark } from "./trust-mark.tsx";

interface Props {
  message: Message;
  /** The ticket it is shown in; null: a talk. */
  ticket: string | null;
  /** What stands beside its head: the tickets it belongs to, in a talk. */
  chips?: ReactNode;
}

/** One message: its number, who, when, what, and how it travelled. */
export const MessageItem = memo(function MessageItem({ message, ticket, chips }: Props) {
  const { t } = useTranslation();
  const [original, setOriginal] = useState(false);
  const name = message.author?.name || (message.kind === "inbound" && message.from) || t("message.system");
  const quiet = message.automatic && (message.kind === "inbound" || message.text.length > 160);
  // What was written here is shown as it was meant; what came from outside is text until somebody asks for more.
  const own = message.kind !== "inbound" && message.html !== null && isShort(message.html) ? message.html : null;
  const more = !quiet && message.html !== null && (own === null ? htmlAdds(message.html) : leavesOut(own));
  return (
    <article
      className={css.message}
      data-kind={message.kind}
      data-id={message.id}
      data-number={message.number ?? ""}
      data-automatic={message.automatic || undefined}
      data-cancelled={message.delivery?.state === "cancelled" || undefined}
      tabIndex={-1}
      aria-label={t(`message.label.${message.kind}`, { number: message.number ?? "", name })}
    >
      <SelectBox id={message.id} number={message.number} />
      <header className={css.head}>
        <Face name={name} size={20} />
        <b className={css.name}>{name}</b>
        {message.kind === "note" && <span className={css.noteWord}>{t("message.note")}</span>}
        {message.automatic && <span className={css.quiet}>{t("message.automatic")}</span>}
        {message.kind === "inbound" && <TrustMark {...message} />}
        {message.kind === "inbound" && <LanguageMark language={message.language} />}
        <Recipients message={message} />
        {chips && <span className={css.chips}>{chips}</span>}
        <span className={css.spring} />
        <DeliveryMark message={message} ticket={ticket} />
        <TimeAgo at={message.at} className={css.time} />
        <MessageMenu
          message={message}
          original={original}
          onOriginal={message.html === null ? undefined : () => setOriginal(!original)}
        />
      </header>
      <div className={css.body} lang={message.language ?? undefined} data-text="">
        <ProtectionLine message={message} ticket={ticket} />
        {original && <HtmlFrame message={message} />}
        {!original && <Body message={message} own={own} quiet={quiet} />}
        {!original && more && (
          <button type="button" className={css.original} onClick={() => setOriginal(true)}>
            {t("message.showOriginal")}
          </button>
        )}
        {!original && <Quoted text={message.quoted} />}
        {message.reports.length > 0 && <DeliveryReports reports={message.reports} />}
        {message.onlyThanks && ticket !== null && <OnlyThanks number={ticket} />}
        <AttachmentList attachments={original || own === null ? message.attachments : filesBelow(message, own)} />
      </div>
    </article>
  );
});

/** Not those that its text shows. */
const filesBelow = ({ attachments }: Message, html: string) =>
  attachments.filter((file) => !(isPicture(file) && file.contentId && html.includes(`src="cid:${file.contentId}"`)));

function Body({ message, own, quiet }: { message: Message; own: string | null; quiet: boolean }) {
  if (quiet) return <FoldedText text={message.text} />;
  return own === null ? <PlainText text={message.text} message={message} /> : <RichText html={own} message={message} />;
}

/** To whom it went; for what came in only who else got it. */
function Recipients({ message }: { message: Message }) {
  const { t } = useTranslation();
  // A note with recipients was forwarded to them; what came by mail as one is their answer.
  const answer = message.kind === "note" && message.hasRaw;
  const to = message.kind === "inbound" || answer ? [] : message.to;
  if (answer) return <span className={css.recipients}>{t("forward.answer")}</span>;
  if (to.length + message.cc.length === 0) return null;
  const text = [
    to.length > 0 && t("message.to", { to: to.join(", ") }),
    message.cc.length > 0 && t("message.cc", { cc: message.cc.join(", ") }),
  ]
    .filter(Boolean)
    .join(" · ");
  return (
    <span className={css.recipients} title={text}>
      {text}
    </span>
  );
}
