import { type ReactNode, useMemo } from "react";
import { pointsOf } from "../../shared/conversations/points.ts";
import { LinkedText } from "./linked-text.tsx";
import css from "./plain-text.module.css";
import { PointMenu } from "./point-menu.tsx";

/** Text as it was written; of a message its list items are points that can be cited. */
export function PlainText({ text, message }: { text: string; message?: { id: string; number: number | null } }) {
  const pieces = useMemo(() => piecesOf(text, message?.number != null), [text, message?.number]);
  return (
    <div className={css.text} dir="auto">
      {pieces.map(({ point, words, rest, at }) =>
        point && message ? (
          <span key={at} className={css.point} data-point={point}>
            <LinkedText text={words} />
            <PointMenu message={message} point={point} text={words} />
            {rest}
          </span>
        ) : (
          <LinkedText key={at} text={words} />
        ),
      )}
    </div>
  );
}

interface Piece {
  at: number;
  words: string;
  /** What parts it from the next. */
  rest: ReactNode;
  point?: number;
}

function piecesOf(text: string, withPoints: boolean): Piece[] {
  const points = withPoints ? pointsOf(text) : [];
  if (points.length === 0) return [{ at: 0, words: text, rest: null }];
  const lines = text.split("\n");
  const pieces: Piece[] = [];
  let done = 0;
  const upTo = (end: number) => {
    if (end > done) pieces.push({ at: done, words: `${lines.slice(done, end).join("\n")}\n`, rest: null });
    done = end;
  };
  for (const { point, from, to } of points) {
    upTo(from);
    pieces.push({ at: from, words: lines.slice(from, to).join("\n"), rest: to < lines.length ? "\n" : null, point });
    done = to;
  }
  upTo(lines.length);
  return pieces;
}
