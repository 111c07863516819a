// A picture of the message itself, in its Markdown: `![shot.png](upload:ID)` with the id under which it was sent ahead.
const idPattern = "[0-9a-zA-Z-]{16,64}";
const address = new RegExp(`^upload:(${idPattern})$`);

export const addressOfUpload = (id: string): string => `upload:${id}`;

const drawn: ReadonlySet<string> = new Set(["image/png", "image/jpeg", "image/gif", "image/webp"]);
/** What mail programs and browsers draw and never run. */
export const isPicture = ({ type }: { type: string }): boolean => drawn.has(type);

/** The upload that an image's address names; null for any other address. */
export const uploadOf = (src: string): string | null => address.exec(src)?.[1] ?? null;

/** Without what Markdown would read in it. */
export const pictureName = (name: string): string => name.replace(/[[\]\\`*<>\s]+/g, " ").trim();

export const pictureMarkdown = ({ id, name }: { id: string; name: string }): string =>
  `![${pictureName(name)}](${addressOfUpload(id)})`;

/** The text without that picture. */
export const withoutPicture = (markdown: string, id: string): string =>
  markdown.replaceAll(new RegExp(`!\\[[^\\]\\n]*\\]\\(${addressOfUpload(id)}\\)\\n?`, "g"), "");
