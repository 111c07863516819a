import { Button } from "@mantine/core";
import { IconLock, IconLockOpen2, IconRosetteDiscountCheck, IconRosetteDiscountCheckOff } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import css from "./protection.module.css";
import type { Protecting } from "./use-protection.ts";

/** Signed, encrypted, or why not: said before it leaves, switched by a click. */
export function Protection({ can, sign, encrypt, chosen, choose }: Protecting) {
  const { t } = useTranslation();
  if (!can) return null;
  const lacks = encrypt && !can.encrypts && can.missing.length > 0;
  return (
    <fieldset className={css.line} aria-label={t("composer.protection.title")}>
      <Button
        size="compact-xs"
        variant="subtle"
        aria-pressed={encrypt}
        disabled={!encrypt && !can.encrypts}
        leftSection={encrypt ? <IconLock size={14} /> : <IconLockOpen2 size={14} />}
        onClick={() => choose({ ...chosen, encrypt: !encrypt })}
      >
        {encrypt ? t("composer.protection.encrypted") : t("composer.protection.readable")}
      </Button>
      {can.signs && (
        <Button
          size="compact-xs"
          variant="subtle"
          aria-pressed={sign}
          leftSection={sign ? <IconRosetteDiscountCheck size={14} /> : <IconRosetteDiscountCheckOff size={14} />}
          onClick={() => choose({ ...chosen, sign: !sign })}
        >
          {sign ? t("composer.protection.signed") : t("composer.protection.unsigned")}
        </Button>
      )}
      {lacks && (
        <span className={css.lacks} role="status">
          {t("composer.protection.missing", { addresses: can.missing.join(", ") })}
        </span>
      )}
    </fieldset>
  );
}
