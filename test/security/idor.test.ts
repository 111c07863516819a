// S12, T22: everybody asks every route about everything that is not his. What is foreign is answered exactly as what does
// not exist, and no word of it leaves.
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { buildApp } from "../../server/app.ts";
import type { App, RouteEntry } from "../../server/platform/http.ts";
import { matrix, type Row } from "./matrix.ts";
import { mayRead, permissionsOf, sees } from "./rights.ts";
import {
  type ActorName,
  actorNames,
  buildWorld,
  type Thing,
  type ThingName,
  type Word,
  type World,
  words,
} from "./world.ts";

let world: World;
let app: App;
beforeAll(async () => {
  world = await buildWorld();
  ({ app } = await buildApp(world.desk.running.desk, { jobs: () => true }));
  await app.ready();
});
afterAll(async () => {
  await app?.close();
  await world?.desk.stop();
});

const keyOf = ({ method, url }: RouteEntry): string => `${method} ${url}`;
const ofApi = ({ url }: RouteEntry): boolean => url.startsWith("/api/v1/");

test("every route says how it could be misused, and no row is left of a route that is gone", () => {
  expect(Object.keys(matrix).sort()).toEqual(app.routeTable.filter(ofApi).map(keyOf).sort());
});

interface Answer {
  status: number;
  text: string;
}

async function ask(actor: ActorName, method: string, [path, body]: ReturnType<Row["ask"]>): Promise<Answer> {
  const text = body === undefined ? undefined : typeof body === "string" ? body : JSON.stringify(body);
  const type = typeof body === "string" ? "text/plain" : "application/json";
  const response = await fetch(`${world.desk.url}/api/v1${path}`, {
    method,
    headers: { ...world.credentials[actor], ...(text !== undefined && { "content-type": type }) },
    ...(text !== undefined && { body: text }),
  });
  return { status: response.status, text: await response.text() };
}

function isOpenTo(actor: ActorName, { access }: RouteEntry): boolean {
  const permissions = permissionsOf(actor);
  if (access === "public") return true;
  if (permissions === null) return false;
  // A token stands for nobody, but it is signed in.
  if (access === "signed-in") return true;
  return [access].flat().some((permission) => permissions.includes(permission as never));
}

const forbiddenWords = (actor: ActorName): string[] =>
  (Object.keys(words) as Word[]).filter((word) => !mayRead[actor].includes(word)).map((word) => words[word]);

function leaks(actor: ActorName, route: string, { text }: Answer): string[] {
  return forbiddenWords(actor)
    .filter((word) => text.includes(word))
    .map((word) => `${route} tells ${actor} ${word}`);
}

/** The ids that he sent himself may come back. */
const withoutIds = (text: string, thing: Thing): string => text.replaceAll(thing.upload, "UPLOAD");

async function probe(actor: ActorName, route: RouteEntry, row: Row): Promise<string[]> {
  const open = isOpenTo(actor, route);
  if (row.about === undefined) return probePlain(actor, route, row, open);
  const absent = await ask(actor, route.method, row.ask(world.absent, world, actor));
  const problems = leaks(actor, keyOf(route), absent);
  for (const name of Object.keys(world.things) as ThingName[]) {
    const visible = open && (row.about === "admin" || sees(actor, name, row.about));
    // What he may do to his own is another test's matter; here it would change the world.
    if (visible && route.method !== "GET") continue;
    const answer = await ask(actor, route.method, row.ask(world.things[name], world, actor));
    problems.push(...leaks(actor, keyOf(route), answer));
    const line = `${actor}: ${route.method} ${row.ask(world.things[name], world, actor)[0]} (${name})`;
    if (visible) {
      if (answer.status !== 200) problems.push(`${line} must be shown, but answers ${answer.status}`);
      continue;
    }
    const right = open ? (row.refused ?? (row.filter ? [200] : [404])) : [401, 403];
    const known = open && !row.refused && !row.filter ? right.concat(403) : right;
    if (!known.includes(answer.status)) problems.push(`${line} answers ${answer.status} ${answer.text.slice(0, 200)}`);
    // A filter finds what is his among what is foreign.
    if (row.filter) continue;
    if (
      answer.status !== absent.status ||
      withoutIds(answer.text, world.things[name]) !== withoutIds(absent.text, world.absent)
    )
      problems.push(
        `${line} differs from absent: ${answer.status} ${answer.text.slice(0, 150)} / ${absent.status} ${absent.text.slice(0, 150)}`,
      );
  }
  return problems;
}

async function probePlain(actor: ActorName, route: RouteEntry, row: Row, open: boolean): Promise<string[]> {
  if (open && route.method !== "GET") return [];
  const answer = await ask(actor, route.method, row.ask(world.absent, world, actor));
  const problems = leaks(actor, keyOf(route), answer);
  const right = open ? [200, 401] : [401, 403];
  if (!right.includes(answer.status)) problems.push(`${actor}: ${keyOf(route)} answers ${answer.status}`);
  return problems;
}

describe("the matrix", () => {
  test.each(actorNames)("%s gets what is his and not a word more", async (actor) => {
    const before = await footprint();
    const problems: string[] = [];
    for (const route of app.routeTable.filter(ofApi)) {
      const rows = matrix[keyOf(route)];
      if (Array.isArray(rows)) for (const row of rows) problems.push(...(await probe(actor, route, row)));
    }
    expect(problems).toEqual([]);
    expect(await footprint()).toEqual(before);
  });

  test("the owner's file is what it was, whoever sent another under its id", async () => {
    const path = `/tickets/${world.things.acme.ticket}/messages`;
    const body = { kind: "note", body: "my file", uploads: [world.things.acme.upload] };
    const note = await world.clients["agent inside"]("POST", path, body);
    const file = await world.clients["agent inside"]("GET", `/attachments/${note.body.attachments[0].id}`);
    expect(file.body).toBe(`Upload ${words.acme}`);
  });
});

/** What the world holds, beside what leaves by itself and what each may lay down for himself. */
async function footprint() {
  const { pool } = world.desk.running.desk.database;
  const { rows } = await pool.query(`select
    (select count(*) from events where kind not in ('message.sent')) as events,
    (select md5(string_agg(t::text, '' order by id)) from tickets t) as tickets,
    (select md5(string_agg(p::text, '' order by id)) from people p) as people,
    (select md5(string_agg(q::text, '' order by id)) from queues q) as queues,
    (select count(*) from messages) as messages,
    (select count(*) from api_tokens where revoked_at is null) as tokens,
    (select count(*) from sessions) as sessions`);
  return rows[0];
}
