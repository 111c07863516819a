import { expect, test } from "vitest";
import type { FilterField } from "./fields.ts";
import { isOperator, lastToken, suggest } from "./suggest.ts";

const fields: FilterField[] = [
  {
    key: "state",
    not: "notState",
    operator: "state",
    kind: "choice",
    label: "Стан",
    choices: [
      { value: "open", label: "Open" },
      { value: "solved", label: "Solved" },
    ],
  },
  {
    key: "assignee",
    not: "notAssignee",
    operator: "assignee",
    kind: "choice",
    label: "Assignee",
    choices: [{ value: "7", label: "Радек Дворжак" }],
  },
  { key: "overdue", operator: "is", kind: "yes", label: "Overdue", choices: [] },
  {
    key: "createdFrom",
    operator: "created",
    kind: "time",
    label: "Created",
    choices: [{ value: "7d", label: "7 days" }],
  },
  { key: "dueFrom", operator: "due", kind: "time", label: "Due", choices: [{ value: "7d", label: "7 days" }] },
];
const texts = (text: string) => suggest(text, fields).map((one) => one.text);

test.each([
  ["", ["state:", "assignee:", "created:", "due:"]],
  ["printer st", ["state:"]],
  ["ста", ["state:"]],
  ["over", ["is:overdue"]],
  ["state:", ["state:open", "state:solved"]],
  ["-state:so", ["-state:solved"]],
  ["assignee:рад", ["assignee:7"]],
  ["is:o", ["is:overdue"]],
  ["created:<", ["created:<7d"]],
  ["due:", ["due:7d"]],
  ["nonsense:x", []],
])("while %j is typed, %j is offered", (text, offered) => {
  expect(texts(text)).toEqual(offered);
});

test("what is picked says which filter it sets", () => {
  expect(suggest("-state:so", fields)[0]?.set).toEqual({ notState: "solved" });
  expect(suggest("-is:overdue", fields)[0]?.set).toEqual({ overdue: "false" });
  expect(suggest("due:7", fields)[0]?.set).toEqual({ dueTo: "7d" });
  expect(suggest("sta", fields)[0]?.set).toBeUndefined();
});

test("a word in quotes is one token; an operator is known by its colon", () => {
  expect(lastToken('printer org:"ACME s.r')).toBe('org:"ACME s.r');
  expect(lastToken("printer ")).toBe("");
  expect(isOperator("-tag:vpn")).toBe(true);
  expect(isOperator("vpn")).toBe(false);
});
