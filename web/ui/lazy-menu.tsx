import { Menu, type MenuProps } from "@mantine/core";
import { type ReactNode, useState } from "react";

interface Props extends Omit<MenuProps, "children"> {
  label: string;
  icon: ReactNode;
  className: string | undefined;
  /** What stands in it. */
  children: ReactNode;
}

/** A menu that is only a button until it is used: long lists of them cost nothing. */
export function LazyMenu({ label, icon, className, children, ...menu }: Props) {
  const [used, setUsed] = useState(false);
  const button = (
    <button
      type="button"
      className={className}
      aria-label={label}
      aria-haspopup="menu"
      title={label}
      onClick={() => setUsed(true)}
    >
      {icon}
    </button>
  );
  if (!used) return button;
  return (
    <Menu defaultOpened {...menu}>
      <Menu.Target>{button}</Menu.Target>
      <Menu.Dropdown>{children}</Menu.Dropdown>
    </Menu>
  );
}
