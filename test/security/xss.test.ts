// S8, quick: what a mail brings in its body, subject, names and files, as the API gives it out. What a browser makes of it
// is another test's matter.
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Api, startDesk, type TestDesk, until } from "../support/desk.ts";

const vectors = [
  "<script>alert(1)</script>",
  "<scr<script>ipt>alert(1)</scr</script>ipt>",
  "<SCRIPT SRC=//evil.example/x.js></SCRIPT>",
  "<script\x20type='text/javascript'>alert(1)",
  "<script/random>alert(1)</script>",
  "<<script>alert(1)//<</script>",
  "<img src=x onerror=alert(1)>",
  "<img src=x onerror\x09=alert(1)>",
  "<img/src=x/onerror=alert(1)>",
  "<img src='x' onerror='alert(1)' />",
  '<img src="x` `<script>alert(1)</script>"` `>',
  "<img src=javascript:alert(1)>",
  "<img lowsrc=javascript:alert(1) dynsrc=javascript:alert(1)>",
  "<svg onload=alert(1)>",
  "<svg><script>alert(1)</script></svg>",
  "<svg><a xlink:href=javascript:alert(1)><text y=20>x</text></a></svg>",
  "<svg><animate onbegin=alert(1) attributeName=x dur=1s>",
  "<svg><style><img src=x onerror=alert(1)></style></svg>",
  "<svg></p><style><a id='</style><img src=1 onerror=alert(1)>'>",
  "<math><mtext><table><mglyph><style><!--</style><img title='--&gt;&lt;img src=1 onerror=alert(1)&gt;'>",
  "<math href=javascript:alert(1)>click</math>",
  "<form><math><mtext></form><form><mglyph><style></math><img src onerror=alert(1)>",
  "<iframe src=javascript:alert(1)></iframe>",
  "<iframe srcdoc='<script>alert(1)</script>'></iframe>",
  "<object data=javascript:alert(1)></object>",
  "<object data=data:text/html;base64,PHNjcmlwdD5hbGVydCgxKTwvc2NyaXB0Pg==></object>",
  "<embed src=javascript:alert(1)>",
  "<a href=javascript:alert(1)>x</a>",
  "<a href=' javascript:alert(1)'>x</a>",
  "<a href='java\tscript:alert(1)'>x</a>",
  "<a href='java&#10;script:alert(1)'>x</a>",
  "<a href='&#106;avascript:alert(1)'>x</a>",
  "<a href='JaVaScRiPt:alert(1)'>x</a>",
  "<a href='vbscript:msgbox(1)'>x</a>",
  "<a href='data:text/html,<script>alert(1)</script>'>x</a>",
  "<a href='\x01javascript:alert(1)'>x</a>",
  "<a href='//evil.example' onclick=alert(1) onmouseover=alert(1)>x</a>",
  "<body onload=alert(1) background=javascript:alert(1)>",
  "<div onpointerrawupdate=alert(1) style='width:expression(alert(1))'>x</div>",
  "<div style='background:url(javascript:alert(1))'>x</div>",
  "<div style='behavior:url(x.htc); -moz-binding:url(x.xml#x)'>x</div>",
  "<div style=\"background-image:url('https://evil.example/track')\">x</div>",
  "<style>@import 'https://evil.example/x.css';</style>",
  "<style>body{background:url(javascript:alert(1))}</style>",
  "<link rel=stylesheet href=javascript:alert(1)>",
  "<link rel=import href=//evil.example>",
  "<meta http-equiv=refresh content='0;url=javascript:alert(1)'>",
  "<base href=javascript:alert(1)//>",
  "<input autofocus onfocus=alert(1)>",
  "<button form=x formaction=javascript:alert(1)>x</button>",
  "<form action=javascript:alert(1)><input type=submit></form>",
  "<details open ontoggle=alert(1)>",
  "<video><source onerror=alert(1)></video>",
  "<audio src=x onerror=alert(1)>",
  "<marquee onstart=alert(1)>",
  "<template><script>alert(1)</script></template>",
  "<noscript><p title='</noscript><img src=x onerror=alert(1)>'>",
  "<textarea><img title='</textarea><img src=x onerror=alert(1)>'>",
  "<xmp><img title='</xmp><img src=x onerror=alert(1)>'></xmp>",
  "<title><img title='</title><img src=x onerror=alert(1)>'>",
  "<!--><img src=x onerror=alert(1)>-->",
  "<![CDATA[><img src=x onerror=alert(1)>]]>",
  "<?xml version='1.0'?><x:script xmlns:x='http://www.w3.org/1999/xhtml'>alert(1)</x:script>",
  "<isindex type=image src=1 onerror=alert(1)>",
  "<table background=javascript:alert(1)><td background=javascript:alert(1)>x</table>",
  "<p id=getElementById name=cookie class=mantine-Modal-root>x</p>",
];

