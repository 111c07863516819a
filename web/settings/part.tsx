import { type ReactNode, useId } from "react";
import css from "./settings.module.css";

interface Props {
  title?: string;
  hint?: string;
  /** Beside the title: what can be begun here. */
  action?: ReactNode;
  children: ReactNode;
}

export function Part({ title, hint, action, children }: Props) {
  const id = useId();
  return (
    <section className={css.part} {...(title && { "aria-labelledby": id })}>
      {(title || action) && (
        <div className={css.head}>
          {title && <h2 id={id}>{title}</h2>}
          {action}
        </div>
      )}
      {hint && <p className={css.hint}>{hint}</p>}
      {children}
    </section>
  );
}
