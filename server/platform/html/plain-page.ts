// A page of the server for who has no account: plain HTML, no script, nothing from elsewhere.
import type { Language } from "../../../shared/base/schema.ts";
import { escapeHtml } from "./plain-html.ts";

const style = `:root{color-scheme:light dark;--bg:#fff;--text:#1a1a1a;--soft:#5b6068;--line:#d8dbe0;--accent:#1558b0;--on:#fff}
@media (prefers-color-scheme:dark){:root{--bg:#17191c;--text:#e8eaed;--soft:#a9aeb6;--line:#3a3e45;--accent:#8ab4f8;--on:#10141a}}
*{box-sizing:border-box}body{margin:0;background:var(--bg);color:var(--text);font:16px/1.5 Inter,"Noto Sans Thai",system-ui,sans-serif}
main{max-width:620px;margin:0 auto;padding:32px 20px}h1{font-size:22px;line-height:1.3;margin:0 0 12px}
dl{margin:20px 0 0;display:grid;grid-template-columns:auto 1fr;gap:4px 14px}dt{color:var(--soft)}dd{margin:0;overflow-wrap:anywhere}
blockquote{margin:14px 0 24px;padding:12px 14px;border:1px solid var(--line);border-radius:8px;white-space:pre-wrap;overflow-wrap:anywhere}
form{display:inline-block;margin:0 8px 8px 0}button{font:inherit;min-height:44px;padding:0 18px;border-radius:8px;border:1px solid var(--accent);background:var(--bg);color:var(--accent);cursor:pointer}
button.yes{background:var(--accent);color:var(--on)}button:focus-visible{outline:3px solid var(--accent);outline-offset:2px}p.soft{color:var(--soft);font-size:14px}`;

/** `body` is HTML; all else is escaped here. */
export const plainPage = (language: Language, desk: string, title: string, body: string): string =>
  `<!doctype html><html lang="${language}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1"><meta name="robots" content="noindex"><title>${escapeHtml(title)} · ${escapeHtml(desk)}</title><style>${style}</style></head><body><main><h1>${escapeHtml(title)}</h1>${body}<p class="soft">${escapeHtml(desk)}</p></main></body></html>`;
