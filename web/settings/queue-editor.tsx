import { MultiSelect, Switch, TextInput } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Queue, Team } from "../../shared/tickets/schema.ts";
import type { InUse } from "../../shared/tickets/settings.ts";
import { get, patch, post } from "../lib/api.ts";
import { fieldProblem } from "../ui/form-problem.tsx";
import { Editor } from "./editor.tsx";
import { QueueSender, senderFields, senderForm, senderOf } from "./queue-sender.tsx";
import { RemoveDialog } from "./remove-dialog.tsx";
import { remove, useChange } from "./save.ts";
import { TrustChoice } from "./trust-choice.tsx";

interface Props {
  /** null: a new one. */
  queue: Queue | null;
  all: Queue[];
  teams: Team[];
  onClose(): void;
}

export function QueueEditor({ queue, all, teams, onClose }: Props) {
  const { t } = useTranslation("settings");
  const [removing, setRemoving] = useState(false);
  const [form, setForm] = useState({
    name: queue?.name ?? "",
    address: queue?.address ?? "",
    teams: queue?.teams.map((team) => team.id) ?? [],
    opensTickets: queue?.opensTickets ?? true,
    requiredTrust: queue?.requiredTrust ?? null,
    ...senderForm(queue),
  });
  const set = (changes: Partial<typeof form>) => setForm({ ...form, ...changes });
  const save = useChange(async () => {
    const body = { ...form, ...senderOf(form), address: form.address.trim() || null };
    const { id } = queue ? await patch<Queue>(`/queues/${queue.id}`, body) : await post<Queue>("/queues", body);
    onClose();
    return { what: `queue ${id}`, text: t("saved") };
  });
  if (queue && removing) return <RemoveQueue queue={queue} all={all} onClose={onClose} />;
  return (
    <Editor
      title={queue ? queue.name : t("queue.add")}
      onClose={onClose}
      onSave={() => save.mutate(undefined)}
      saving={save.isPending}
      error={save.error}
      at={["name", "address", ...senderFields]}
      size="lg"
      onRemove={queue && all.length > 1 ? () => setRemoving(true) : undefined}
    >
      <TextInput
        label={t("queue.name")}
        value={form.name}
        required
        withAsterisk={false}
        maxLength={100}
        data-autofocus
        error={fieldProblem(save.error, "name") && t("problem.taken")}
        onChange={(event) => set({ name: event.currentTarget.value })}
      />
      <TextInput
        type="email"
        label={t("queue.address")}
        description={t("queue.addressHint")}
        value={form.address}
        error={fieldProblem(save.error, "address") && t("queue.addressWrong")}
        onChange={(event) => set({ address: event.currentTarget.value })}
      />
      <Switch
        label={t("queue.opensTickets")}
        description={t("queue.opensTicketsHint")}
        checked={form.opensTickets}
        onChange={(event) => set({ opensTickets: event.currentTarget.checked })}
      />
      <TrustChoice
        label={t("queue.trust")}
        hint={t("queue.trustHint")}
        value={form.requiredTrust}
        onChange={(requiredTrust) => set({ requiredTrust })}
      />
      <MultiSelect
        label={t("queue.teams")}
        description={t("queue.teamsHint")}
        data={teams.map((team) => ({ value: team.id, label: team.name }))}
        value={form.teams}
        comboboxProps={{ withinPortal: false }}
        onChange={(chosen) => set({ teams: chosen })}
      />
      <QueueSender form={form} error={save.error} onChange={set} />
    </Editor>
  );
}

function RemoveQueue({ queue, all, onClose }: { queue: Queue; all: Queue[]; onClose(): void }) {
  const { t } = useTranslation("settings");
  const { data: use } = useQuery({
    queryKey: ["settings", "use", "queue", queue.id],
    queryFn: () => get<InUse>(`/queues/${queue.id}/use`),
    staleTime: 0,
  });
  const work = useChange(async (replacement: string | undefined) => {
    await remove(`/queues/${queue.id}`, { replacement });
    return { what: `queue ${queue.id}`, text: t("remove.done", { name: queue.name }) };
  });
  const used = use && use.tickets + (use.conversations ?? 0) > 0;
  return (
    <RemoveDialog
      title={t("remove.title", { name: queue.name })}
      use={use ? t(used ? "remove.queue" : "remove.unused", { count: use.tickets, more: use.more ? "+" : "" }) : null}
      choices={used ? all.filter(({ id }) => id !== queue.id).map(({ id, name }) => ({ value: id, label: name })) : []}
      onRemove={(replacement) => work.mutateAsync(used ? replacement : undefined)}
      onClose={onClose}
    />
  );
}
