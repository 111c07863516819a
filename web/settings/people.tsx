import { Button, TextInput } from "@mantine/core";
import { IconSearch } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Access } from "../../shared/identity/access.ts";
import type { Role } from "../../shared/identity/schema.ts";
import { inLanguage } from "../lib/i18n.ts";
import { useTimes } from "../lib/use-time.ts";
import { Bones } from "../ui/bones.tsx";
import { Face } from "../ui/face.tsx";
import { accessQuery, rolesQuery } from "./load.ts";
import { NewPerson } from "./new-person.tsx";
import { Part } from "./part.tsx";
import { PersonEditor } from "./person-editor.tsx";
import css from "./settings.module.css";

export function People() {
  const { t } = useTranslation("settings");
  const { data: people } = useQuery(accessQuery);
  const { data: roles = [] } = useQuery(rolesQuery);
  const [wanted, setWanted] = useState("");
  const [edited, setEdited] = useState<string | null>(null);
  const [adding, setAdding] = useState(false);
  if (!people) return <Bones rows={5} height={52} />;
  const found = people
    .filter(({ name, login }) => `${name} ${login ?? ""}`.toLowerCase().includes(wanted.trim().toLowerCase()))
    .sort((a, b) => Number(b.active) - Number(a.active) || a.name.localeCompare(b.name));
  const person = people.find(({ id }) => id === edited);
  return (
    <Part
      action={
        <Button variant="filled" onClick={() => setAdding(true)}>
          {t("people.add")}
        </Button>
      }
    >
      {people.length > 8 && (
        <TextInput
          type="search"
          aria-label={t("people.search")}
          placeholder={t("people.search")}
          leftSection={<IconSearch size={14} aria-hidden="true" />}
          value={wanted}
          onChange={(event) => setWanted(event.currentTarget.value)}
          mb={8}
        />
      )}
      <ul className={`${css.rows} ${css.stacking}`}>
        {found.map((each) => (
          <Row key={each.id} person={each} roles={roles} onEdit={() => setEdited(each.id)} />
        ))}
      </ul>
      {person && <PersonEditor person={person} roles={roles} onClose={() => setEdited(null)} />}
      {adding && (
        <NewPerson
          roles={roles}
          onClose={(made) => {
            setAdding(false);
            setEdited(made);
          }}
        />
      )}
    </Part>
  );
}

const tones = { ready: "good", invited: "wait", none: "none" } as const;

function Row({ person, roles, onEdit }: { person: Access; roles: Role[]; onEdit(): void }) {
  const { t, i18n } = useTranslation("settings");
  const times = useTimes();
  const words = person.roles.map((key) => {
    const role = roles.find((each) => each.key === key);
    return role ? inLanguage(role.name, i18n.language) : key;
  });
  const state = person.active ? person.signIn : "off";
  return (
    <li>
      <Face name={person.name} size={28} />
      <span className={`${css.grow} ${person.active ? "" : css.off}`}>
        {person.name}
        <span className={css.quiet}>
          {[
            person.login,
            words.join(", ") || t("people.noRole"),
            person.lastSeenAt && t("signIns.lastSeen", { at: times.moment(person.lastSeenAt) }),
          ]
            .filter(Boolean)
            .join(" · ")}
        </span>
      </span>
      {state !== "ready" && (
        <span className={css.tag} data-tone={state === "off" ? "off" : tones[state]}>
          {t(`people.state.${state}`)}
        </span>
      )}
      <Button size="compact-xs" aria-label={t("editNamed", { name: person.name })} onClick={onEdit}>
        {t("edit")}
      </Button>
    </li>
  );
}
