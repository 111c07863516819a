import { useMediaQuery } from "@mantine/hooks";
import { Navigate, useParams } from "@tanstack/react-router";
import { Suspense } from "react";
import { useTranslation } from "react-i18next";
import "@mantine/core/styles/Checkbox.css";
import "./controls.css";
import { useSession } from "../lib/session.ts";
import { useTitle } from "../lib/use-title.ts";
import { Bones } from "../ui/bones.tsx";
import css from "./layout.module.css";
import { Closed, LookOnly } from "./not-yours.tsx";
import { BackToList, PageList } from "./page-list.tsx";
import { pages, type SettingsPageEntry } from "./pages.ts";

/** A list of pages at the side, one calm column beside it; on a phone one or the other. */
export function SettingsPage() {
  const { t } = useTranslation("settings");
  const { page: key } = useParams({ strict: false });
  const wide = useMediaQuery("(min-width: 768px)", true, { getInitialValueInEffect: false });
  const page = pages.find((each) => each.key === key);
  useTitle(page ? t(`page.${page.key}`) : t("title"));
  if (!page && (wide || key)) return <Navigate to="/settings/$page" params={{ page: "profile" }} replace />;
  return (
    <div className={css.layout}>
      {(wide || !page) && <PageList current={page?.key} />}
      {page && <Column key={page.key} page={page} back={!wide} />}
    </div>
  );
}

function Column({ page, back }: { page: SettingsPageEntry; back: boolean }) {
  const { t } = useTranslation("settings");
  const { permissions } = useSession();
  const has = (permission: SettingsPageEntry["read"]) => permission === null || permissions.includes(permission);
  const title = t(`page.${page.key}`);
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard
    <section className={css.scroll} tabIndex={0} aria-label={title}>
      <div className={css.column}>
        {back && <BackToList label={t("title")} />}
        <h1 className={css.title}>{title}</h1>
        <p className={css.lead}>{t(`lead.${page.key}`)}</p>
        {has(page.read) ? (
          <Suspense fallback={<Bones rows={4} height={64} />}>
            {!has(page.write) && <LookOnly permission={page.write ?? "settings.write"} />}
            <fieldset className={css.fields} disabled={!has(page.write)}>
              <page.Content />
            </fieldset>
          </Suspense>
        ) : (
          <Closed permission={page.read ?? "settings.read"} />
        )}
      </div>
    </section>
  );
}
