import { useTranslation } from "react-i18next";
import { type State, stateCategories } from "../../shared/tickets/schema.ts";
import { inLanguage } from "../lib/i18n.ts";
import css from "./diagram.module.css";
import { type Box, column, curve, layOut } from "./diagram-layout.ts";

interface Props {
  states: State[];
  /** Whose ways are drawn strongly. */
  shown: string | null;
  onShow(key: string | null): void;
}

/** The workflow as a picture: a column a category, a way for each step that is allowed. The list below says the same in words. */
export function Diagram({ states, shown, onShow }: Props) {
  const { t, i18n } = useTranslation("settings");
  const { boxes, width, height } = layOut(states);
  const ways = states.flatMap((state) =>
    state.next.flatMap((to) => {
      const [from, end] = [boxes.get(state.key), boxes.get(to)];
      return from && end ? [{ from: state.key, to, path: curve(from, end) }] : [];
    }),
  );
  const strong = (from: string) => from === shown;
  // What is strong is drawn last, above the others.
  ways.sort((a, b) => Number(strong(a.from)) - Number(strong(b.from)));
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard
    <figure className={css.figure} tabIndex={0} aria-label={t("state.diagram")}>
      <svg width={width} height={height} viewBox={`0 0 ${width} ${height}`} aria-hidden="true">
        <defs>
          <marker id="arrow" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" markerHeight="7" orient="auto">
            <path d="M0 1 7 4 0 7Z" fill="context-stroke" />
          </marker>
        </defs>
        {ways.map(({ from, to, path }) => (
          <path
            key={`${from} ${to}`}
            d={path}
            className={css.way}
            data-strong={strong(from) || undefined}
            markerEnd="url(#arrow)"
          />
        ))}
        {states.map((state) => {
          const box = boxes.get(state.key) as Box;
          const word = inLanguage(state.name, i18n.language);
          return (
            // biome-ignore lint/a11y/noStaticElementInteractions: the list below says the same to whom has no pointer
            <g
              key={state.key}
              onMouseEnter={() => onShow(state.key)}
              data-category={state.category}
              className={css.box}
            >
              <title>{word}</title>
              <rect
                x={box.x}
                y={box.y}
                width={box.width}
                height={box.height}
                rx={6}
                data-strong={strong(state.key) || undefined}
              />
              <foreignObject x={box.x} y={box.y} width={box.width} height={box.height}>
                <div className={css.word}>{word}</div>
              </foreignObject>
            </g>
          );
        })}
        {stateCategories.map((category, place) => (
          <text key={category} x={place * column + 4} y={12} className={css.category}>
            {t(`state.category.${category}`)}
          </text>
        ))}
      </svg>
    </figure>
  );
}
