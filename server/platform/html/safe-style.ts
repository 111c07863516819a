/** Properties that change how text looks and nothing beyond its own box. */
const properties = new Set(
  [
    "color background-color font font-family font-size font-style font-weight font-variant line-height letter-spacing",
    "text-align text-decoration text-indent text-transform vertical-align white-space word-break word-wrap overflow-wrap",
    "border border-top border-right border-bottom border-left border-color border-style border-width border-collapse",
    "border-spacing border-radius padding padding-top padding-right padding-bottom padding-left margin margin-top",
    "margin-right margin-bottom margin-left width height max-width min-width max-height min-height list-style",
    "list-style-type table-layout display direction",
  ]
    .join(" ")
    .split(" "),
);

/** No functions but colours: neither url() nor expression(), no escapes, no comments, nothing that ends the attribute. */
const safeValue = /^[\w\s#.,%'"!+-]*$/;
const colour = /\b(?:rgb|rgba|hsl|hsla)\([\d\s.,%/]*\)/gi;
const maxLength = 4_000;

/** The declarations of a style attribute that are known to be harmless. */
export function safeStyle(style: string): string {
  if (style.length > maxLength) return "";
  const kept: string[] = [];
  for (const declaration of style.split(";")) {
    const colon = declaration.indexOf(":");
    const property = declaration.slice(0, colon).trim().toLowerCase();
    const value = declaration.slice(colon + 1).trim();
    if (colon > 0 && isSafe(property, value)) kept.push(`${property}:${value}`);
  }
  return kept.join(";");
}

function isSafe(property: string, value: string): boolean {
  if (!value || !properties.has(property) || !safeValue.test(value.replace(colour, ""))) return false;
  // A negative margin can lay text over what stands around the mail.
  return !(property.startsWith("margin") && value.includes("-"));
}
