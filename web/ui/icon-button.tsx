import { ActionIcon, type ActionIconProps } from "@mantine/core";
import type { ComponentPropsWithoutRef, Ref } from "react";

type Props = ActionIconProps &
  Omit<ComponentPropsWithoutRef<"button">, keyof ActionIconProps | "aria-label"> & {
    label: string;
    /** Shown in the tooltip after the words. */
    hotkey?: string;
    ref?: Ref<HTMLButtonElement>;
  };

/** A button that is only an icon always has a name, shown on hover and read aloud. */
export function IconButton({ label, hotkey, ...rest }: Props) {
  return <ActionIcon aria-label={label} data-tip={hotkey ? `${label}  ${hotkey}` : label} {...rest} />;
}
