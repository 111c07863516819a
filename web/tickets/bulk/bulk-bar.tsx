import {
  IconCircleCheck,
  IconCircleDashed,
  IconClockPause,
  IconFlag,
  IconFolders,
  IconTag,
  IconUser,
  IconX,
} from "@tabler/icons-react";
import { lazy, Suspense } from "react";
import { useTranslation } from "react-i18next";
import { IconButton } from "../../ui/icon-button.tsx";
import { useTicketActions } from "../actions.ts";
import { clearSelection, useSelectedCount } from "../selection.ts";
import { targets } from "../shown.ts";
import { asked } from "./asked.ts";
import css from "./bulk-bar.module.css";
import { type Pick, pick } from "./picking.ts";

const BulkPreview = lazy(() => import("./bulk-preview.tsx").then((m) => ({ default: m.BulkPreview })));

const picks = [
  ["state", "s", IconCircleDashed],
  ["assignee", "a", IconUser],
  ["priority", "p", IconFlag],
  ["queue", "q", IconFolders],
  ["tag", undefined, IconTag],
  ["snooze", "h", IconClockPause],
] as const satisfies readonly (readonly [Pick, string | undefined, unknown])[];

/** What can be done to the selected tickets; it floats over the end of the list. */
export function BulkBar() {
  const { t } = useTranslation("lists");
  const count = useSelectedCount();
  const bulk = asked.use((now) => now);
  const { solve } = useTicketActions();
  return (
    <>
      {count > 0 && (
        <div className={css.bar} role="toolbar" aria-label={t("bulk.bar")}>
          <span className={css.count} role="status">
            {t("bulk.selected", { count })}
          </span>
          {picks.map(([what, hotkey, Icon]) => (
            <IconButton
              key={what}
              label={t(`bulk.${what}`)}
              hotkey={hotkey}
              onClick={(event) => pick(what, event.currentTarget)}
            >
              <Icon size={17} stroke={1.75} />
            </IconButton>
          ))}
          <IconButton label={t("desk:keys.solve")} hotkey="e" onClick={() => solve(targets())}>
            <IconCircleCheck size={17} stroke={1.75} />
          </IconButton>
          <IconButton label={t("bulk.clear")} hotkey="Esc" onClick={clearSelection}>
            <IconX size={17} stroke={1.75} />
          </IconButton>
        </div>
      )}
      {bulk && (
        <Suspense>
          <BulkPreview bulk={bulk} />
        </Suspense>
      )}
    </>
  );
}
