import css from "./bones.module.css";
import { Later } from "./later.tsx";

/** Grey lines where rows will be. */
export function Bones({ rows = 8, height = 52 }: { rows?: number; height?: number }) {
  return (
    <Later>
      <div aria-hidden="true">
        {Array.from({ length: rows }, (_, row) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: nothing but a picture
          <div key={row} className={css.row} style={{ height }}>
            <span style={{ width: `${55 + ((row * 17) % 35)}%` }} />
            <span style={{ width: `${30 + ((row * 13) % 25)}%` }} />
          </div>
        ))}
      </div>
    </Later>
  );
}
