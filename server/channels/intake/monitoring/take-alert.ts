// Monitoring mail (F13): one ticket a problem. Repeats are counted, a recovery solves it, the same problem soon after takes
// it up again. Nothing of this is ever answered: see mayWrite in features/notifications/automatic-mail.ts.
import { systemActor } from "../../../../shared/identity/permissions.ts";
import { isActive } from "../../../../shared/tickets/lifecycle.ts";
import { insertMailConversation } from "../../../core/conversations/index.ts";
import { findOrCreatePerson, type KnownPerson } from "../../../core/people/index.ts";
import { moveByDesk, type Received, receiveMessage } from "../../../core/tickets/index.ts";
import type { Trx } from "../../../platform/db.ts";
import { record } from "../../../platform/events.ts";
import type { Alert } from "../../contract.ts";
import { withoutTag } from "../accept.ts";
import type { Handled, NotWork } from "../handled.ts";
import { genericAlert } from "./generic-alert.ts";
import { beginProblem, findProblem, type Problem, updateProblem } from "./store.ts";

/** null: it is no alert, or nobody knows how to read it. */
export async function takeAlert(trx: Trx, input: NotWork): Promise<Handled | null> {
  const { message, settings } = input;
  const source = message.from?.address.toLowerCase();
  if (!source) return null;
  const named = settings.mail.monitoringAddresses.some((address) => address.toLowerCase() === source);
  const alert = message.alert ?? (named ? genericAlert(message.subject) : null);
  if (!alert) return null;
  const problem = await findProblem(trx, source, alert);
  if (alert.state === "problem") return takeProblem(trx, input, source, alert, problem);
  if (!problem?.ticket_id)
    return dropped(`${alert.state} of a problem that is not known here (${nameOf(alert)})`, alert);
  const received = await attach(trx, input, problem, source);
  const values = { number: received.number ?? "", what: nameOf(alert) };
  if (alert.state !== "recovery") {
    const why = `${alert.state}: kept with ticket ${received.number}`;
    return done(problem, received, { why, code: "monitoring.kept", values });
  }
  const at = input.mail.received_at;
  await updateProblem(trx, problem.id, { state: alert.severity ?? "OK", last_at: at, recovered_at: at });
  const solved = problem.own && (await moveByDesk(trx, problem.ticket_id, "solved", becauseOf("recovered", alert), at));
  return done(problem, received, {
    why: `recovery: ticket ${received.number} ${solved ? "is solved" : "stays as it is"}`,
    code: solved ? "monitoring.solved" : "monitoring.recovered",
    values,
  });
}

async function takeProblem(
  trx: Trx,
  input: NotWork,
  source: string,
  alert: Alert,
  problem: Problem | null,
): Promise<Handled> {
  const at = input.mail.received_at;
  if (!problem?.ticket_id || !problem.category || !mayGoOn(problem, input)) return open(trx, input, source, alert);
  if (isActive(problem.category) && !problem.recovered_at) return repeat(trx, input, source, alert, problem);
  const received = await attach(trx, input, problem, source);
  await beginProblem(trx, source, alert, problem.conversation_id, at);
  await moveByDesk(trx, problem.ticket_id, "open", becauseOf("back", alert), at);
  return done(problem, received, {
    why: `the problem is back: ticket ${received.number} goes back to work`,
    code: "monitoring.back",
    values: { number: received.number ?? "", what: nameOf(alert) },
  });
}

/** In the ticket it had: while that is worked on, or was solved not long ago. Closed is over. */
function mayGoOn({ category, finished_at }: Problem, { settings, mail }: NotWork): boolean {
  if (category === null || category === "closed") return false;
  if (isActive(category) || !finished_at) return true;
  return mail.received_at.getTime() - finished_at.getTime() <= settings.mail.monitoringReopenHours * 3_600_000;
}

