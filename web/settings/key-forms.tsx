import { Button, FileInput, NativeSelect, PasswordInput, TextInput } from "@mantine/core";
import { useMutation, useQuery } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { post } from "../lib/api.ts";
import { fieldProblem } from "../ui/form-problem.tsx";
import { mailStatusQuery, settingsQuery } from "./load.ts";
import { Refused } from "./problem.tsx";
import { refresh } from "./save.ts";
import css from "./settings.module.css";

function useOurAddresses(): string[] {
  const { data: status } = useQuery(mailStatusQuery);
  const { data: settings } = useQuery(settingsQuery);
  return [...new Set([status?.address ?? "", ...(settings?.mail.addresses ?? [])])].filter(Boolean);
}

/** A PGP key for one of our addresses, made here. */
export function MakeKey() {
  const { t } = useTranslation("settings");
  const addresses = useOurAddresses();
  const { data: settings } = useQuery(settingsQuery);
  const [chosen, setChosen] = useState("");
  const address = chosen || addresses[0] || "";
  const make = useMutation({
    mutationFn: () => post("/mail-keys/generate", { address, name: settings?.desk.name ?? "" }),
    onSuccess: () => refresh(),
  });
  return (
    <form className={css.inline} onSubmit={submitting(() => make.mutate())}>
      <NativeSelect
        label={t("encryption.address")}
        data={addresses}
        value={address}
        onChange={(event) => setChosen(event.currentTarget.value)}
      />
      <Button type="submit" size="sm" loading={make.isPending} disabled={!address}>
        {t("encryption.make")}
      </Button>
      <Refused error={make.error} />
    </form>
  );
}

interface UploadProps {
  whose: "own" | "person" | "authority";
}

/** A key that somebody has as a file; of a person also from where his mail domain publishes it. */
export function UploadKey({ whose }: UploadProps) {
  const { t } = useTranslation("settings");
  const addresses = useOurAddresses();
  const [file, setFile] = useState<File | null>(null);
  const [passphrase, setPassphrase] = useState("");
  const [chosen, setChosen] = useState("");
  const address = chosen || (whose === "own" ? (addresses[0] ?? "") : "");
  const done = () => {
    setFile(null);
    setPassphrase("");
    if (whose === "person") setChosen("");
    return refresh();
  };
  const upload = useMutation({
    mutationFn: async () => {
      const content = await base64(file as File);
      if (whose === "own") return post("/mail-keys/own", { address, file: content, passphrase });
      return post("/mail-keys", { file: content, ...(whose === "authority" && { authority: true }) });
    },
    onSuccess: done,
  });
  const lookUp = useMutation({ mutationFn: () => post("/mail-keys/look-up", { address }), onSuccess: done });
  const accept = whose === "own" ? ".asc,.gpg,.p12,.pfx,.pem,.key" : ".asc,.gpg,.pem,.crt,.cer,.der";
  return (
    <>
      <form className={css.inline} onSubmit={submitting(() => upload.mutate())}>
        {whose === "own" && (
          <NativeSelect
            label={t("encryption.address")}
            data={addresses}
            value={address}
            error={fieldProblem(upload.error, "address")}
            onChange={(event) => setChosen(event.currentTarget.value)}
          />
        )}
        <FileInput
          label={t(`encryption.file.${whose}`)}
          placeholder={t("encryption.choose")}
          accept={accept}
          value={file}
          onChange={setFile}
          w={240}
        />
        {whose === "own" && (
          <PasswordInput
            label={t("encryption.passphrase")}
            autoComplete="off"
            value={passphrase}
            w={180}
            onChange={(event) => setPassphrase(event.currentTarget.value)}
          />
        )}
        <Button type="submit" size="sm" loading={upload.isPending} disabled={!file}>
          {t("encryption.upload")}
        </Button>
        <Refused error={upload.error} at={whose === "own" ? ["address"] : []} />
      </form>
      {whose === "person" && (
        <form className={css.inline} style={{ marginTop: 12 }} onSubmit={submitting(() => lookUp.mutate())}>
          <TextInput
            label={t("encryption.lookUpAddress")}
            type="email"
            placeholder="anna@example.com"
            value={chosen}
            w={240}
            onChange={(event) => setChosen(event.currentTarget.value)}
          />
          <Button type="submit" size="sm" loading={lookUp.isPending} disabled={!chosen.includes("@")}>
            {t("encryption.lookUp")}
          </Button>
          <Refused error={lookUp.error} />
        </form>
      )}
    </>
  );
}

const submitting = (work: () => void) => (event: FormEvent) => {
  event.preventDefault();
  work();
};

async function base64(file: File): Promise<string> {
  const bytes = new Uint8Array(await file.arrayBuffer());
  let text = "";
  for (let at = 0; at < bytes.length; at += 8192) text += String.fromCharCode(...bytes.subarray(at, at + 8192));
  return btoa(text);
}
