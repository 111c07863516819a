/** RFC 3676: joins the lines that end in a space, keeps quote depth and the signature separator, unstuffs. */
export function unflow(text: string, delSp: boolean): string {
  const out: string[] = [];
  let paragraph = "";
  let depth = -1;
  for (const line of text.split("\n")) {
    const quote = quoteDepth(line);
    const content = unstuff(line.slice(quote));
    const separator = content === "-- ";
    if (depth >= 0 && (depth !== quote || separator)) {
      out.push(prefixed(depth, paragraph));
      depth = -1;
      paragraph = "";
    }
    const soft = content.endsWith(" ") && !separator;
    paragraph += soft && delSp ? content.slice(0, -1) : content;
    if (soft) depth = quote;
    else {
      out.push(prefixed(quote, paragraph));
      depth = -1;
      paragraph = "";
    }
  }
  if (depth >= 0) out.push(prefixed(depth, paragraph));
  return out.join("\n");
}

function quoteDepth(line: string): number {
  let depth = 0;
  while (line.charCodeAt(depth) === 0x3e) depth++;
  return depth;
}

function unstuff(content: string): string {
  return content.startsWith(" ") ? content.slice(1) : content;
}

function prefixed(depth: number, content: string): string {
  return depth > 0 ? `${">".repeat(depth)} ${content}` : content;
}
