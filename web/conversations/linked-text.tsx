import { Fragment, type ReactNode } from "react";
import { citesIn, jumpTo } from "../lib/cites.ts";
import { splitLinks } from "./links.ts";
import css from "./plain-text.module.css";
import { useThread } from "./thread.ts";

/** Words, with the addresses in them made into links, and citations ("4.2") into ways to what they cite. */
export function LinkedText({ text }: { text: string }) {
  return splitLinks(text).map((part, index) =>
    part.href ? (
      // biome-ignore lint/suspicious/noArrayIndexKey: the parts of an immutable text never move
      <a key={index} href={part.href} target="_blank" rel="noopener noreferrer nofollow">
        {part.text}
      </a>
    ) : (
      // biome-ignore lint/suspicious/noArrayIndexKey: as above
      <CitingText key={index} text={part.text} />
    ),
  );
}

function CitingText({ text }: { text: string }) {
  const { cites } = useThread();
  const found = citesIn(text, cites);
  if (found.length === 0) return text;
  const parts: ReactNode[] = [];
  let end = 0;
  for (const { at, text: words, message, point } of found) {
    parts.push(<Fragment key={`before ${at}`}>{text.slice(end, at)}</Fragment>);
    parts.push(
      <button key={at} type="button" className={css.cite} onClick={() => jumpTo(message, point)}>
        {words}
      </button>,
    );
    end = at + words.length;
  }
  return [...parts, text.slice(end)];
}
