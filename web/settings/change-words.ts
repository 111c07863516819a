// A change of the settings in words.
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import type { SettingsChange } from "../../shared/settings/schema.ts";
import { inLanguage } from "../lib/i18n.ts";
import { rolesQuery, teamsQuery } from "./load.ts";

const groups = ["desk", "ticketNumber", "mail", "spam", "virus", "trust", "limits", "states", "fields", "smarthosts"];
const nouns = ["state", "field", "queue", "team", "role", "template", "mailbox", "smarthost", "dkim"];

export function useChangeWords() {
  const { t, i18n } = useTranslation("settings");
  const { data: teams = [] } = useQuery(teamsQuery);
  const { data: roles = [] } = useQuery(rolesQuery);

  function title({ what, name, changes }: SettingsChange): string {
    const [noun = "", key = ""] = what.split(" ");
    if (groups.includes(noun)) return t(`history.group.${noun}`);
    if (!nouns.includes(noun)) return what;
    const whole = changes[noun];
    const how = !whole ? "changed" : whole.from === null ? "made" : "removed";
    return t(`history.${how}`, { noun: t(`history.noun.${noun}`), name: name ?? nameOf(noun, key) });
  }

  function nameOf(noun: string, key: string): string {
    if (noun === "template") {
      const [kind = "", language = ""] = key.split(".");
      return `${t(`template.of.${kind}`)} (${language})`;
    }
    if (noun === "team") return teams.find((team) => team.id === key)?.name ?? key;
    const role = noun === "role" && roles.find((each) => each.key === key);
    return role ? inLanguage(role.name, i18n.language) : key;
  }

  /** What was and what is, field by field; nothing for what was made or taken away as a whole. */
  function lines({ what, changes }: SettingsChange): { field: string; from: string; to: string }[] {
    const [noun = ""] = what.split(" ");
    if (noun in changes) return [];
    return Object.entries(changes).map(([field, { from, to }]) => ({
      field: t(`history.field.${field}`, { defaultValue: field }),
      from: text(from),
      to: text(to),
    }));
  }

  function text(value: unknown): string {
    if (value === null || value === undefined) return "";
    if (typeof value === "boolean") return t(value ? "history.yes" : "history.no");
    if (Array.isArray(value)) return short(value.map(text).join(", "));
    if (typeof value === "object")
      return "en" in value ? inLanguage(value as never, i18n.language) : JSON.stringify(value);
    return short(String(value));
  }

  return { title, lines };
}

const short = (text: string): string => (text.length > 160 ? `${text.slice(0, 160)}…` : text);
