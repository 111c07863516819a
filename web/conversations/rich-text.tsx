import { createElement, Fragment, type ReactNode, useMemo } from "react";
import { type Point, pointsOf } from "../../shared/conversations/points.ts";
import type { Message } from "../../shared/conversations/schema.ts";
import { LinkedText } from "./linked-text.tsx";
import { PointMenu } from "./point-menu.tsx";
import { alignment, elementFor, ignoresSpace, pictureAt, safeHref, wholeNumber } from "./rich-rules.ts";
import css from "./rich-text.module.css";

/** Deeper than any letter. */
const maxDepth = 100;

/**
 * HTML that was written here, as elements of the desk. The browser's parser reads it into a document that runs and fetches
 * nothing; then each element is made anew by React, known tags and attributes only.
 */
export function RichText({ html, message }: { html: string; message: Shown }) {
  const { id, number, text, attachments } = message;
  const parts = useMemo(() => {
    const { body } = new DOMParser().parseFromString(html, "text/html");
    const points = number === null ? new Map() : numberPoints(body, text);
    return partsOf(body, 0, { links: true, message: { id, number }, points, files: attachments });
  }, [html, id, number, text, attachments]);
  return (
    <div className={css.rich} dir="auto">
      {parts}
    </div>
  );
}

type Shown = Pick<Message, "id" | "number" | "text" | "attachments">;

interface Making {
  /** Bare addresses become links; not so in code, nor in a link. */
  links: boolean;
  message: Pick<Message, "id" | "number">;
  points: ReadonlyMap<Element, Point>;
  files: Message["attachments"];
}

/** The list items in their order are the points of the text, unless the text counts others. */
function numberPoints(body: HTMLElement, text: string): ReadonlyMap<Element, Point> {
  const points = pointsOf(text);
  const items = [...body.querySelectorAll("li")];
  return new Map(items.length === points.length ? items.map((item, index) => [item, points[index] as Point]) : []);
}

function partsOf(parent: Node, depth: number, how: Making): ReactNode[] {
  if (depth > maxDepth) return [parent.textContent];
  const spaceless = parent instanceof Element && ignoresSpace(parent.localName);
  return [...parent.childNodes].map((node, index) => {
    if (node instanceof Text) {
      if (spaceless && node.data.trim() === "") return null;
      // biome-ignore lint/suspicious/noArrayIndexKey: the parts of an immutable text never move
      return how.links ? <LinkedText key={index} text={node.data} /> : node.data;
    }
    return node instanceof Element ? elementOf(node, index, depth, how) : null;
  });
}

function elementOf(element: Element, key: number, depth: number, how: Making): ReactNode {
  const tag = element.localName;
  const children = (links = how.links) => partsOf(element, depth + 1, { ...how, links });
  if (tag === "a") {
    const href = safeHref(element.getAttribute("href"));
    if (href === null) return <Fragment key={key}>{children()}</Fragment>;
    return (
      <a key={key} href={href} title={href} target="_blank" rel="noopener noreferrer nofollow">
        {children(false)}
      </a>
    );
  }
  if (tag === "img") {
    const file = pictureAt(element.getAttribute("src"), how.files);
    const alt = element.getAttribute("alt") ?? "";
    if (!file?.url) return alt;
    return (
      <a key={key} className={css.picture} href={file.url} target="_blank" rel="noopener" title={file.name}>
        <img src={file.url} alt={alt || file.name} loading="lazy" />
      </a>
    );
  }
  const made = elementFor(tag);
  if (made === null) return null;
  if (made === "") return <Fragment key={key}>{children()}</Fragment>;
  if (made === "br" || made === "hr") return createElement(made, { key });
  const point = how.points.get(element);
  if (point)
    return (
      <li key={key} data-point={point.point}>
        {children()}
        <PointMenu message={how.message} point={point.point} text={point.text} />
      </li>
    );
  return createElement(made, { key, ...propsOf(element) }, ...children(how.links && !["code", "pre"].includes(made)));
}

function propsOf(element: Element): Record<string, unknown> {
  const read = (name: string) => element.getAttribute(name);
  switch (element.localName) {
    case "ol":
      return { start: wholeNumber(read("start"), 0, 1_000_000) };
    case "td":
    case "th":
      return {
        colSpan: wholeNumber(read("colspan"), 1, 100),
        rowSpan: wholeNumber(read("rowspan"), 1, 100),
        style: { textAlign: alignment(read("align")) },
      };
    default:
      return {};
  }
}
