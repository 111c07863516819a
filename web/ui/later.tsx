import { type ReactNode, useEffect, useState } from "react";

/** Shows its content only after 300 ms: what loads faster never blinks. */
export function Later({ children, ms = 300 }: { children: ReactNode; ms?: number }) {
  const [due, setDue] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setDue(true), ms);
    return () => clearTimeout(timer);
  }, [ms]);
  return due ? children : null;
}
