import { expect, test } from "vitest";
import type { View } from "../../shared/tickets/views.ts";
import { allFilters, isChanged, readListSearch, setFilters, shownAs, ticketQuery, viewAsShown } from "./search.ts";

const inbox: View = {
  key: "inbox",
  name: null,
  scope: "fixed",
  team: null,
  filter: { state: "unsolved", unanswered: "true" },
  layout: "list",
  columns: [],
  sort: null,
  board: null,
  position: 0,
  count: 1,
  more: false,
  can: { edit: false },
};
const stored: View = {
  ...inbox,
  key: "12",
  name: "Prague",
  layout: "table",
  columns: ["subject", "queue"],
  sort: "dueAt",
};

test("an address keeps what is known and drops the rest", () => {
  const raw = { view: "inbox", state: "open", q: "", colour: "red", tag: 7, layout: "cube", sort: "drop table" };
  expect(readListSearch(raw)).toEqual({ view: "inbox", state: "open" });
  expect(readListSearch({ view: "../../x", columns: "subject,state" })).toEqual({ columns: "subject,state" });
});

test("what the person chose stands above the view's own filter, and can take it away", () => {
  const search = readListSearch({ view: "inbox", state: "waiting", sort: "createdAt" });
  expect(ticketQuery(search, inbox)).toEqual({ state: "waiting", unanswered: "true", sort: "createdAt" });
  expect(setFilters(search)).toEqual(["state"]);
  expect(allFilters(readListSearch({ view: "inbox", unanswered: "*" }), inbox)).toEqual({ state: "unsolved" });
});

test("a view says how it is shown, until the address says something else", () => {
  expect(shownAs({ view: "12" }, stored)).toEqual({
    layout: "table",
    sort: "dueAt",
    columns: ["subject", "queue"],
    board: "state",
  });
  expect(shownAs({ view: "12", layout: "list", columns: "number" }, stored)).toMatchObject({
    layout: "list",
    columns: ["number"],
  });
  expect(shownAs({}, undefined).layout).toBe("list");
});

test("saved as a view is what was seen", () => {
  const search = readListSearch({ view: "12", priority: "high", state: "*", layout: "board", board: "assignee" });
  expect(viewAsShown(search, stored)).toEqual({
    filter: { unanswered: "true", priority: "high" },
    layout: "board",
    sort: "dueAt",
    board: "assignee",
    columns: ["subject", "queue"],
  });
  expect(isChanged(search)).toBe(true);
  expect(isChanged({ view: "12" })).toBe(false);
});
