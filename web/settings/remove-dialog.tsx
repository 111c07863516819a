import { Button, Modal, NativeSelect } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { type ReactNode, useState } from "react";
import { useTranslation } from "react-i18next";
import { Refused } from "./problem.tsx";
import css from "./settings.module.css";

interface Props {
  title: string;
  /** What is touched by it; null while it is being counted. */
  use: ReactNode;
  /** What can take its place; empty: it needs none. */
  choices: { value: string; label: string }[];
  onRemove(replacement: string | undefined): Promise<unknown>;
  onClose(): void;
}

/** What is in use gets another in its place before it goes. */
export function RemoveDialog({ title, use, choices, onRemove, onClose }: Props) {
  const { t } = useTranslation("settings");
  const [chosen, setChosen] = useState(choices[0]?.value);
  const work = useMutation({ mutationFn: () => onRemove(chosen), onSuccess: onClose });
  return (
    <Modal opened onClose={onClose} title={title} closeButtonProps={{ "aria-label": t("desk:close") }}>
      <form
        className={css.wide}
        onSubmit={(event) => {
          event.preventDefault();
          work.mutate();
        }}
      >
        <p className={css.hint} style={{ margin: 0, minHeight: 20 }} aria-live="polite">
          {use}
        </p>
        {choices.length > 0 && (
          <NativeSelect
            label={t("remove.replacement")}
            data={choices}
            value={chosen ?? ""}
            onChange={(event) => setChosen(event.currentTarget.value)}
          />
        )}
        <Refused error={work.error} />
        <div className={css.buttons}>
          <Button type="submit" variant="filled" loading={work.isPending} disabled={use === null}>
            {t("remove.do")}
          </Button>
          <Button onClick={onClose}>{t("cancel")}</Button>
        </div>
      </form>
    </Modal>
  );
}
