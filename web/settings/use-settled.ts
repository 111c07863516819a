import { useDebouncedValue } from "@mantine/hooks";
import { useMemo } from "react";

/** The value as it was when nobody had changed it for a moment; the same object while it says the same. */
export function useSettled<T>(value: T): T {
  const [text] = useDebouncedValue(JSON.stringify(value), 400);
  return useMemo(() => JSON.parse(text) as T, [text]);
}
