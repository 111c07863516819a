// Who may import whom: the table of the design, as data. What it leaves open is settled in
// docs/decisions/0005-borders-as-tested.md.

export interface Border {
  /** A folder (ends with `/`) or a file. `*` stands for one name. */
  room: string;
  /** Beside its own files: folders, files, `*` for any one name. */
  may: string[];
}

const everything = ["shared/", "server/", "seeds/"];
const doorsOfCore = ["server/core/*/index.ts"];
const common = ["shared/", "server/platform/"];
const vocabulary = ["shared/base/", "shared/events.ts", "shared/live.ts", "shared/identity/permissions.ts"];

/** The first room that fits a file is its room. */
export const borders: Border[] = [
  { room: "shared/", may: [] },
  { room: "server/platform/", may: vocabulary },
  { room: "server/core/identity/", may: common },
  { room: "server/core/people/", may: [...common, "server/core/identity/index.ts"] },
  {
    room: "server/core/conversations/",
    may: [...common, "server/core/identity/index.ts", "server/core/people/index.ts"],
  },
  {
    room: "server/core/tickets/",
    may: [
      ...common,
      "server/core/identity/index.ts",
      "server/core/people/index.ts",
      "server/core/conversations/index.ts",
    ],
  },
  { room: "server/features/*/", may: [...common, ...doorsOfCore] },
  { room: "server/channels/contract.ts", may: common },
  {
    room: "server/channels/registry.ts",
    may: ["server/channels/*/channel.ts", "server/channels/contract.ts", ...common],
  },
  {
    room: "server/channels/intake/",
    may: ["server/channels/registry.ts", "server/channels/contract.ts", ...common, ...doorsOfCore],
  },
  {
    room: "server/channels/deliver.ts",
    may: ["server/channels/registry.ts", "server/channels/contract.ts", ...common, ...doorsOfCore],
  },
  { room: "server/channels/*/", may: ["server/channels/contract.ts", ...common] },
  { room: "server/imports/*/", may: [...common, ...doorsOfCore, "server/features/*/index.ts"] },
  { room: "server/app.ts", may: everything },
  { room: "server/worker.ts", may: everything },
  { room: "server/reactions.ts", may: everything },
  { room: "server/commands/", may: everything },
  { room: "server/main.ts", may: everything },
  { room: "seeds/", may: [...common, "server/core/", "server/features/"] },
  { room: "web/lib/", may: ["shared/"] },
  { room: "web/ui/", may: ["shared/", "web/lib/"] },
  { room: "web/build/", may: [] },
  { room: "web/vite.config.ts", may: ["web/build/"] },
  { room: "web/shell/routes.tsx", may: ["shared/", "web/"] },
  { room: "web/*/", may: ["shared/", "web/lib/", "web/ui/"] },
  { room: "web/*.tsx", may: ["shared/", "web/"] },
  { room: "web/*.ts", may: ["shared/", "web/"] },
  { room: "scripts/", may: [] },
  { room: "bench/", may: [...everything, "test/web/browser.ts"] },
];

/** What these may import is wide; who may import them is not. Tests may import anything. */
export const importedOnlyBy: { file: string; by: string[] }[] = [
  { file: "server/main.ts", by: [] },
  { file: "server/app.ts", by: ["server/commands/"] },
  { file: "server/worker.ts", by: ["server/commands/"] },
  { file: "server/reactions.ts", by: ["server/worker.ts"] },
  { file: "server/commands/", by: ["server/commands/", "server/main.ts"] },
  { file: "server/core/*/routes.ts", by: ["server/app.ts"] },
  { file: "server/features/*/routes.ts", by: ["server/app.ts"] },
  { file: "server/channels/registry.ts", by: ["server/channels/", "server/commands/", "server/app.ts"] },
  { file: "seeds/", by: ["seeds/", "server/commands/"] },
  { file: "web/shell/routes.tsx", by: ["web/*.tsx"] },
];

/** A page puts features together: it alone looks beyond its own folder. Known by its name. */
export const isPage = (file: string): boolean => /^web\/[^/]+\/[^/]+-page\.tsx$/.test(file);

/** A page may use another feature's parts, not its pages. */
export const beyondAPage = ["web/*/"];

export function fits(file: string, pattern: string): boolean {
  const text = pattern.replace(/[.]/g, "\\.").replaceAll("*", "[^/]+");
  return new RegExp(`^${text}${pattern.endsWith("/") ? "" : "$"}`).test(file);
}

export const fitsOne = (file: string, patterns: string[]): boolean => patterns.some((each) => fits(file, each));

export const roomOf = (file: string): Border | undefined => borders.find(({ room }) => fits(file, room));

/** The folder itself that a `*` stands for: `web/tickets/` of `web/tickets/list.tsx`. */
export function ownFolder(file: string, { room }: Border): string {
  if (!room.endsWith("/")) return file;
  return `${file
    .split("/")
    .slice(0, room.split("/").length - 1)
    .join("/")}/`;
}
