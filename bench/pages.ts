// The list and the ticket: what the server needs, beside the bare SQL and an empty route.
import { Agent, request } from "node:http";
import pg from "pg";
import { median, throughput, timed } from "./figures.ts";

export interface PageFigures {
  /** Milliseconds, p50, one client. */
  list: number;
  listSql: number;
  listPerSecond: number;
  ticket: number;
  ticketSql: number;
  ticketPerSecond: number;
  emptyRoute: number;
  emptyPerSecond: number;
}

export interface PageTarget {
  url: string;
  token: string;
  database: string;
}

const seconds = 4;

export async function measurePages({ url, token, database }: PageTarget): Promise<PageFigures> {
  const db = new pg.Client({ connectionString: database });
  await db.connect();
  const get = (path: string) => () => ask(`${url}${path}`, token);
  const { rows } = await db.query(
    "select t.id, t.number, t.queue_id from tickets t where message_count = 20 order by id limit 1",
  );
  const [target] = rows;
  const list = get(`/api/v1/tickets?state=unsolved&queue=${target.queue_id}&limit=50`);
  const ticket = get(`/api/v1/tickets/${target.number}/messages`);
  const empty = get("/healthz");
  const figures = {
    list: median(await timed(200, list)),
    listSql: median(await timed(200, () => db.query({ name: "list", text: listSql, values: [target.queue_id] }))),
    listPerSecond: await throughput(8, seconds, list),
    ticket: median(await timed(200, ticket)),
    ticketSql: median(await timed(200, () => db.query({ name: "ticket", text: ticketSql, values: [target.id] }))),
    ticketPerSecond: await throughput(8, seconds, ticket),
    emptyRoute: median(await timed(200, empty)),
    emptyPerSecond: await throughput(8, seconds, empty),
  };
  await db.end();
  return figures;
}

const agent = new Agent({ keepAlive: true });

/** One request on a kept connection; the answer is read and let go. */
function ask(url: string, token: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const sent = request(url, { agent, headers: { authorization: `Bearer ${token}` } }, (response) => {
      if (response.statusCode !== 200) reject(new Error(`${url}: ${response.statusCode}`));
      response.on("end", resolve);
      response.resume();
    });
    sent.on("error", reject);
    sent.end();
  });
}

/** What a list row shows, asked for directly. */
const listSql = `
  select t.number, t.subject, s.key, t.priority, t.created_at, t.updated_at, t.last_message_preview, q.name, a.name, r.name, o.name,
    (select c.value from contact_points c where c.person_id = t.requester_id and c.kind = 'email' order by c.id limit 1),
    array(select g.name from ticket_tags tg join tags g on g.id = tg.tag_id where tg.ticket_id = t.id)
  from (select * from tickets where active and queue_id = $1 order by updated_at desc, id desc limit 51) t
  join states s on s.id = t.state_id join queues q on q.id = t.queue_id join people r on r.id = t.requester_id
  left join people a on a.id = t.assignee_id left join organizations o on o.id = t.organization_id order by t.updated_at desc, t.id desc`;

const ticketSql = `
  select m.*, tm.number, (select json_agg(row_to_json(a)) from message_attachments a where a.message_id = m.id),
    (select row_to_json(d) from deliveries d where d.message_id = m.id limit 1)
  from ticket_messages tm join messages m on m.id = tm.message_id where tm.ticket_id = $1 order by m.id limit 101`;

/** Tickets a second by POST /tickets, and the p50 of one of them, with `clients` at once. */
export async function measureCreation(
  { url, token }: PageTarget,
  clients: number,
): Promise<{ perSecond: number; p50: number }> {
  const times: number[] = [];
  let running = 0;
  const create = async () => {
    const number = running++;
    const began = performance.now();
    const response = await fetch(`${url}/api/v1/tickets`, {
      method: "POST",
      headers: { authorization: `Bearer ${token}`, "content-type": "application/json" },
      body: JSON.stringify({
        subject: `Printer ${number} prints only half of the page`,
        body: "It began this morning.\n\nThe display says E-042.",
        requester: { email: `api${number % 200}@client.example` },
      }),
    });
    if (response.status !== 201) throw new Error(`POST /tickets: ${response.status} ${await response.text()}`);
    await response.arrayBuffer();
    times.push(performance.now() - began);
  };
  return { perSecond: await throughput(clients, seconds, create), p50: median(times) };
}
