import { useTranslation } from "react-i18next";
import type { View } from "../../../shared/tickets/views.ts";

/** Fixed views are named by the catalogues, stored ones by people. */
export function useViewName(): (view: View) => string {
  const { t } = useTranslation();
  return ({ key, name }) => name ?? t(`view.${key}`);
}
