import { Ajv } from "ajv";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { formatFilter, parseFilter, problemText } from "./filter.ts";
import { joinValues, joinWords, splitValues, splitWords } from "./filter-text.ts";
import { TicketFilter } from "./query.ts";

test.each([
  ["", {}],
  ["printer is dead", { q: "printer is dead" }],
  ["state:open", { state: "open" }],
  ["State:OPEN", { state: "OPEN" }],
  ["assignee:me org:ACME queue:Support tag:x", { assignee: "me", organization: "ACME", queue: "Support", tag: "x" }],
  ['queue:"Second line",Sales', { queue: '"Second line",Sales' }],
  ['organization:"ACME, s.r.o."', { organization: '"ACME, s.r.o."' }],
  ["-tag:spam -state:solved", { notTag: "spam", notState: "solved" }],
  ["tag:a tag:b,a", { tag: "a,b" }],
  ["priority:HIGH,urgent type:incident channel:email", { priority: "high,urgent", type: "incident", channel: "email" }],
  ["from:jana@acme.example", { from: "jana@acme.example" }],
  ["has:attachment,due -has:tag", { has: "attachment,due", notHas: "tag" }],
  ["is:unanswered -is:snoozed", { unanswered: "true", snoozed: "false" }],
  ["is:overdue,merged", { overdue: "true", merged: "true" }],
  ["created:2026-01-31", { createdFrom: "2026-01-31", createdTo: "2026-02-01" }],
  ["created:>2026-01-31", { createdFrom: "2026-02-01" }],
  ["created:>=2026-01-31", { createdFrom: "2026-01-31" }],
  ["created:<2026-01-31", { createdTo: "2026-01-31" }],
  ["created:<=2026-01-31", { createdTo: "2026-02-01" }],
  ["created:2026-01-01..2026-01-31", { createdFrom: "2026-01-01", createdTo: "2026-02-01" }],
  ["created:>2026-01-01T10:00:00.000Z", { createdFrom: "2026-01-01T10:00:00.000Z" }],
  ["before:2026-01-31 after:2026-01-01", { createdFrom: "2026-01-01", createdTo: "2026-01-31" }],
  ["updated:<7d", { updatedFrom: "7d" }],
  ["updated:>2w", { updatedTo: "2w" }],
  ["due:<2d", { dueTo: "2d" }],
  ["due:>1m", { dueFrom: "1m" }],
  ['"state:open" "two words"', { q: 'state:open "two words"' }],
  ['tag:"//x"', { tag: '"//x"' }],
  ["https://desk.example/x?a:b Re: -minus", { q: "https://desk.example/x?a:b Re: -minus" }],
  ['say "never closed', { q: 'say "never closed"' }],
  ["принтер в зале เครื่องพิมพ์", { q: "принтер в зале เครื่องพิมพ์" }],
])("%s", (text, query) => {
  expect(parseFilter(text)).toEqual({ query, problems: [] });
});

test.each([
  ["colour:red", "unknown-operator", "colour"],
  ["priority:highest", "unknown-value", "Known are low, normal, high, urgent"],
  ["is:nice", "unknown-value", "Known are unanswered"],
  ["requester:Jana", "unknown-value", "requester:Jana"],
  ["mentions:me,me2", "unknown-value", "mentions"],
  ["state:", "missing-value", '"state:" needs a value'],
  ['tag:""', "missing-value", "tag"],
  ["created:yesterday", "wrong-date", "created:yesterday"],
  ["created:2026-02-30", "wrong-date", "2026-02-30"],
  ["created:>9999-12-31", "wrong-date", "9999-12-31"],
  ["updated:..2026-01-01", "wrong-date", "updated"],
  ["-created:2026-01-01", "not-negatable", '"created:" has no opposite'],
  ["-requester:1", "not-negatable", "requester"],
  [`tag:${"x".repeat(501)}`, "too-long", '"tag" is too long'],
  ["word ".repeat(60), "too-long", "too many words"],
])("%s is a problem", (text, code, words) => {
  const { query, problems } = parseFilter(`a ${text}`);
  expect(problems.map((each) => each.code)).toEqual([code]);
  expect(problemText(problems[0] as never)).toContain(words);
  if (code !== "too-long") expect(query).toEqual({ q: "a" });
});

test("a problem says where it is", () => {
  expect(parseFilter("printer colour:red state:open")).toMatchObject({
    query: { q: "printer", state: "open" },
    problems: [{ token: "colour:red", at: 8, operator: "colour" }],
  });
});

const value = fc.oneof(
  fc.constantFrom("me", "none", "12", "ACME, s.r.o.", 'a "b" c', "\\", 'x\\"', "-x", "state:open", "//x", "ก ข", "#1"),
  fc
    .string({ minLength: 1, maxLength: 20, unit: "grapheme" })
    .map((text) => text.trim())
    .filter(Boolean),
);
const values = fc.uniqueArray(value, { minLength: 1, maxLength: 4 }).map(joinValues);
const some = (...names: string[]) => fc.subarray(names, { minLength: 1 }).map(joinValues);
const yesNo = fc.constantFrom("true" as const, "false" as const);
const moment = fc.constantFrom("7d", "12h", "2026-01-01", "2026-01-02", "2024-02-29", "2026-01-01T10:00:00.000Z");
const filters: fc.Arbitrary<TicketFilter> = fc.record(
  {
    ...Object.fromEntries(
      "state notState queue notQueue assignee notAssignee from notFrom organization notOrganization tag notTag"
        .split(" ")
        .map((key) => [key, values]),
    ),
    requester: some("me", "1", "22"),
    type: some("request", "incident"),
    notType: some("question"),
    priority: some("low", "urgent"),
    notPriority: some("low", "normal"),
    channel: some("email", "phone"),
    notChannel: some("api"),
    has: some("attachment", "due", "tag"),
    notHas: some("attachment"),
    unanswered: yesNo,
    snoozed: yesNo,
    overdue: yesNo,
    merged: yesNo,
    mentions: fc.constant("me" as const),
    follower: fc.constant("me" as const),
    q: fc.array(value, { minLength: 1, maxLength: 4 }).map(joinWords),
    createdFrom: moment,
    createdTo: moment,
    updatedFrom: moment,
    updatedTo: moment,
    dueFrom: moment,
    dueTo: moment,
  },
  { requiredKeys: [] },
);

describe("there and back", () => {
  const fits = new Ajv().compile(TicketFilter);

  test("a filter that is written out reads as the same filter", () => {
    fc.assert(
      fc.property(filters, (query) => {
        expect(parseFilter(formatFilter(query))).toEqual({ query, problems: [] });
      }),
      { numRuns: 500 },
    );
  });

  test("whatever is typed is read, fits the API, and means the same when written out", () => {
    const typed = fc.oneof(
      fc.string({ unit: "grapheme", maxLength: 60 }),
      fc.stringMatching(/^(-?(state|tag|is|has|created|due|nope|q|from):[>="a-z0-9., -]{0,12} ?){0,4}$/),
    );
    fc.assert(
      fc.property(typed, (text) => {
        const { query } = parseFilter(text);
        expect(fits(query), JSON.stringify(fits.errors)).toBe(true);
        expect(parseFilter(formatFilter(query))).toEqual({ query, problems: [] });
      }),
      { numRuns: 1000 },
    );
  });

  test("lists and words survive", () => {
    const texts = fc.uniqueArray(value, { maxLength: 5 });
    fc.assert(
      fc.property(texts, (all) => {
        expect(splitValues(joinValues(all))).toEqual(all);
        expect(splitWords(joinWords(all))).toEqual(all);
      }),
    );
  });
});
