// What people type -> what is kept: plain text that reads well, and safe HTML where there is formatting.
import { marked } from "marked";
import { htmlToPlain } from "./html-text.ts";
import { sanitizeOwnHtml } from "./sanitize.ts";

export interface Body {
  text: string;
  html: string | null;
}

export function renderBody(body: string, format: "text" | "markdown" | "html"): Body {
  const clean = body.replace(/\r\n?/g, "\n").trimEnd();
  if (format === "text") return { text: clean, html: null };
  const source = format === "markdown" ? marked.parse(clean, { async: false, gfm: true, breaks: true }) : clean;
  const html = sanitizeOwnHtml(source).trim();
  return { text: htmlToPlain(html).trim(), html };
}
