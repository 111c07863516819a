// A mail's way in, told in order: read, drop doubles, screen, find person, find conversation, find or open the ticket.
// Each step says continue, drop (why) or hold (why); the answers are kept with the mail and shown (B12).
import { nothingFound, type Trust, trustSuffices } from "../../../shared/conversations/trust.ts";
import { systemActor } from "../../../shared/identity/permissions.ts";
import { insertMailConversation, insertParticipants, readBounceAddress } from "../../core/conversations/index.ts";
import { findOrCreatePerson, type KnownPerson, offerContact } from "../../core/people/index.ts";
import { type Received, receiveMessage } from "../../core/tickets/index.ts";
import type { Trx } from "../../platform/db.ts";
import type { Desk } from "../../platform/desk.ts";
import { record } from "../../platform/events.ts";
import { loadSettings, type Settings } from "../../platform/settings.ts";
import type { Channel, Incoming } from "../contract.ts";
import { withoutTag } from "./accept.ts";
import { takeAgentReply } from "./agent-reply.ts";
import { type Found, findConversation } from "./find-conversation.ts";
import type { Handled } from "./handled.ts";
import { heardFrom } from "./heard-from.ts";
import { type KeptAttachment, keepAttachments } from "./keep-attachments.ts";
import { keepFromWork } from "./not-work.ts";
import { noteWhoPassedOn, passedOn } from "./passed-on.ts";
import { screen } from "./screen.ts";
import { examine, judgeMail } from "./spam/examine.ts";
import { type ClaimedMail, finishMail, type Outcome } from "./store.ts";
import { Trail } from "./trail.ts";
import { answersTo, trustIn, whoWrote } from "./who-wrote.ts";

export interface IntakeContext extends Pick<Desk, "database" | "files" | "config" | "log"> {
  /** Is this address one of ours? */
  takes: (address: string) => Promise<boolean>;
  /** Keeps the keys that came with a message. */
  learn: (trx: Trx, message: Incoming) => Promise<void>;
  scan: Channel["scan"];
}

const unknownSender = { address: "unknown@invalid", name: "Unknown sender" };

/** From a read message to rows: everything in one transaction. Throws when it has to be tried again. */
export async function takeIn(context: IntakeContext, mail: ClaimedMail, message: Incoming): Promise<void> {
  const settings = await loadSettings(context.database.db);
  const trail = new Trail();
  trail.go("read", `${message.kind}: ${message.why || "nothing says otherwise"}`, `read.${message.kind}`, {
    why: message.why,
  });
  const examined = await examine(context.scan, settings, mail, message);
  // Files first: slow work holds no locks, and a file that nobody needs in the end harms nobody.
  const attachments = await keepAttachments(context.files, message, settings.mail.maxAttachment);
  const ours = await ownAddresses(context, message);
  await context.database.transact(async (trx) => {
    const verdict = await screen(trx, message, mail, ours);
    trail.add(verdict.step);
    if (verdict.step.outcome !== "continue") return setAside(trx, mail, message, trail, verdict.step.outcome);
    const judgement = await judgeMail(trx, { secret: context.config.secret, settings }, mail, message, examined);
    for (const step of judgement.steps) trail.add(step);
    if (judgement.heldFor)
      return setAside(trx, mail, message, trail, "hold", judgement.heldFor, {
        ask: judgement.asks ? (deskLanguage(message.language) ?? settings.desk.language) : null,
      });
    const aside = await keepFromWork(trx, {
      secret: context.config.secret,
      settings,
      mail,
      message,
      takes: context.takes,
      messageBy: (person, automatic) => ({
        ...messageOf(mail, message, person, attachments, automatic),
        ...untold(message),
      }),
    });
    if (aside && aside !== "quiet") return handledElsewhere(trx, mail, message, trail, aside);
    await land(trx, context, settings, mail, message, attachments, trail, ours, aside === "quiet");
  });
}

async function ownAddresses({ takes }: IntakeContext, message: Incoming): Promise<Set<string>> {
  const addresses = [message.from, ...message.replyTo, ...message.to, ...message.cc].flatMap((each) =>
    each ? [each.address] : [],
  );
  const own = new Set<string>();
  for (const address of new Set(addresses)) if (await takes(address)) own.add(address.toLowerCase());
  return own;
}

