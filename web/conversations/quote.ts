/** As a quotation in Markdown, with an empty line to go on after it. */
export const quoted = (text: string): string =>
  `${text
    .trim()
    .split("\n")
    .map((line) => `> ${line.trimEnd()}`)
    .join("\n")}\n\n`;