let desk: TestDesk;
let api: Api;
const numbers = new Map<number, string>();
let framed = 0;
beforeAll(async () => {
  desk = await startDesk({ smarthost: false });
  api = await desk.api();
  await Promise.all(
    vectors.map((vector, index) =>
      desk.send({
        from: { name: vector.slice(0, 60), address: `sender${index}@evil.example` },
        subject: `v${index}v ${vector}`,
        html: `<p>before</p>${vector}<p>after</p>`,
        attachments: [{ filename: `${vector.replaceAll("/", "")}.html`, content: vector, contentType: "text/html" }],
      }),
    ),
  );
  await until(
    "all mails",
    async () => {
      const { items } = (await api("GET", "/tickets?limit=200")).body;
      for (const { subject, number } of items) numbers.set(Number(/^v(\d+)v/.exec(subject)?.[1]), number);
      return numbers.size === vectors.length;
    },
    20_000,
  );
}, 60_000);
afterAll(() => desk?.stop());

const dangerous: [what: string, pattern: RegExp][] = [
  [
    "an element that runs, loads or covers",
    /<\/?\s*(?:script|iframe|frame|object|embed|svg|math|link|meta|base|form|input|button|textarea|video|audio|source|template|noscript|title|xmp|marquee|isindex|style|body)\b/i,
  ],
  ["a handler", /<[a-z][^>]*[\s/"']on[a-z]+\s*=/i],
  ["an address that runs", /<[a-z][^>]*=\s*["']?[\s\p{Cc}]*(?:javascript|vbscript|data:text)/iu],
  ["a style that runs or fetches", /<[a-z][^>]*style\s*=[^>]*(?:expression|behavior|-moz-binding|url\s*\()/i],
  ["a picture that fetches at once", /<img[^>]*\ssrc\s*=\s*["']?(?:https?:|\/\/)/i],
  [
    "a name that could stand for one of ours",
    /<[a-z][^>]*\s(?:id|name|class)\s*=\s*["']?(?:getElementById|cookie|mantine)/i,
  ],
];

/** The frame's own head is ours. */
const bodyOf = (page: string): string => page.slice(page.indexOf("<body>") + 6, page.lastIndexOf("</body>"));

test.each(vectors.map((vector, index) => [vector, index] as const))("%s", async (_vector, index) => {
  const number = numbers.get(index);
  const { body, headers } = await api("GET", `/tickets/${number}/messages`);
  expect(headers.get("content-type")).toMatch(/^application\/json/);
  const [message] = body.items;
  const frame = await api("GET", `/messages/${message.id}/html?images=true`);
  for (const [what, pattern] of dangerous) {
    expect.soft(message.html ?? "", what).not.toMatch(pattern);
    if (frame.status === 200 && !what.includes("fetches at once"))
      expect.soft(bodyOf(frame.body), what).not.toMatch(pattern);
  }
  if (frame.status !== 200) return;
  framed++;
  const policy = frame.headers.get("content-security-policy") ?? "";
  expect(policy).toMatch(/default-src 'none'/);
  expect(policy).toMatch(/sandbox allow-popups/);
  expect(policy).not.toMatch(/script-src|allow-scripts|allow-same-origin|allow-forms|allow-top-navigation/);
  const file = await api("GET", `/attachments/${message.attachments[0].id}`);
  expect(file.headers.get("content-disposition")).toMatch(/^attachment;/);
});

test("every mail became one ticket with its text in it", async () => {
  const { body } = await api("GET", `/tickets/${numbers.get(0)}/messages`);
  expect(body.items[0].text).toContain("before");
  expect(body.items[0].text).toContain("after");
  expect(framed).toBe(vectors.length);
});