/** Of what nobody acts upon. */
const untold = (message: Incoming) => ({
  trust: "unknown" as const,
  from: message.replyTo[0]?.address ?? message.from?.address ?? null,
});

async function handledElsewhere(
  trx: Trx,
  mail: ClaimedMail,
  message: Incoming,
  trail: Trail,
  { status, step, why, code, values, conversationId, ...where }: Handled,
): Promise<void> {
  const outcome = status === "done" ? "continue" : status === "dropped" ? "drop" : "hold";
  trail.add({ step, outcome, why, code, ...(values && { values }) });
  if (outcome !== "continue") return setAside(trx, mail, message, trail, outcome);
  // From an address that an administrator named, whatever it looks like: nobody answers it.
  const seen = step === "monitoring" ? { ...message, kind: "monitoring" as const } : message;
  if (!(await finish(trx, mail, seen, trail, status, conversationId, where)))
    throw new Error(`mail ${mail.id} was finished by somebody else`);
}

async function setAside(
  trx: Trx,
  mail: ClaimedMail,
  message: Incoming,
  trail: Trail,
  outcome: "drop" | "hold",
  heldFor: Outcome["heldFor"] = null,
  { ask }: { ask: string | null } = { ask: null },
): Promise<void> {
  const status = outcome === "drop" ? "dropped" : "held";
  if (!(await finish(trx, mail, message, trail, status, null, null, heldFor))) return;
  await record(trx, {
    kind: `mail.${status}`,
    actor: systemActor,
    about: { mailId: mail.id },
    data: { why: trail.last, ...(heldFor && { for: heldFor }), ...(ask && { ask }) },
  });
}

async function land(
  trx: Trx,
  { config, takes, log, learn }: IntakeContext,
  settings: Settings,
  mail: ClaimedMail,
  message: Incoming,
  attachments: KeptAttachment[],
  trail: Trail,
  ours: Set<string>,
  quiet: boolean,
): Promise<void> {
  const sender = message.from ?? unknownSender;
  const person = await findOrCreatePerson(trx, systemActor, {
    email: sender.address,
    name: sender.name,
    language: deskLanguage(message.language),
  });
  trail.go(
    "person",
    person.created ? `a new person, ${sender.address}` : `${person.name}, known by ${sender.address}`,
    person.created ? "person.new" : "person.known",
    { name: person.name, address: sender.address },
  );
  // No person answers to where bounces come back.
  const sentTo = [...mail.envelope_to, ...message.to.map((each) => each.address)];
  const toBounces = sentTo.some((each) => readBounceAddress(config.secret, each) !== null);
  const automatic = quiet || toBounces || message.kind === "auto-reply";
  const writer = await whoWrote(trx, mail, message, person, takes);
  const looking = { secret: config.secret, recipients: mail.envelope_to, personId: person.id };
  const { organizationId } = person;
  const { proof, agent } = writer;
  const machine = toBounces || message.kind !== "person";
  let found = await findConversation(trx, message, { ...looking, organizationId, proof, agent, automatic: machine });
  if (!machine) {
    const answered = found.place && found.token === "own" ? found.place.conversationId : null;
    await heardFrom(trx, sender.address, answered, mail.received_at);
  }
  if (found.place?.outcome === "agent") {
    const reply = { personId: person.id, place: found.place, attachments, settings, address: config.address };
    const answered = await takeAgentReply(trx, mail, message, reply);
    if (answered) {
      trail.go("conversation", found.place.why);
      trail.go("ticket", answered.why);
      return close(trx, mail, message, trail, found.place.conversationId, answered);
    }
    const why = "an agent answers who may not write in this ticket (any more)";
    const refused = { why, code: "conversation.refusedFormer", ticketId: found.place.ticketId ?? null };
    found = { place: null, refused, token: found.token };
  }
  if (agent && found.refused)
    log.warn(
      { mail: mail.id, from: sender.address, why: found.refused.why },
      "a mail in an agent's name was not taken for his",
    );
  const passed = await passedOn(trx, message, writer, found, takes);
  const said = passed ?? { message, person, trust: trustIn(writer, message, found) };
  trail.go(
    "trust",
    `${said.trust.level}: ${said.trust.reasons.map(({ code, detail }) => (detail ? `${code} (${detail})` : code)).join(", ")}`,
    `trust.${said.trust.level}`,
  );
  const address = ourAddress(mail, message, ours) ?? config.address;
  const kept = { attachments, found, automatic, address, ours };
  const { conversationId, received } = await settle(trx, settings, mail, said, kept, trail);
  if (passed) await noteWhoPassedOn(trx, passed, conversationId, received);
  else if (message.contact && !automatic && !agent && isSure(said.trust))
    await offerContact(trx, person.id, received.messageId, message.contact);
  if (message.learned.length) await learn(trx, message);
  await close(trx, mail, message, trail, conversationId, received);
}

