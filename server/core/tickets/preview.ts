/** The first words of a message, for a list row. */
export const previewOf = (text: string): string => text.replace(/\s+/g, " ").trim().slice(0, 160);
