import { useMantineColorScheme } from "@mantine/core";
import { Spotlight, spotlight } from "@mantine/spotlight";
import "@mantine/spotlight/styles.css";
import { IconBuilding, IconMoon, IconSearch, IconTicket, IconUser } from "@tabler/icons-react";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import type { Session } from "../../shared/identity/schema.ts";
import type { Found } from "../../shared/search/schema.ts";
import { get, patch } from "../lib/api.ts";
import { type Command, offeredCommands } from "../lib/commands.ts";
import { keys, queryClient } from "../lib/queries.ts";
import { best } from "./fuzzy.ts";
import css from "./palette.module.css";

interface Props {
  /** What can be done on every page. */
  everywhere: Command[];
  onClose(): void;
}

const mostCommands = 8;

/** Ctrl or ⌘ K: go anywhere, find anything, do anything to the tickets that are open or selected. */
export function Palette({ everywhere, onClose }: Props) {
  const { t } = useTranslation("lists");
  const [query, setQuery] = useState("");
  const scheme = useSchemeCommand();
  // As things stood when it was opened: it takes the focus from the rest.
  const [commands] = useState(() => [...offeredCommands(), ...everywhere, scheme]);
  const found = useFound(query);
  const fitting = query.trim() === "" ? commands : best(query, commands, ({ label }) => label).slice(0, mostCommands);
  const all = [...found.jump, ...fitting, ...found.rest];
  const groups = [...new Set(all.map(({ group }) => group))];
  useEffect(() => spotlight.open(), []);

  return (
    <Spotlight.Root
      query={query}
      onQueryChange={setQuery}
      shortcut={null}
      scrollable
      maxHeight="min(420px, 60dvh)"
      onSpotlightClose={onClose}
      title={t("palette.title")}
      classNames={{ header: css.heading }}
      overlayProps={{ blur: 0, backgroundOpacity: 0.35 }}
      portalProps={{ target: "main" }}
      transitionProps={{ duration: 0 }}
    >
      <Spotlight.Search
        placeholder={t("palette.placeholder")}
        aria-label={t("palette.placeholder")}
        leftSection={<IconSearch size={17} stroke={1.6} aria-hidden="true" />}
      />
      <Spotlight.ActionsList>
        {groups.map((group) => (
          <Spotlight.ActionsGroup key={group} label={group}>
            {all
              .filter((command) => command.group === group)
              .map(({ id, label, icon, hotkey, run }) => (
                <Spotlight.Action
                  key={id}
                  label={label}
                  leftSection={icon ?? null}
                  rightSection={hotkey ? <kbd className={css.key}>{hotkey}</kbd> : null}
                  // The page has the focus again before it is done.
                  onClick={() => setTimeout(run, 0)}
                />
              ))}
          </Spotlight.ActionsGroup>
        ))}
        {all.length === 0 && <Spotlight.Empty>{t("palette.nothing")}</Spotlight.Empty>}
      </Spotlight.ActionsList>
    </Spotlight.Root>
  );
}

function useSchemeCommand(): Command {
  const { t } = useTranslation("lists");
  const { colorScheme } = useMantineColorScheme();
  const dark = colorScheme === "dark" || (colorScheme === "auto" && matchMedia("(prefers-color-scheme: dark)").matches);
  return {
    id: "scheme",
    group: t("palette.desk"),
    label: dark ? t("palette.light") : t("palette.dark"),
    icon: <IconMoon size={17} stroke={1.6} />,
    run: () =>
      void patch<Session>("/session", { preferences: { theme: dark ? "light" : "dark" } }).then((session) =>
        queryClient.setQueryData(keys.session, session),
      ),
  };
}

/** Tickets, people and organizations; asked for once one stops typing for a moment. */
function useFound(query: string): { jump: Command[]; rest: Command[] } {
  const { t } = useTranslation("lists");
  const navigate = useNavigate();
  const q = useSettled(query.trim(), 120);
  const { data } = useQuery({
    queryKey: keys.found(q),
    queryFn: ({ signal }) => get<Found>("/search", { q, limit: 6 }, signal),
    enabled: q.length > 1,
    placeholderData: keepPreviousData,
  });
  if (!data || query.trim().length < 2) return { jump: [], rest: [] };
  const toTicket = (number: string) =>
    void navigate({ to: "/tickets/$number", params: { number }, search: (before) => before as never });
  const toList = (search: object) => void navigate({ to: "/tickets", search: search as never });
  const group = { tickets: t("palette.tickets"), people: t("palette.people") };
  const { jump } = data;
  return {
    jump: jump
      ? [
          {
            id: `jump ${jump}`,
            group: group.tickets,
            label: t("palette.open", { number: jump }),
            icon: <IconTicket size={17} stroke={1.6} />,
            run: () => toTicket(jump),
          },
        ]
      : [],
    rest: [
      ...data.tickets
        .filter(({ number }) => number !== jump)
        .map(({ number, subject }) => ({
          id: `ticket ${number}`,
          group: group.tickets,
          label: `#${number} ${subject}`,
          icon: <IconTicket size={17} stroke={1.6} />,
          run: () => toTicket(number),
        })),
      ...data.people.map(({ id, name, email }) => ({
        id: `person ${id}`,
        group: group.people,
        label: [name, email].filter(Boolean).join(" · "),
        icon: <IconUser size={17} stroke={1.6} />,
        run: () => toList({ requester: id }),
      })),
      ...data.organizations.map(({ id, name }) => ({
        id: `organization ${id}`,
        group: group.people,
        label: name,
        icon: <IconBuilding size={17} stroke={1.6} />,
        run: () => toList({ organization: id }),
      })),
    ],
  };
}

function useSettled(value: string, ms: number): string {
  const [settled, setSettled] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), ms);
    return () => clearTimeout(timer);
  }, [value, ms]);
  return settled;
}