/** Whose signature this is, is more than a claim: what it says may be offered to his card. */
const isSure = ({ level }: Trust): boolean => trustSuffices(level, "known");

/** What its sender had to confirm first begins now; the message keeps the time at which it came. */
const comesInAt = (mail: ClaimedMail): Date => (mail.released_for === "challenge" ? new Date() : mail.received_at);

interface Said {
  message: Incoming;
  person: KnownPerson;
  trust: Trust;
}

interface Kept {
  attachments: KeptAttachment[];
  found: Found;
  automatic: boolean;
  address: string;
  ours: Set<string>;
}

async function settle(
  trx: Trx,
  settings: Settings,
  mail: ClaimedMail,
  { message, person, trust }: Said,
  { attachments, found, automatic, address, ours }: Kept,
  trail: Trail,
): Promise<{ conversationId: string; received: Received }> {
  const place = found.place
    ? { ...found.place, waitsIn: null }
    : await openConversation(trx, mail, message, person, address, ours);
  const reason = found.place ?? found.refused;
  trail.go(
    "conversation",
    found.place ? found.place.why : newConversationReason(found),
    reason?.code ?? "conversation.new",
    reason?.values,
  );
  const received = await receiveMessage(trx, systemActor, {
    conversationId: place.conversationId,
    opens: found.place ? "ticket" : "conversation and ticket",
    waitsIn: place.waitsIn,
    named: found.place?.ticketId ?? null,
    reopenDays: settings.mail.reopenDays,
    relatedTo: found.refused?.ticketId ?? null,
    subject: message.subject || firstWords(message.replyText) || "(no subject)",
    requesterId: person.id,
    organizationId: person.organizationId,
    channel: "email",
    language: deskLanguage(message.language) ?? person.language,
    queueAddresses: mail.envelope_to.map(withoutTag),
    at: comesInAt(mail),
    numbering: { format: settings.ticketNumber.format, timeZone: settings.desk.timeZone },
    thanks: message.thanks && attachments.every((each) => each.inline),
    automatic,
    message: { ...messageOf(mail, message, person, attachments, automatic), ...answerIn(found, message, trust) },
  });
  // Who is copied in a mail that nothing proves gets nothing of what others wrote (S1).
  if (found.place?.outcome === "joins") await joinConversation(trx, found.place.conversationId, person, message, ours);
  trail.go("ticket", received.why, received.code, received.values);
  return { conversationId: place.conversationId, received };
}

const answerIn = (found: Found, message: Incoming, { level, reasons }: Trust) => ({
  trust: level,
  trustReasons: reasons,
  from: answersTo(message, found),
});

async function close(
  trx: Trx,
  mail: ClaimedMail,
  message: Incoming,
  trail: Trail,
  conversationId: string,
  received: Received,
) {
  if (!(await finish(trx, mail, message, trail, "done", conversationId, received))) {
    throw new Error(`mail ${mail.id} was finished by somebody else`);
  }
}

const newConversationReason = ({ refused }: Found): string =>
  refused ? `a conversation of its own: ${refused.why}` : "it belongs to none that we know: a new conversation";

async function openConversation(
  trx: Trx,
  mail: ClaimedMail,
  message: Incoming,
  person: KnownPerson,
  address: string,
  ours: Set<string>,
) {
  const subject = message.subject || firstWords(message.replyText) || "(no subject)";
  const { id, queueId } = await insertMailConversation(
    trx,
    { channel: "email", subject, address, at: comesInAt(mail) },
    [{ personId: person.id, role: "requester" }, ...(await copied(trx, message, person.id, ours))],
    mail.envelope_to.map(withoutTag),
  );
  return { conversationId: id, waitsIn: queueId };
}

