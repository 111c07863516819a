import type { ReactNode } from "react";
import css from "./empty.module.css";

/** What will be here, and how to begin. */
export function Empty({ icon, title, children }: { icon?: ReactNode; title: string; children?: ReactNode }) {
  return (
    <div className={css.empty}>
      {icon && (
        <div className={css.icon} aria-hidden="true">
          {icon}
        </div>
      )}
      <p className={css.title}>{title}</p>
      {children && <div className={css.body}>{children}</div>}
    </div>
  );
}
