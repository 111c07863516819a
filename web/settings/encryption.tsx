import { TextInput } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { MailKey } from "../../shared/base/mail-key.ts";
import { get } from "../lib/api.ts";
import { keys } from "../lib/queries.ts";
import { useMay } from "../lib/session.ts";
import { Bones } from "../ui/bones.tsx";
import { Problem } from "../ui/problem.tsx";
import { MakeKey, UploadKey } from "./key-forms.tsx";
import { KeyRow } from "./key-row.tsx";
import { Part } from "./part.tsx";
import css from "./settings.module.css";
import { useSettled } from "./use-settled.ts";

/** Keys for encrypted and signed mail: ours, and those of people. */
export function Encryption() {
  const { t } = useTranslation("settings");
  const mayOwn = useMay("settings.write");
  const [wanted, setWanted] = useState("");
  const q = useSettled(wanted);
  const own = useKeys({ own: true });
  const theirs = useKeys({ own: false, q });
  if (own.error) return <Problem error={own.error} retry={() => void own.refetch()} />;
  if (!own.data) return <Bones rows={5} height={52} />;
  const people = theirs.data?.filter(({ authority }) => !authority) ?? [];
  const authorities = theirs.data?.filter(({ authority }) => authority) ?? [];
  return (
    <>
      <Part title={t("encryption.own")} hint={t("encryption.ownHint")}>
        <KeyList found={own.data} nothing={t("encryption.noOwn")} />
        {mayOwn && (
          <div className={css.stack}>
            <MakeKey />
            <UploadKey whose="own" />
          </div>
        )}
      </Part>
      <Part title={t("encryption.people")} hint={t("encryption.peopleHint")}>
        <div className={css.form} style={{ marginBottom: 12 }}>
          <TextInput
            type="search"
            aria-label={t("encryption.search")}
            placeholder={t("encryption.search")}
            value={wanted}
            onChange={(event) => setWanted(event.currentTarget.value)}
          />
        </div>
        <KeyList found={people} nothing={t("encryption.noPeople")} />
        <UploadKey whose="person" />
      </Part>
      <Part title={t("encryption.authorities")} hint={t("encryption.authoritiesHint")}>
        <KeyList found={authorities} nothing={t("encryption.noAuthorities")} />
        {mayOwn && <UploadKey whose="authority" />}
      </Part>
    </>
  );
}

const useKeys = (query: { own: boolean; q?: string }) =>
  useQuery({
    queryKey: [...keys.settings("mail-keys"), query],
    queryFn: async ({ signal }) =>
      (await get<{ items: MailKey[] }>("/mail-keys", { ...query, limit: 100 }, signal)).items,
    placeholderData: (before) => before,
  });

function KeyList({ found, nothing }: { found: MailKey[]; nothing: string }) {
  if (found.length === 0) return <p className={css.hint}>{nothing}</p>;
  return (
    <ul className={`${css.rows} ${css.stacking}`}>
      {found.map((each) => (
        <KeyRow key={each.id} mailKey={each} />
      ))}
    </ul>
  );
}
