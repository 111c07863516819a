import css from "./select-box.module.css";

interface Props {
  label: string;
  selected: boolean;
  onToggle(): void;
  /** With Shift. */
  onRange(): void;
  className?: string;
}

/** A small box that is seen when it is of use: under the pointer, or once something is selected. By key it is `x`. */
export function SelectBox({ label, selected, onToggle, onRange, className }: Props) {
  return (
    <input
      type="checkbox"
      className={`${css.box} ${className ?? ""}`}
      aria-label={label}
      tabIndex={-1}
      checked={selected}
      readOnly
      onClick={(event) => (event.shiftKey ? onRange() : onToggle())}
    />
  );
}
