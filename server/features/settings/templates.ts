// The texts of automatic mail: the desk's own, or what an administrator wrote instead, kept under the key `templates`.
import type { Language } from "../../../shared/base/schema.ts";
import type { Settings } from "../../../shared/base/settings.ts";
import type { Actor } from "../../../shared/identity/permissions.ts";
import type { Template, TemplatePreview, TemplateText } from "../../../shared/settings/schema.ts";
import { getTicket } from "../../core/tickets/index.ts";
import type { Db, Trx } from "../../platform/db.ts";
import { canonicalJson } from "../../platform/events.ts";
import { changesBetween, recordChange } from "../../platform/setting-changes.ts";
import { readSettings, saveSettings } from "../../platform/settings.ts";
import { templateNotFound, templateWrong } from "./errors.ts";
import type { Mailer } from "./mailer.ts";

type Book = Mailer["templates"];

export function listTemplates(book: Book, own: Settings["templates"]): Template[] {
  return book.list().map(({ kind, language, standard, variables }) => {
    const text = own[`${kind}.${language}`] ?? null;
    return { kind, language, ...(text ?? standard), standard: text && standard, variables };
  });
}

export async function readTemplate(db: Db | Trx, book: Book, kind: string, language: string): Promise<Template> {
  const all = listTemplates(book, (await readSettings(db)).templates);
  const found = all.find((each) => each.kind === kind && each.language === language);
  if (!found) throw templateNotFound();
  return found;
}

/** null brings back the desk's own words. Throws 422 with the line for what cannot be filled in. */
export async function saveTemplate(
  trx: Trx,
  actor: Actor,
  book: Book,
  [kind, language]: [string, Language],
  text: TemplateText | null,
): Promise<Template> {
  const before = await readTemplate(trx, book, kind, language);
  const { subject, text: words } = before.standard ?? before;
  const standard = { subject, text: words };
  if (text) requireUsable(book, kind, text);
  const own = text && canonicalJson(text) !== canonicalJson(standard) ? text : null;
  const key = `${kind}.${language}`;
  await saveSettings(trx, "templates", { [key]: own });
  await recordChange(trx, actor, `template ${key}`, null, changesBetween(before, own ?? standard));
  return readTemplate(trx, book, kind, language);
}

function requireUsable(book: Book, kind: string, text: TemplateText): void {
  const problems = book.problems(kind, text);
  if (problems) throw templateWrong({ why: Object.values(problems).join("; ") }, problems);
}

export async function previewTemplate(
  db: Db,
  actor: Actor,
  book: Book,
  [kind, language]: [string, Language],
  { ticket, ...text }: TemplateText & { ticket?: string },
): Promise<TemplatePreview> {
  const settings = await readSettings(db);
  await readTemplate(db, book, kind, language);
  requireUsable(book, kind, text);
  return book.preview(kind, text, {
    desk: settings.desk.name,
    ...(ticket && valuesOf(await getTicket(db, actor, ticket))),
  });
}

const valuesOf = ({ number, assignee }: { number: string; assignee: { name: string } | null }) => ({
  number,
  ...(assignee && { technician: assignee.name }),
});
