import { useQuery } from "@tanstack/react-query";
import { Navigate, Outlet, useLocation } from "@tanstack/react-router";
import { lazy, type ReactNode, Suspense, useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import type { Session } from "../../shared/identity/schema.ts";
import { useHotkeys } from "../lib/hotkeys.ts";
import { SessionContext, sessionQuery } from "../lib/session.ts";
import { undoLast } from "../ui/notify.tsx";
import { Announcer } from "./announcer.tsx";
import { NewVersion } from "./new-version.tsx";
import { Offline } from "./offline.tsx";
import { Rail } from "./rail.tsx";
import css from "./shell.module.css";
import { useLiveUpdates } from "./use-live-updates.ts";
import { useLook } from "./use-look.ts";
import { usePlaces } from "./use-places.tsx";

const Palette = lazy(() => import("./palette.tsx").then((m) => ({ default: m.Palette })));
const KeysHelp = lazy(() => import("./keys-help.tsx").then((m) => ({ default: m.KeysHelp })));

/** What stands around every page of a signed-in agent. */
export function Shell({ bell }: { bell?: ReactNode }) {
  const { data: session } = useQuery(sessionQuery);
  if (!session) return <ToSignIn />;
  return (
    <SessionContext value={session}>
      <Desk session={session} bell={bell} />
    </SessionContext>
  );
}

function ToSignIn() {
  const { href } = useLocation();
  return <Navigate to="/sign-in" search={{ to: href }} replace />;
}

function Desk({ session, bell }: { session: Session; bell: ReactNode }) {
  const { language } = session.person;
  const { i18n, t } = useTranslation();
  const [help, setHelp] = useState(false);
  useLiveUpdates();
  useLook(session.preferences);
  const [palette, setPalette] = useState(false);
  const places = usePlaces(() => setHelp(true));
  useHotkeys({ "?": () => setHelp(true), z: undoLast, "Mod k": () => setPalette(true) });
  useEffect(() => {
    if (language !== i18n.language) void i18n.changeLanguage(language);
  }, [language, i18n]);

  return (
    <div className={css.shell}>
      <a href="#main" className={css.skip}>
        {t("nav.skip")}
      </a>
      <Rail onHelp={() => setHelp(true)} onSearch={() => setPalette(true)} bell={bell} />
      <main id="main" className={css.main} tabIndex={-1}>
        <Suspense>
          <Outlet />
        </Suspense>
      </main>
      <Offline />
      <Announcer />
      <NewVersion />
      {palette && (
        <Suspense>
          <Palette everywhere={places()} onClose={() => setPalette(false)} />
        </Suspense>
      )}
      {help && (
        <Suspense>
          <KeysHelp onClose={() => setHelp(false)} />
        </Suspense>
      )}
    </div>
  );
}
