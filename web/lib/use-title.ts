import { useEffect } from "react";
import { useSession } from "./session.ts";

/** What the browser's tab says. */
export function useTitle(title: string | undefined): void {
  const desk = useSession().desk.name;
  useEffect(() => {
    document.title = title ? `${title} · ${desk}` : desk;
    return () => {
      document.title = desk;
    };
  }, [title, desk]);
}
