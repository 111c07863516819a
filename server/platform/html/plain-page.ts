// A page of the server for who has no account, as a link in a mail opens it: plain HTML, no script, nothing from elsewhere.
import type { Language } from "../../../shared/base/schema.ts";
import { escapeHtml } from "./plain-html.ts";

const style = `:root{color-scheme:light dark;--back:#f6f7f9;--bg:#fff;--text:#1f2328;--soft:#59636e;--line:#d9dde3;--field:#7a828e;--accent:#1f5fbf;--on:#fff}
@media (prefers-color-scheme:dark){:root{--back:#101214;--bg:#181b1f;--text:#e6e8eb;--soft:#a3acb8;--line:#343a42;--accent:#8ab4f8;--on:#10141a}}
*{box-sizing:border-box}body{margin:0;font:16px/1.6 Inter,"Noto Sans Thai",system-ui,sans-serif;color:var(--text);background:var(--back);overflow-wrap:anywhere}
main{max-width:620px;margin:12vh auto 0;padding:32px 24px;background:var(--bg);border:1px solid var(--line);border-radius:8px}
h1{font-size:22px;line-height:1.3;margin:0 0 12px}p{margin:0 0 16px}label{display:block;margin:0 0 6px;font-weight:500}
dl{margin:20px 0;display:grid;grid-template-columns:auto 1fr;gap:4px 14px}dt,.soft,footer{color:var(--soft)}dd{margin:0}
blockquote{margin:0 0 24px;padding:12px 14px;border:1px solid var(--line);border-radius:8px;white-space:pre-wrap}
textarea{width:100%;min-height:96px;margin:0 0 16px;padding:8px 10px;font:inherit;color:inherit;background:transparent;border:1px solid var(--field);border-radius:6px}
button{font:inherit;font-weight:600;min-height:44px;margin:0 8px 8px 0;padding:0 18px;border:1px solid var(--accent);border-radius:6px;background:var(--accent);color:var(--on);cursor:pointer}
button.no{background:var(--bg);color:var(--accent)}.beside{display:inline-block}:focus-visible{outline:3px solid var(--accent);outline-offset:2px}
.soft,footer{font-size:14px}footer{max-width:620px;margin:16px auto;padding:0 24px}
@media (max-width:600px){main{margin:0;border:0;border-radius:0}}`;

/** `body` is HTML; all else is escaped here. */
export const plainPage = (language: Language, desk: string, title: string, body: string): string =>
  `<!doctype html><html lang="${language}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1"><meta name="robots" content="noindex, nofollow"><title>${escapeHtml(`${title} · ${desk}`)}</title><style>${style}</style></head><body><main><h1>${escapeHtml(title)}</h1>${body}</main><footer>${escapeHtml(desk)}</footer></body></html>`;

/** What such a page says when there is nothing to do on it. */
export const saying = (text: string): string => `<p role="status">${escapeHtml(text)}</p>`;
