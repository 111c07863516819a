import { Button, Checkbox, Modal, Textarea, TextInput } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Message } from "../../shared/conversations/schema.ts";
import { post } from "../lib/api.ts";
import { keys, queryClient } from "../lib/queries.ts";
import { FormProblem, fieldProblem } from "../ui/form-problem.tsx";
import { tell } from "../ui/notify.tsx";
import css from "./ticket-split-dialog.module.css";

interface Props {
  number: string;
  message: Message;
  onClose(): void;
}

/** Asks somebody outside about a message; what he answers comes back as a note. */
export function ForwardDialog({ number, message, onClose }: Props) {
  const { t } = useTranslation();
  const [to, setTo] = useState("");
  const [body, setBody] = useState("");
  const [files, setFiles] = useState(true);
  const forward = useMutation({
    mutationFn: () =>
      post<Message>(`/tickets/${number}/forward`, { to: to.trim(), body, messages: [message.id], files }),
    onSuccess: () => {
      void queryClient.invalidateQueries({ queryKey: keys.messages(number) });
      tell(t("forward.done", { to: to.trim() }));
      onClose();
    },
  });
  const wrong = fieldProblem(forward.error, "to");
  return (
    <Modal
      opened
      onClose={onClose}
      size={560}
      title={t("forward.title", { number: message.number ?? "" })}
      closeButtonProps={{ "aria-label": t("close") }}
    >
      <form
        className={css.form}
        onSubmit={(event) => {
          event.preventDefault();
          forward.mutate();
        }}
      >
        <TextInput
          type="email"
          label={t("forward.to")}
          description={t("forward.hint")}
          value={to}
          required
          withAsterisk={false}
          maxLength={320}
          data-autofocus
          error={wrong && t("forward.toWrong")}
          onChange={(event) => setTo(event.currentTarget.value)}
        />
        <Textarea
          label={t("forward.text")}
          value={body}
          required
          withAsterisk={false}
          autosize
          minRows={4}
          maxRows={12}
          onChange={(event) => setBody(event.currentTarget.value)}
        />
        <blockquote className={css.quote}>{message.text.trim().slice(0, 600)}</blockquote>
        {message.attachments.length > 0 && (
          <Checkbox
            label={t("forward.files", { names: message.attachments.map(({ name }) => name).join(", ") })}
            checked={files}
            onChange={(event) => setFiles(event.currentTarget.checked)}
          />
        )}
        {!wrong && <FormProblem error={forward.error} />}
        <div className={css.buttons}>
          <Button size="sm" onClick={onClose}>
            {t("structure.cancel")}
          </Button>
          <Button size="sm" type="submit" variant="filled" disabled={!body.trim()} loading={forward.isPending}>
            {t("forward.send")}
          </Button>
        </div>
      </form>
    </Modal>
  );
}