/** Who holds a valid token and wrote takes part from now on only if he did before: a forwarded mail makes nobody a party (S1). */
async function joinConversation(
  trx: Trx,
  conversationId: string,
  person: KnownPerson,
  message: Incoming,
  ours: Set<string>,
): Promise<void> {
  const party = await trx
    .selectFrom("conversation_participants")
    .innerJoin("conversations", "conversations.id", "conversation_id")
    .select("person_id")
    .where("conversation_id", "=", conversationId)
    // Nobody joins what is talked about with a supplier.
    .where("purpose", "=", "customer")
    .where("person_id", "=", person.id)
    .executeTakeFirst();
  if (party && message.cc.length + message.to.length > 0)
    await insertParticipants(trx, conversationId, await copied(trx, message, person.id, ours));
}

const copiesAtMost = 20;

async function copied(trx: Trx, message: Incoming, senderId: string, ours: Set<string>) {
  const others = [...message.to, ...message.cc].filter(
    (each) => !ours.has(each.address.toLowerCase()) && each.address.includes("@"),
  );
  // Two addresses may be one person's.
  const people = new Set<string>();
  for (const other of others.slice(0, copiesAtMost)) {
    people.add((await findOrCreatePerson(trx, systemActor, { email: other.address, name: other.name })).id);
  }
  people.delete(senderId);
  return [...people].map((personId) => ({ personId, role: "cc" as const }));
}

function messageOf(
  mail: ClaimedMail,
  message: Incoming,
  person: KnownPerson,
  attachments: KeptAttachment[],
  automatic: boolean,
) {
  return {
    kind: "inbound" as const,
    channel: "email",
    authorId: person.id,
    authorName: person.name,
    at: mail.received_at,
    subject: message.subject,
    text: message.replyText,
    quoted: message.quoted,
    html: message.safeHtml,
    remoteImages: message.remoteImages,
    language: message.language,
    automatic,
    to: message.to.map((each) => each.address),
    cc: message.cc.map((each) => each.address),
    mailId: mail.id,
    rawSha256: mail.sha256.toString("hex"),
    messageIdHeader: message.sourceId,
    inReplyTo: message.inReplyTo[0] ?? null,
    references: message.references.slice(0, 100),
    attachments,
    crypto: message.crypto,
  };
}

function ourAddress(mail: ClaimedMail, message: Incoming, ours: Set<string>): string | null {
  const named = [...message.to, ...message.cc].find((each) => ours.has(each.address.toLowerCase()));
  return named ? withoutTag(named.address) : mail.envelope_to[0] ? withoutTag(mail.envelope_to[0]) : null;
}

const known = new Set(["en", "ru", "cs", "th"]);
const deskLanguage = (language: string | null): string | null => (language && known.has(language) ? language : null);
const firstWords = (text: string): string => text.replace(/\s+/g, " ").trim().slice(0, 80);

export async function finish(
  trx: Trx,
  mail: ClaimedMail,
  message: Incoming | null,
  trail: Trail,
  status: "done" | "dropped" | "held" | "failed",
  conversationId: string | null,
  received: (Pick<Handled, "messageId" | "ticketId"> & Pick<Partial<Received>, "onlyThanks">) | null,
  heldFor: Outcome["heldFor"] = null,
): Promise<boolean> {
  return finishMail(trx, mail.id, {
    status,
    heldFor,
    steps: trail.steps,
    kind: message?.kind ?? null,
    // Through a pipe the sender of the envelope may just be unknown.
    wantsNoAnswer: message?.wantsNoAnswer === true || (mail.envelope_from === "" && mail.door !== "pipe"),
    from: message?.from?.address ?? null,
    subject: message?.subject ?? null,
    sourceId: message?.sourceId ?? null,
    conversationId,
    messageId: received?.messageId ?? null,
    ticketId: received?.ticketId ?? null,
    onlyThanks: received?.onlyThanks ?? false,
    authentication: mail.authentication ?? nothingFound,
    addresses: [mail.envelope_from, ...mail.envelope_to],
  });
}
