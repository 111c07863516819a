import { type RefObject, useEffect, useRef } from "react";
import type { Session } from "../../shared/identity/schema.ts";
import { keys, queryClient } from "./queries.ts";
import { shippedKey } from "./shortcuts.ts";
import { remember, remembered } from "./storage.ts";

/** What a key does; `false` says that it does nothing here and the next who listens, or the browser, may have it. */
export type Hotkeys = Record<string, (() => unknown) | undefined>;

type Pressed = Pick<KeyboardEvent, "key" | "code"> & Partial<Pick<KeyboardEvent, "shiftKey" | "ctrlKey" | "metaKey">>;

/** "j", "Shift x", "Mod k" (Ctrl or ⌘): by the Latin letter of the key, also while a Russian or Thai layout is on. */
export function keyName(event: Pressed): string {
  const key = plainKey(event);
  if (event.ctrlKey || event.metaKey) return `Mod ${key}`;
  return event.shiftKey && (/^[a-z]$/.test(key) || key.startsWith("Arrow")) ? `Shift ${key}` : key;
}

function plainKey({ key, code, shiftKey }: Pressed): string {
  if (key.length > 1 || key === "?" || key === "/") return key;
  if (key >= " " && key <= "~") return key.toLowerCase();
  if (code.startsWith("Key")) return code.slice(3).toLowerCase();
  if (code === "Slash") return shiftKey ? "?" : "/";
  return key;
}

/** A person who dictates or holds a stick may turn single keys off (WCAG 2.1.4). */
export const hotkeysOn = (): boolean => remembered<boolean>("hotkeys") !== false;
export const turnHotkeys = (on: boolean): void => remember("hotkeys", on ? null : false);
const ownKeys = () => queryClient.getQueryData<Session>(keys.session)?.preferences?.keys ?? {};

const writes = (target: EventTarget | null) =>
  target instanceof HTMLElement && (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName));
const floating = () =>
  [...document.querySelectorAll('[role="dialog"], [role="listbox"], [role="menu"]')].some((box) =>
    box.checkVisibility(),
  );

interface Listener {
  layer: number;
  hotkeys: RefObject<Hotkeys>;
}
const listeners: Listener[] = [];
/** The first key of a sequence ("g i"), for a second. */
let last: { key: string; at: number } | null = null;

/** Whether somebody wrote or a dialog was open when the key went down: by the time it comes to us, what it closed is gone. */
let busy = false;
const onCapture = ({ target }: KeyboardEvent): void => {
  busy = writes(target) || floating();
};

function onKeyDown(event: KeyboardEvent): void {
  const name = keyName(event);
  const first = last && event.timeStamp - last.at < 1000 ? last.key : null;
  last = name === "g" && !first ? { key: name, at: event.timeStamp } : null;
  if (event.defaultPrevented || event.altKey) return;
  if (!name.startsWith("Mod ") && (busy || !hotkeysOn())) return;
  const asked = first ? `${first} ${name}` : shippedKey(name, ownKeys());
  if (asked === null) return;
  for (const { hotkeys } of listeners) {
    const action = hotkeys.current[asked];
    if (!action || action() === false) continue;
    event.preventDefault();
    return;
  }
}

function listen(listener: Listener): () => void {
  if (listeners.length === 0) {
    window.addEventListener("keydown", onCapture, true);
    window.addEventListener("keydown", onKeyDown);
  }
  listeners.push(listener);
  listeners.sort((a, b) => b.layer - a.layer);
  return () => {
    listeners.splice(listeners.indexOf(listener), 1);
    if (listeners.length > 0) return;
    window.removeEventListener("keydown", onCapture, true);
    window.removeEventListener("keydown", onKeyDown);
  };
}

/**
 * Single keys, sequences written with a space ("g i") and "Mod k". Silent while somebody writes or a dialog is open,
 * except for those with Mod. A higher layer is asked first.
 */
export function useHotkeys(hotkeys: Hotkeys, layer = 0): void {
  const current = useRef(hotkeys);
  current.current = hotkeys;
  useEffect(() => listen({ layer, hotkeys: current }), [layer]);
}
