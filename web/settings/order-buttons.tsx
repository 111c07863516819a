import { IconArrowDown, IconArrowUp } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { IconButton } from "../ui/icon-button.tsx";

interface Props {
  name: string;
  keys: readonly string[];
  at: number;
  onOrder(keys: string[]): void;
}

/** Up and down, for those who do not drag. */
export function OrderButtons({ name, keys, at, onOrder }: Props) {
  const { t } = useTranslation("settings");
  const swap = (other: number) => {
    const next = [...keys];
    [next[at], next[other]] = [next[other] as string, next[at] as string];
    onOrder(next);
  };
  return (
    <>
      <IconButton label={t("up", { name })} disabled={at === 0} onClick={() => swap(at - 1)}>
        <IconArrowUp size={16} />
      </IconButton>
      <IconButton label={t("down", { name })} disabled={at === keys.length - 1} onClick={() => swap(at + 1)}>
        <IconArrowDown size={16} />
      </IconButton>
    </>
  );
}
