import { Modal } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { View } from "../../../shared/tickets/views.ts";
import { useSaveView } from "./save.ts";
import { ViewForm } from "./view-form.tsx";

export function ViewEditor({ view, onClose }: { view: View; onClose(): void }) {
  const { t } = useTranslation("lists");
  const { change } = useSaveView();
  return (
    <Modal
      opened
      onClose={onClose}
      size={340}
      title={t("views.rename")}
      closeButtonProps={{ "aria-label": t("desk:close") }}
    >
      <ViewForm
        view={view}
        submit={t("views.keep")}
        onSave={async (named) => {
          if (await change(view.key, named)) onClose();
        }}
      />
    </Modal>
  );
}
