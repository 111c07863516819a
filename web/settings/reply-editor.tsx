import { NativeSelect, Textarea, TextInput } from "@mantine/core";
import { useMutation, useQuery } from "@tanstack/react-query";
import { useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { type CannedReply, cannedScopes, cannedVariables } from "../../shared/canned-replies/schema.ts";
import { patch, post } from "../lib/api.ts";
import { languageNames, languages } from "../lib/i18n.ts";
import { useSession } from "../lib/session.ts";
import { fieldProblem } from "../ui/form-problem.tsx";
import { growing } from "../ui/growing.ts";
import { offerUndo, tellProblem } from "../ui/notify.tsx";
import { Editor } from "./editor.tsx";
import { teamsQuery } from "./load.ts";
import { useProblemText } from "./problem.tsx";
import { ReplyPreview } from "./reply-preview.tsx";
import { refresh, remove, useChange } from "./save.ts";
import css from "./settings.module.css";
import { VariableButtons } from "./variable-buttons.tsx";

export function ReplyEditor({ reply, onClose }: { reply: CannedReply | null; onClose(): void }) {
  const { t } = useTranslation("settings");
  const { person, permissions } = useSession();
  const { data: teams = [] } = useQuery(teamsQuery);
  const problemText = useProblemText();
  const field = useRef<HTMLTextAreaElement>(null);
  const [form, setForm] = useState({
    name: reply?.name ?? "",
    body: reply?.body ?? "",
    scope: reply?.scope ?? ("personal" as CannedReply["scope"]),
    team: reply?.team?.id ?? null,
    language: reply?.language ?? null,
  });
  const set = (changes: Partial<typeof form>) => setForm({ ...form, ...changes });
  const save = useChange(async () => {
    const body = { ...form, team: form.scope === "team" ? form.team : null };
    if (reply) await patch(`/canned-replies/${reply.id}`, body);
    else await post("/canned-replies", body);
    onClose();
    return null;
  });
  const gone = useMutation({
    mutationFn: () => remove(`/canned-replies/${reply?.id}`),
    onSuccess: async () => {
      onClose();
      await refresh();
      if (reply) offerBack(reply);
    },
  });
  const offerBack = ({ id, name, body, scope, team, language }: CannedReply) =>
    offerUndo({
      id: `reply ${id}`,
      text: t("remove.done", { name }),
      until: Date.now() + 10_000,
      undo: () =>
        void post("/canned-replies", { name, body, scope, team: team?.id ?? null, language }).then(refresh, (error) =>
          tellProblem(problemText(error)),
        ),
    });
  const writes = permissions.includes("settings.write");
  const mine = teams.filter((team) => writes || team.members.some((member) => member.id === person.id));
  const open = cannedScopes.filter(
    (scope) => scope === "personal" || scope === reply?.scope || (scope === "team" ? mine.length > 0 : writes),
  );
  return (
    <Editor
      title={reply ? reply.name : t("reply.add")}
      size="lg"
      onClose={onClose}
      onSave={() => save.mutate(undefined)}
      saving={save.isPending}
      error={save.error ?? gone.error}
      at={["name", "body"]}
      asks={false}
      onRemove={reply ? () => gone.mutate() : undefined}
    >
      <TextInput
        label={t("reply.name")}
        value={form.name}
        required
        withAsterisk={false}
        maxLength={100}
        data-autofocus
        error={fieldProblem(save.error, "name")}
        onChange={(event) => set({ name: event.currentTarget.value })}
      />
      <Textarea
        ref={field}
        label={t("reply.body")}
        value={form.body}
        required
        withAsterisk={false}
        {...growing(6, 16)}
        maxLength={50_000}
        error={fieldProblem(save.error, "body")}
        onChange={(event) => set({ body: event.currentTarget.value })}
      />
      <VariableButtons names={cannedVariables} field={field} />
      <ReplyPreview body={form.body} />
      <div className={css.inline}>
        <NativeSelect
          label={t("reply.scope")}
          value={form.scope}
          data={open.map((value) => ({ value, label: t(`reply.scopes.${value}`) }))}
          onChange={(event) => {
            const scope = event.currentTarget.value as CannedReply["scope"];
            set({ scope, ...(scope === "team" && { team: form.team ?? mine[0]?.id ?? null }) });
          }}
        />
        {form.scope === "team" && (
          <NativeSelect
            label={t("reply.team")}
            value={form.team ?? ""}
            data={mine.map((team) => ({ value: team.id, label: team.name }))}
            onChange={(event) => set({ team: event.currentTarget.value })}
          />
        )}
        <NativeSelect
          label={t("reply.language")}
          value={form.language ?? ""}
          data={[
            { value: "", label: t("reply.anyLanguage") },
            ...languages.map((value) => ({ value, label: languageNames[value] })),
          ]}
          onChange={(event) => set({ language: (event.currentTarget.value || null) as CannedReply["language"] })}
        />
      </div>
    </Editor>
  );
}
