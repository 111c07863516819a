// What the palette offers. Each part of the desk says what can be done while it is on the screen.
import type { ReactNode } from "react";
import { useEffect, useRef } from "react";

export interface Command {
  id: string;
  label: string;
  /** Heading under which it stands. */
  group: string;
  icon?: ReactNode;
  hotkey?: string;
  run(): void;
}

const offers = new Set<() => Command[]>();

/** Offers commands as long as the component is there; `make` is asked when the palette opens. */
export function useCommands(make: () => Command[]): void {
  const current = useRef(make);
  current.current = make;
  useEffect(() => {
    const offer = () => current.current();
    offers.add(offer);
    return () => {
      offers.delete(offer);
    };
  }, []);
}

export const offeredCommands = (): Command[] => [...offers].flatMap((offer) => offer());
