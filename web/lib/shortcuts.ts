// The keys as shipped. A person may have others for those of one letter (preferences.keys, by these names).
export const shortcuts = {
  next: "j",
  previous: "k",
  select: "x",
  solve: "e",
  take: "i",
  assign: "a",
  state: "s",
  priority: "p",
  queue: "q",
  snooze: "h",
  reply: "r",
  note: "n",
  move: "m",
  create: "c",
  undo: "z",
} as const;
export type Shortcut = keyof typeof shortcuts;
const names = Object.keys(shortcuts) as Shortcut[];

type OwnKeys = Readonly<Record<string, string>>;

/** The key that this person presses for it. */
export const keyFor = (name: Shortcut, own: OwnKeys): string => own[name] ?? shortcuts[name];

/** The key as shipped that a pressed one stands for; null: what it once did has another key now. */
export function shippedKey(pressed: string, own: OwnKeys): string | null {
  const [, shift = "", letter = ""] = /^(Shift )?([a-z])$/.exec(pressed) ?? [];
  if (letter === "") return pressed;
  const meant = names.find((name) => own[name] === letter);
  if (meant) return shift + shortcuts[meant];
  const moved = names.some((name) => shortcuts[name] === letter && own[name] !== undefined);
  return moved ? null : pressed;
}
