import { Button, Popover } from "@mantine/core";
import { IconDeviceFloppy } from "@tabler/icons-react";
import { lazy, Suspense, useState } from "react";
import { useTranslation } from "react-i18next";
import { IconButton } from "../../ui/icon-button.tsx";
import { useView } from "../load.ts";
import { isChanged, type ListSearch, viewAsShown } from "../search.ts";
import { useSaveView } from "./save.ts";
import css from "./view-form.module.css";

const ViewForm = lazy(() => import("./view-form.tsx").then((m) => ({ default: m.ViewForm })));

/** Keeps what is shown: into the view it began with, or as a new one. */
export function SaveView({ search }: { search: ListSearch }) {
  const { t } = useTranslation("lists");
  const { view } = useView(search);
  const { create, change } = useSaveView();
  const [naming, setNaming] = useState(false);
  if (!isChanged(search)) return null;
  const seen = viewAsShown(search, view);
  const update = async (key: string) => {
    if (await change(key, seen)) setNaming(false);
  };
  return (
    <Popover opened={naming} onChange={setNaming} position="bottom-end" trapFocus width={280}>
      <Popover.Target>
        <IconButton label={t("views.save")} aria-expanded={naming} onClick={() => setNaming(!naming)}>
          <IconDeviceFloppy size={16} />
        </IconButton>
      </Popover.Target>
      <Popover.Dropdown className={css.form}>
        {view?.can.edit && (
          <Button onClick={() => void update(view.key)}>{t("views.update", { name: view.name })}</Button>
        )}
        <Suspense>
          <ViewForm
            submit={t("views.create")}
            onSave={async (named) => {
              if (await create({ ...seen, ...named })) setNaming(false);
            }}
          />
        </Suspense>
      </Popover.Dropdown>
    </Popover>
  );
}
