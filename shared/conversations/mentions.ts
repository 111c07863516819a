// `@[Jana Nováková](person:12)` in a note calls an agent. Pure: the server and the browser ask the same functions.

const mention = /@\[([^\]\n]{1,200})\]\(person:([1-9][0-9]{0,17})\)/g;

/** The people mentioned in a Markdown text, each once; more than twenty are not meant. */
export const mentionsIn = (markdown: string): string[] =>
  [...new Set([...markdown.matchAll(mention)].map((match) => match[2] as string))].slice(0, 20);

/** As it is read: `@Jana Nováková`, in bold. */
export const readableMentions = (markdown: string): string =>
  markdown.replace(mention, (_all, name: string) => `**@${name.replace(/[\\*_`[\]<>]/g, "\\$&")}**`);

/** What the composer writes. */
export const mentionOf = (person: { id: string; name: string }): string =>
  `@[${person.name.replace(/[[\]\n\\]/g, " ").trim()}](person:${person.id})`;
