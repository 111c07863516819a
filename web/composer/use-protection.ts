import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { CryptoChoice, OutgoingCrypto } from "../../shared/conversations/protection.ts";
import { get } from "../lib/api.ts";
import type { ComposeKind } from "../lib/compose.ts";
import { keys } from "../lib/queries.ts";
import type { Place } from "./place.ts";

export interface Protecting {
  /** null: not known yet, or nothing to say about it. */
  can: OutgoingCrypto | null;
  sign: boolean;
  encrypt: boolean;
  /** What the writer has switched; null: as is usual. */
  chosen: CryptoChoice | null;
  choose(choice: CryptoChoice | null): void;
  /** What came encrypted would be answered readable for everybody. */
  leaks: boolean;
}

/** How the reply will leave: as the desk proposes it, until the writer switches something. */
export function useProtection(place: Place, kind: ComposeKind, to: readonly string[]): Protecting {
  const [chosen, choose] = useState<CryptoChoice | null>(null);
  const { data } = useQuery({
    queryKey: [...keys.encryption(place.path), ...to],
    queryFn: ({ signal }) => get<OutgoingCrypto>(`${place.path}/encryption`, { to: to.join(",") }, signal),
    enabled: kind === "reply" && to.length > 0,
    placeholderData: (before) => before,
  });
  const can = kind === "reply" && data && (data.signs || data.encrypts || data.secret) ? data : null;
  const sign = can !== null && can.signs !== null && (chosen?.sign ?? can.sign);
  const encrypt = can !== null && (chosen?.encrypt ?? can.encrypt);
  return { can, sign, encrypt, chosen, choose, leaks: can?.secret === true && !encrypt };
}
