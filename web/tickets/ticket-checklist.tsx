import { IconX } from "@tabler/icons-react";
import { queryOptions, useMutation, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type {
  AddChecklistItem,
  ChangeChecklistItem,
  Checklist,
  ChecklistItem,
} from "../../shared/tickets/checklist.ts";
import { del, get, patch, post } from "../lib/api.ts";
import { jumpTo } from "../lib/cites.ts";
import { problemText } from "../lib/problem.ts";
import { keys, queryClient } from "../lib/queries.ts";
import { tellProblem } from "../ui/notify.tsx";
import { Section } from "../ui/section.tsx";
import css from "./ticket-checklist.module.css";

const checklistOf = (number: string) =>
  queryOptions({
    queryKey: keys.checklist(number),
    queryFn: ({ signal }) => get<Checklist>(`/tickets/${number}/checklist`, {}, signal).then(({ items }) => items),
  });

/** Adds, ticks, changes, removes; shown at once, the server's word follows. */
export function useChecklist(number: string) {
  const { t } = useTranslation();
  const path = `/tickets/${number}/checklist`;
  const show = (change: (items: ChecklistItem[]) => ChecklistItem[]) =>
    queryClient.setQueryData<ChecklistItem[]>(keys.checklist(number), (items) => items && change(items));
  const settle = {
    onError: (error: unknown) => tellProblem(problemText(t, error)),
    onSettled: () => queryClient.invalidateQueries({ queryKey: keys.checklist(number) }),
  };
  const add = useMutation({ mutationFn: (input: AddChecklistItem) => post(path, input), ...settle });
  const change = useMutation({
    mutationFn: ({ id, ...changes }: ChangeChecklistItem & { id: string }) => patch(`${path}/${id}`, changes),
    onMutate: ({ id, ...changes }) => {
      show((items) => items.map((item) => (item.id === id ? { ...item, ...changes } : item)));
    },
    ...settle,
  });
  const remove = useMutation({
    mutationFn: (id: string) => del(`${path}/${id}`),
    onMutate: (id) => {
      show((items) => items.filter((item) => item.id !== id));
    },
    ...settle,
  });
  return { add: add.mutate, change: change.mutate, remove: remove.mutate };
}

/** What has to be done before it is done, point by point. */
export function TicketChecklist({ number, mayChange }: { number: string; mayChange: boolean }) {
  const { t } = useTranslation();
  const { data: items = [] } = useQuery(checklistOf(number));
  const { add, change, remove } = useChecklist(number);
  const [text, setText] = useState("");
  if (items.length === 0 && !mayChange) return null;
  const done = items.filter((item) => item.done).length;
  return (
    <Section title={items.length > 0 ? t("checklist.progress", { done, count: items.length }) : t("checklist.title")}>
      {items.length > 0 && (
        <progress className={css.progress} value={done} max={items.length} aria-label={t("checklist.title")} />
      )}
      <ul className={css.list}>
        {items.map((item) => (
          <li key={item.id} data-done={item.done || undefined}>
            <label className={css.item}>
              <input
                type="checkbox"
                checked={item.done}
                disabled={!mayChange}
                onChange={() => change({ id: item.id, done: !item.done })}
              />
              <span className={css.text}>{item.text}</span>
            </label>
            {item.cite && <Cite cite={item.cite} />}
            {mayChange && (
              <button
                type="button"
                className={css.remove}
                aria-label={t("checklist.remove", { text: item.text })}
                onClick={() => remove(item.id)}
              >
                <IconX size={13} aria-hidden="true" />
              </button>
            )}
          </li>
        ))}
      </ul>
      {mayChange && (
        <input
          className={css.add}
          aria-label={t("checklist.add")}
          placeholder={t("checklist.add")}
          maxLength={1000}
          value={text}
          onChange={(event) => setText(event.currentTarget.value)}
          onKeyDown={(event) => {
            if (event.key !== "Enter" || text.trim() === "") return;
            add({ text: text.trim() });
            setText("");
          }}
        />
      )}
    </Section>
  );
}

/** "4.2": where it was said. */
function Cite({ cite }: { cite: string }) {
  const [message, point] = cite.split(".").map(Number);
  return (
    <button type="button" className={css.cite} onClick={() => message && jumpTo(message, point)}>
      {cite}
    </button>
  );
}
