import { Popover } from "@mantine/core";
import { IconArrowDown, IconArrowUp, IconColumns } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import type { TicketColumn } from "../../../shared/tickets/query.ts";
import { IconButton } from "../../ui/icon-button.tsx";
import box from "../list/select-box.module.css";
import css from "./choose-columns.module.css";
import { columnNames } from "./columns.ts";

interface Props {
  chosen: readonly TicketColumn[];
  onChoose(columns: readonly TicketColumn[]): void;
}

/** Which columns and in which order, without a mouse too. */
export function ChooseColumns({ chosen, onChoose }: Props) {
  const { t } = useTranslation("lists");
  const others = columnNames.filter((name) => !chosen.includes(name));
  const swap = (at: number, by: 1 | -1) => {
    const next = [...chosen];
    const [one] = next.splice(at, 1);
    if (one) next.splice(at + by, 0, one);
    onChoose(next);
  };
  return (
    <Popover position="bottom-end" trapFocus width={280}>
      <Popover.Target>
        <IconButton label={t("table.columns")} size={26}>
          <IconColumns size={15} />
        </IconButton>
      </Popover.Target>
      <Popover.Dropdown>
        <ul className={css.columns} aria-label={t("table.columns")}>
          {chosen.map((name, at) => (
            <li key={name}>
              <Choice
                label={t(`column.${name}`)}
                checked
                disabled={chosen.length === 1}
                onChange={() => onChoose(chosen.filter((one) => one !== name))}
              />
              <span className={css.moves}>
                <IconButton
                  label={t("table.left", { column: t(`column.${name}`) })}
                  size={24}
                  disabled={at === 0}
                  onClick={() => swap(at, -1)}
                >
                  <IconArrowUp size={14} />
                </IconButton>
                <IconButton
                  label={t("table.right", { column: t(`column.${name}`) })}
                  size={24}
                  disabled={at === chosen.length - 1}
                  onClick={() => swap(at, 1)}
                >
                  <IconArrowDown size={14} />
                </IconButton>
              </span>
            </li>
          ))}
          {others.map((name) => (
            <li key={name}>
              <Choice label={t(`column.${name}`)} checked={false} onChange={() => onChoose([...chosen, name])} />
            </li>
          ))}
        </ul>
      </Popover.Dropdown>
    </Popover>
  );
}

interface ChoiceProps {
  label: string;
  checked: boolean;
  disabled?: boolean;
  onChange(): void;
}

function Choice({ label, ...rest }: ChoiceProps) {
  return (
    <label className={css.choice}>
      <input type="checkbox" className={box.box} {...rest} />
      {label}
    </label>
  );
}