async function open(trx: Trx, input: NotWork, source: string, alert: Alert): Promise<Handled> {
  const { mail, message } = input;
  const person = await personOf(trx, input, source);
  const subject = message.subject || nameOf(alert);
  const sentTo = mail.envelope_to.map(withoutTag);
  const { id: conversationId } = await insertMailConversation(
    trx,
    { channel: "email", subject, address: sentTo[0] ?? null, at: mail.received_at },
    [{ personId: person.id, role: "requester" }],
    [],
  );
  const received = await receive(trx, input, person, conversationId, false);
  await beginProblem(trx, source, alert, conversationId, mail.received_at);
  const why = `a problem that ${alert.product} reports: ${nameOf(alert)}; a ticket of its own`;
  const values = { product: alert.product, what: nameOf(alert) };
  const code = alert.product === "unknown" ? "monitoring.openedByNamed" : "monitoring.opened";
  return { status: "done", step: "monitoring", conversationId, ...where(received), why, code, values };
}

/** The mail itself stays in the ledger; in the ticket only what is new is shown. */
async function repeat(trx: Trx, input: NotWork, source: string, alert: Alert, problem: Problem): Promise<Handled> {
  const at = input.mail.received_at;
  const reports = problem.reports + 1;
  const state = alert.severity ?? alert.state;
  const received = state === problem.state ? null : await attach(trx, input, problem, source);
  await updateProblem(trx, problem.id, { state, reports, last_at: at });
  await record(trx, {
    kind: "problem.repeated",
    actor: systemActor,
    about: { ticketId: problem.ticket_id, conversationId: problem.conversation_id, mailId: input.mail.id },
    data: { state, reports },
  });
  return done(problem, received, {
    why: `reported ${reports} times now: ${nameOf(alert)}`,
    code: "monitoring.repeated",
    values: { reports: String(reports), what: nameOf(alert) },
  });
}

async function attach(trx: Trx, input: NotWork, problem: Problem, source: string): Promise<Received> {
  return receive(trx, input, await personOf(trx, input, source), problem.conversation_id, true);
}

const personOf = (trx: Trx, { message }: NotWork, source: string): Promise<KnownPerson> =>
  findOrCreatePerson(trx, systemActor, { email: source, name: message.from?.name ?? "" });

/** `goesOn`: quietly, in the ticket that there is. */
function receive(
  trx: Trx,
  { mail, message, settings, messageBy }: NotWork,
  person: KnownPerson,
  conversationId: string,
  goesOn: boolean,
): Promise<Received> {
  return receiveMessage(trx, systemActor, {
    conversationId,
    opens: goesOn ? "ticket" : "conversation and ticket",
    waitsIn: null,
    subject: message.subject || "(no subject)",
    requesterId: person.id,
    organizationId: person.organizationId,
    channel: "email",
    language: person.language,
    queueAddresses: mail.envelope_to.map(withoutTag),
    at: mail.received_at,
    numbering: { format: settings.ticketNumber.format, timeZone: settings.desk.timeZone },
    thanks: false,
    automatic: goesOn,
    message: messageBy(person, goesOn),
  });
}

/** The same in every language. */
const nameOf = ({ host, service, product }: Alert): string =>
  (service && host ? `${host}: ${service}` : (service ?? host ?? product)).slice(0, 200);

const becauseWords = { recovered: "recovered", back: "the problem is back" };
const becauseOf = (code: keyof typeof becauseWords, alert: Alert) => ({
  why: `${becauseWords[code]}: ${nameOf(alert)}`,
  code,
  values: { what: nameOf(alert) },
});

const where = (received: Received | null) => ({
  messageId: received?.messageId ?? null,
  ticketId: received?.ticketId ?? null,
});

type Reason = Required<Pick<Handled, "why" | "code" | "values">>;

const done = (problem: Problem, received: Received | null, reason: Reason): Handled => ({
  status: "done",
  step: "monitoring",
  ...reason,
  conversationId: problem.conversation_id,
  messageId: received?.messageId ?? null,
  ticketId: received?.ticketId ?? problem.ticket_id,
});

const dropped = (why: string, alert: Alert): Handled => ({
  status: "dropped",
  step: "monitoring",
  why,
  code: "monitoring.unknown",
  values: { what: nameOf(alert) },
  conversationId: null,
  messageId: null,
  ticketId: null,
});
