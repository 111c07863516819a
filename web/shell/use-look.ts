import { useMantineColorScheme } from "@mantine/core";
import { useEffect } from "react";
import type { Preferences } from "../../shared/identity/preferences.ts";
import { turnHotkeys } from "../lib/hotkeys.ts";

/** The desk looks as its person wants it, on every machine: theme, density (`data-density` of the page), single keys. */
export function useLook({ theme, density, hotkeys }: Preferences): void {
  const { setColorScheme } = useMantineColorScheme();
  useEffect(() => setColorScheme(theme === "system" ? "auto" : theme), [theme, setColorScheme]);
  useEffect(() => {
    document.documentElement.dataset.density = density;
  }, [density]);
  useEffect(() => turnHotkeys(hotkeys), [hotkeys]);
}
