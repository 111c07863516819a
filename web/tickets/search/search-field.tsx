import { Combobox, TextInput, useCombobox } from "@mantine/core";
import { IconSearch, IconX } from "@tabler/icons-react";
import { useNavigate } from "@tanstack/react-router";
import { useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import type { FilterProblem } from "../../../shared/tickets/filter.ts";
import type { TicketFilter } from "../../../shared/tickets/query.ts";
import { useHotkeys } from "../../lib/hotkeys.ts";
import { IconButton } from "../../ui/icon-button.tsx";
import { useView } from "../load.ts";
import { type ListSearch, setFilters, shownAs } from "../search.ts";
import { useFilterFields } from "./fields.ts";
import css from "./search-field.module.css";
import { isOperator, lastToken, type Suggestion, suggest } from "./suggest.ts";
import { useLastView } from "./use-last-view.ts";

/** The language of filters is fetched when somebody is about to type. */
const language = () => import("../../../shared/tickets/filter.ts");

/**
 * Words and operators in one line, searched for everywhere while one types; what reads as an operator becomes a chip.
 * Emptied, it leads back to the view. Enter on a bare number opens that ticket.
 */
export function SearchField({ search }: { search: ListSearch }) {
  const { t } = useTranslation("lists");
  const navigate = useNavigate();
  const field = useRef<HTMLInputElement>(null);
  const combobox = useCombobox({ onDropdownClose: () => combobox.resetSelectedOption() });
  const [text, setText] = useText(search.q, field);
  const [problem, setProblem] = useState<FilterProblem | null>(null);
  const offers = suggest(text, useFilterFields());
  const find = useFind(search);
  useHotkeys({ "/": () => field.current?.select() });

  const latest = useRef(text);
  const read = async (typed: string, finished: boolean) => {
    const { parseFilter } = await language();
    if (typed !== latest.current) return;
    const held = !finished && isOperator(lastToken(typed)) ? lastToken(typed) : "";
    const { query, problems } = parseFilter(typed.slice(0, typed.length - held.length));
    setProblem(problems[0] ?? null);
    if (problems.length > 0) return;
    const { q, ...filters } = query;
    if (Object.keys(filters).length > 0) write([q, held].filter(Boolean).join(" "));
    find(query);
  };
  const waiting = useRef<ReturnType<typeof setTimeout>>(undefined);
  const write = (typed: string) => {
    latest.current = typed;
    setText(typed);
  };
  const type = (typed: string, finished = false) => {
    clearTimeout(waiting.current);
    write(typed);
    combobox.openDropdown();
    combobox.resetSelectedOption();
    if (finished) void read(typed, true);
    else waiting.current = setTimeout(() => void read(typed, typed.endsWith(" ")), 250);
  };
  const take = ({ text: word, set }: Suggestion) => {
    const before = text.slice(0, text.length - lastToken(text).length);
    if (!set) return type(before + word);
    clearTimeout(waiting.current);
    write(before);
    setProblem(null);
    find({ ...set, q: before.trim() || undefined } as TicketFilter);
  };
  const onKeyDown = (event: React.KeyboardEvent) => {
    if (event.key === "Escape") {
      if (combobox.dropdownOpened && offers.length > 0) combobox.closeDropdown();
      else field.current?.blur();
    }
    if (event.key !== "Enter" || combobox.getSelectedOptionIndex() >= 0) return;
    clearTimeout(waiting.current);
    combobox.closeDropdown();
    const number = /^#?(\d{4,})$/.exec(text.trim())?.[1];
    if (number) void navigate({ to: "/tickets/$number", params: { number }, search: true });
    else void read(text, true);
  };

  return (
    <div className={css.field}>
      <Combobox
        store={combobox}
        position="bottom-start"
        onOptionSubmit={(id) => {
          const offer = offers.find((one) => one.id === id);
          if (offer) take(offer);
        }}
      >
        <Combobox.Target targetType="input">
          <TextInput
            ref={field}
            size="xs"
            value={text}
            maxLength={500}
            onChange={(event) => type(event.currentTarget.value)}
            onKeyDown={onKeyDown}
            onFocus={() => {
              void language();
              combobox.openDropdown();
            }}
            onBlur={() => combobox.closeDropdown()}
            aria-label={t("desk:list.search")}
            placeholder={t("desk:list.search")}
            error={problem && t(`problem.${problem.code}`, { token: problem.token, known: problem.known.join(", ") })}
            leftSection={<IconSearch size={14} aria-hidden="true" />}
            rightSection={
              text && (
                <IconButton label={t("desk:list.clearSearch")} size={20} onClick={() => type("", true)}>
                  <IconX size={12} />
                </IconButton>
              )
            }
            classNames={{ input: css.input }}
          />
        </Combobox.Target>
        <Combobox.Dropdown hidden={offers.length === 0 || (problem !== null && lastToken(text) === "")}>
          <Combobox.Options aria-label={t("suggestions")}>
            {offers.map(({ id, label, text: typed }) => (
              <Combobox.Option key={id} value={id} className={css.offer}>
                <span className={css.label}>{label}</span>
                <code className={css.typed}>{typed}</code>
              </Combobox.Option>
            ))}
          </Combobox.Options>
        </Combobox.Dropdown>
      </Combobox>
    </div>
  );
}

/** What is being typed is newer than the address. */
function useText(q: string | undefined, field: React.RefObject<HTMLInputElement | null>) {
  const [text, setText] = useState(q ?? "");
  useEffect(() => {
    if (document.activeElement !== field.current) setText(q ?? "");
  }, [q, field]);
  return [text, setText] as const;
}

/** Adds what was typed to what is filtered by; looks everywhere, in the layout that one is used to. */
function useFind(search: ListSearch) {
  const navigate = useNavigate();
  const lastView = useLastView(search);
  const { view } = useView(search);
  const { layout } = shownAs(search, view);
  return ({ q, ...filters }: TicketFilter) => {
    const next: ListSearch = { ...search, ...filters, q };
    const filtered = q !== undefined || setFilters(next).length > 0;
    const typed = q !== search.q || Object.keys(filters).length > 0;
    if (!typed) return;
    next.view = filtered ? undefined : lastView;
    next.layout = search.layout ?? (filtered && layout !== "list" ? layout : undefined);
    void navigate({ to: ".", search: next, replace: true });
  };
}
