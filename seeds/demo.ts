// `listek seed demo`: a small IT company with four clients, in four languages, to look around in.
import type { MessageAttachment } from "../server/core/conversations/index.ts";
import type { Database, Trx } from "../server/platform/db.ts";
import { record } from "../server/platform/events.ts";
import type { FileStore } from "../server/platform/files.ts";
import { skipReactions } from "../server/platform/jobs.ts";
import { readSettings } from "../server/platform/settings.ts";
import { systemActor } from "../shared/identity/permissions.ts";
import * as company from "./demo/company.ts";
import { demoFile } from "./demo/files.ts";
import { planStories } from "./demo/plan.ts";
import type { Act, Story } from "./demo/story.ts";
import { writeCompany } from "./demo/write-company.ts";
import { StoryWriter } from "./demo/write-story.ts";
import { requireEmptyDesk } from "./empty-desk.ts";
import { drainSealer } from "./seal.ts";
import { loadStates } from "./states.ts";

const day = 86_400_000;
/** How long the mail server takes, undo window included. */
const sendingMs = 11_000;

/** Fills an empty desk in one transaction; no mail leaves and nobody is notified. Throws 409 for any other desk. */
export async function seedDemo(
  database: Database,
  files: FileStore,
  log: (line: string) => void,
  now: Date = new Date(),
): Promise<void> {
  await database.transact(requireEmptyDesk);
  // What is being sent in the last moments would need a mail server to come true.
  const stories = planStories(new Date(now.getTime() - 60_000));
  const kept = await keepFiles(files, stories);
  await database.transact((trx) => writeDesk(trx, stories, kept, now));
  await drainSealer(database);
  for (const line of summary(stories)) log(line);
}

async function writeDesk(
  trx: Trx,
  stories: Story[],
  files: ReadonlyMap<Act, MessageAttachment>,
  now: Date,
): Promise<void> {
  await requireEmptyDesk(trx);
  const written = await writeCompany(trx, new Date(now.getTime() - 120 * day));
  const settings = await readSettings(trx);
  const context = {
    company: written,
    files,
    states: await loadStates(trx),
    numberFormat: settings.ticketNumber.format,
  };
  for (const { tell } of inOrder(stories.map((story) => ({ story, writer: new StoryWriter(trx, context, story) })))) {
    await tell();
  }
  await record(trx, {
    kind: "desk.seeded",
    actor: systemActor,
    at: now,
    data: { seed: "demo", tickets: stories.length },
  });
  await skipReactions(trx);
}

/** Everything that happens in all stories, by time; within one story in its own order. */
function inOrder(told: { story: Story; writer: StoryWriter }[]): { at: number; tell: () => Promise<void> }[] {
  const steps = told.flatMap(({ story, writer }) =>
    story.acts.flatMap((act) => {
      const step = { at: act.at.getTime(), tell: () => writer.tell(act) };
      if (act.do !== "reply") return [step];
      const sent = new Date(act.at.getTime() + sendingMs);
      return [step, { at: sent.getTime(), tell: () => writer.deliver(act, sent) }];
    }),
  );
  return steps.sort((a, b) => a.at - b.at);
}

/** Before the transaction begins: slow work holds no locks. */
async function keepFiles(files: FileStore, stories: Story[]): Promise<Map<Act, MessageAttachment>> {
  const kept = new Map<Act, MessageAttachment>();
  for (const [index, { acts }] of stories.entries()) {
    for (const act of acts) {
      if (!("file" in act) || !act.file) continue;
      const { name, type, content } = demoFile(act.file, index, act.at);
      const { sha256, size } = await files.put(content);
      kept.set(act, { file: sha256, size, name, type, inline: false, contentId: null });
    }
  }
  return kept;
}

function summary(stories: Story[]): string[] {
  const width = Math.max(...company.people.map((each) => each.email.length));
  return [
    `${company.companyName}: ${stories.length} tickets of four client companies.`,
    `Sign in with the password ${company.password} (a demonstration: never put it on the Internet):`,
    ...company.people.map(({ email, name, role }) => `  ${email.padEnd(width)}  ${role}, ${name}`),
  ];
}
