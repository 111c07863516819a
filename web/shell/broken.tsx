import { Button } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { Empty } from "../ui/empty.tsx";
import { Problem } from "../ui/problem.tsx";
import css from "./shell.module.css";

/** A page that failed while it was drawn. */
export function Broken({ error, reset }: { error: unknown; reset(): void }) {
  return (
    <main className={css.alone}>
      <Problem error={error} retry={reset} />
    </main>
  );
}

export function NotFound() {
  const { t } = useTranslation();
  return (
    <main className={css.alone}>
      <Empty title={t("problem.noPage")}>
        <Button component="a" href="/desk/">
          {t("problem.toDesk")}
        </Button>
      </Empty>
    </main>
  );
}
