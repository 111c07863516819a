import { Button, NativeSelect, Textarea, TextInput } from "@mantine/core";
import { IconX } from "@tabler/icons-react";
import { useMutation } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { CreateTicket, Priority, Ticket } from "../../shared/tickets/schema.ts";
import { post } from "../lib/api.ts";
import { useRequestKey } from "../lib/idempotency.ts";
import { keys, queryClient } from "../lib/queries.ts";
import { useTitle } from "../lib/use-title.ts";
import { RequesterField } from "../people/requester-field.tsx";
import { FormProblem, fieldProblem } from "../ui/form-problem.tsx";
import { growing } from "../ui/growing.ts";
import { IconButton } from "../ui/icon-button.tsx";
import { useWords } from "./load.ts";
import css from "./new-ticket-page.module.css";
import { priorities } from "./priorities.ts";

const empty = { email: "", name: "", subject: "", body: "", queue: "", priority: "normal" as Priority };

/** A request that came by phone or across the table. */
export function NewTicketPage() {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const { queues } = useWords();
  const [form, setForm] = useState(empty);
  const set = (changes: Partial<typeof form>) => setForm((before) => ({ ...before, ...changes }));
  const requestKey = useRequestKey();
  useTitle(t("new.title"));
  const create = useMutation({
    mutationFn: () => {
      const input = ticketOf(form);
      return post<Ticket>("/tickets", input, requestKey.for(input));
    },
    onSuccess: (ticket) => {
      queryClient.setQueryData(keys.ticket(ticket.number), ticket);
      void queryClient.invalidateQueries({ queryKey: keys.lists });
      void queryClient.invalidateQueries({ queryKey: keys.views });
      void navigate({ to: "/tickets/$number", params: { number: ticket.number }, search: true });
    },
  });
  const close = () => void navigate({ to: "/tickets", search: true });

  return (
    <div className={css.page}>
      <header className={css.header}>
        <h1>{t("new.title")}</h1>
        <IconButton label={t("close")} onClick={close}>
          <IconX size={18} />
        </IconButton>
      </header>
      <form
        className={css.form}
        onSubmit={(event) => {
          event.preventDefault();
          create.mutate();
        }}
        onKeyDown={(event) => {
          if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) event.currentTarget.requestSubmit();
        }}
      >
        <RequesterField
          email={form.email}
          name={form.name}
          error={fieldProblem(create.error, "requester")}
          onChange={(requester) => set(requester)}
        />
        <TextInput
          label={t("ticket.subject")}
          required
          withAsterisk={false}
          maxLength={500}
          value={form.subject}
          error={fieldProblem(create.error, "subject")}
          onChange={(event) => set({ subject: event.currentTarget.value })}
        />
        <Textarea
          label={t("new.body")}
          required
          withAsterisk={false}
          {...growing(6, 18)}
          value={form.body}
          error={fieldProblem(create.error, "body")}
          onChange={(event) => set({ body: event.currentTarget.value })}
        />
        <div className={css.pair}>
          <NativeSelect
            label={t("ticket.queue")}
            value={form.queue}
            data={[
              { value: "", label: t("new.defaultQueue") },
              ...queues.map(({ id, name }) => ({ value: id, label: name })),
            ]}
            onChange={(event) => set({ queue: event.currentTarget.value })}
          />
          <NativeSelect
            label={t("ticket.priority")}
            value={form.priority}
            data={priorities.map((value) => ({ value, label: t(`priority.${value}`) }))}
            onChange={(event) => set({ priority: event.currentTarget.value as Priority })}
          />
        </div>
        <FormProblem error={create.error} />
        <div>
          <Button type="submit" variant="filled" size="sm" loading={create.isPending}>
            {t("new.submit")}
          </Button>
        </div>
      </form>
    </div>
  );
}

const ticketOf = (form: typeof empty): CreateTicket => ({
  subject: form.subject.trim(),
  body: form.body.trim(),
  requester: { email: form.email.trim(), ...(form.name.trim() ? { name: form.name.trim() } : {}) },
  priority: form.priority,
  channel: "phone",
  ...(form.queue ? { queue: form.queue } : {}),
});
