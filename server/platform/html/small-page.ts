// A page that a link in a mail opens: one column, no scripts, nothing from elsewhere.
import type { Language } from "../../../shared/base/schema.ts";
import { escapeHtml } from "./plain-html.ts";

const style = `:root{color-scheme:light dark}body{margin:0;font:16px/1.6 Inter,"Noto Sans Thai",system-ui,sans-serif;color:#1f2328;background:#f6f7f9;overflow-wrap:anywhere}
main{max-width:560px;margin:12vh auto 0;padding:32px 24px;background:#fff;border:1px solid #d9dde3;border-radius:8px}
h1{font-size:22px;line-height:1.3;margin:0 0 12px}p{margin:0 0 16px}label{display:block;margin:0 0 6px;font-weight:500}
textarea{box-sizing:border-box;width:100%;min-height:96px;margin:0 0 16px;padding:8px 10px;font:inherit;color:inherit;background:transparent;border:1px solid #7a828e;border-radius:6px}
button{font:inherit;font-weight:600;padding:10px 18px;border:0;border-radius:6px;color:#fff;background:#1f5fbf;cursor:pointer}
:focus-visible{outline:3px solid #7fb0ff;outline-offset:2px}footer{max-width:560px;margin:16px auto;padding:0 24px;font-size:14px;color:#59636e}
@media (max-width:600px){main{margin:0;border:0;border-radius:0}}
@media (prefers-color-scheme:dark){body{color:#e6e8eb;background:#101214}main{background:#181b1f;border-color:#343a42}footer{color:#a3acb8}}`;

interface SmallPage {
  language: Language;
  /** Its name. */
  desk: string;
  title: string;
  text: string;
  /** HTML of what can be sent; null: the page only tells. */
  form: string | null;
}

export function smallPage({ language, desk, title, text, form }: SmallPage): string {
  return `<!doctype html><html lang="${language}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex, nofollow"><title>${escapeHtml(`${title} · ${desk}`)}</title><style>${style}</style></head>
<body><main><h1>${escapeHtml(title)}</h1><p${form ? "" : ' role="status"'}>${escapeHtml(text)}</p>${form ?? ""}</main><footer>${escapeHtml(desk)}</footer></body></html>`;
}
