import { useNavigate } from "@tanstack/react-router";
import type { ComponentPropsWithoutRef, MouseEvent } from "react";
import { selectTo } from "../selection.ts";
import { setCurrent, shown } from "../shown.ts";

interface Props extends ComponentPropsWithoutRef<"a"> {
  number: string;
  /** Tab and the keys stand here. */
  current: boolean;
}

/**
 * Opens a ticket beside its list. A plain link: the router's own follows every change of the address, which is too much
 * for hundreds of lines. Shift selects a range instead of opening a window.
 */
export function TicketLink({ number, current, ...rest }: Props) {
  const navigate = useNavigate();
  const onClick = (event: MouseEvent) => {
    if (event.ctrlKey || event.metaKey || event.button !== 0) return;
    event.preventDefault();
    if (event.shiftKey) return selectTo(number, shown.get().rows);
    void navigate({ to: "/tickets/$number", params: { number }, search: true });
  };
  return (
    <a
      href={`/desk/tickets/${number}${location.search}`}
      data-number={number}
      tabIndex={current ? 0 : -1}
      draggable={false}
      onFocus={() => setCurrent(number)}
      onClick={onClick}
      {...rest}
    />
  );
}
