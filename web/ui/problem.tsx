import { Button } from "@mantine/core";
import { IconCloudOff } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { problemText } from "../lib/problem.ts";
import { Empty } from "./empty.tsx";

/** A part of the page that could not be loaded. */
export function Problem({ error, retry }: { error: unknown; retry?: () => void }) {
  const { t } = useTranslation();
  return (
    <div role="alert">
      <Empty icon={<IconCloudOff size={28} stroke={1.5} />} title={problemText(t, error)}>
        {retry && <Button onClick={retry}>{t("desk:problem.retry")}</Button>}
      </Empty>
    </div>
  );
}
