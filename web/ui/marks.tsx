import type { Priority, StateCategory } from "../../shared/tickets/schema.ts";
import css from "./marks.module.css";

/** The state's shape: a category is known without its colour. The word stands beside it. */
export function StateMark({ category, size = 14 }: { category: StateCategory; size?: number }) {
  return (
    <svg
      className={css.mark}
      data-category={category}
      width={size}
      height={size}
      viewBox="0 0 14 14"
      aria-hidden="true"
    >
      {shapes[category]}
    </svg>
  );
}

const ring = <circle cx="7" cy="7" r="5.25" fill="none" stroke="currentColor" strokeWidth="1.5" />;
const disc = <circle cx="7" cy="7" r="6" fill="currentColor" />;
const cut = {
  fill: "none",
  stroke: "var(--bg)",
  strokeWidth: 1.5,
  strokeLinecap: "round",
  strokeLinejoin: "round",
} as const;
const shapes: Record<StateCategory, React.ReactNode> = {
  new: (
    <>
      {ring}
      <circle cx="7" cy="7" r="2.25" fill="currentColor" />
    </>
  ),
  open: (
    <>
      {ring}
      <path d="M7 3.75a3.25 3.25 0 0 1 0 6.5Z" fill="currentColor" />
    </>
  ),
  waiting: (
    <>
      {ring}
      <path d="M7 4v3.2l2 1.3" fill="none" stroke="currentColor" strokeWidth="1.4" strokeLinecap="round" />
    </>
  ),
  solved: (
    <>
      {disc}
      <path d="m4.4 7.2 1.8 1.8 3.4-3.7" {...cut} />
    </>
  ),
  closed: (
    <>
      {disc}
      <path d="m5 5 4 4m0-4-4 4" {...cut} />
    </>
  ),
};

const bars: Record<Priority, number> = { low: 1, normal: 2, high: 3, urgent: 0 };

/** Bars like a signal; urgent is a filled square with a mark. */
export function PriorityMark({ priority, size = 14 }: { priority: Priority; size?: number }) {
  return (
    <svg
      className={css.mark}
      data-priority={priority}
      width={size}
      height={size}
      viewBox="0 0 14 14"
      aria-hidden="true"
    >
      {priority === "urgent" ? (
        <>
          <rect x="1" y="1" width="12" height="12" rx="3" fill="currentColor" />
          <path d="M7 3.8v3.6M7 10v.1" {...cut} strokeWidth={1.7} />
        </>
      ) : (
        [0, 1, 2].map((bar) => (
          <rect
            key={bar}
            x={1.5 + bar * 4}
            y={8.5 - bar * 3}
            width="3"
            height={4 + bar * 3}
            rx="1"
            fill="currentColor"
            opacity={bar < bars[priority] ? 1 : 0.3}
          />
        ))
      )}
    </svg>
  );
}
