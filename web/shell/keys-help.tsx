import { Kbd, Modal } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { useSession } from "../lib/session.ts";
import { keyFor, type Shortcut } from "../lib/shortcuts.ts";
import css from "./keys-help.module.css";

/** A key that a person may change is named, others are written out. */
type Row = readonly [keys: readonly (Shortcut | { key: string })[], words: string];
const key = (name: string) => ({ key: name });

const groups: readonly { title: string; rows: readonly Row[] }[] = [
  {
    title: "desk:keys.list",
    rows: [
      [["next", "previous"], "desk:keys.move"],
      [[key("Enter")], "desk:keys.open"],
      [[key("Esc")], "desk:keys.back"],
      [["select"], "key.select"],
      [[key("Shift x"), key("Shift j")], "key.range"],
      [[key("Ctrl a")], "display.selectAll"],
      [["create"], "desk:keys.new"],
      [[key("Shift →")], "key.carry"],
    ],
  },
  {
    title: "desk:keys.ticket",
    rows: [
      [["reply"], "desk:keys.reply"],
      [["note"], "desk:keys.note"],
      [[key("Ctrl ⏎"), key("⌘ ⏎")], "desk:keys.send"],
      [["solve"], "desk:keys.solve"],
      [["take"], "desk:keys.toMe"],
      [["assign"], "desk:keys.assign"],
      [["state"], "desk:keys.state"],
      [["priority"], "desk:keys.priority"],
      [["queue"], "desk:keys.queue"],
      [["snooze"], "pick.snooze"],
      [["move"], "key.move"],
      [["undo"], "desk:keys.undo"],
    ],
  },
  {
    title: "key.go",
    rows: [
      [[key("Ctrl k"), key("⌘ k")], "palette.title"],
      [[key("/")], "desk:keys.search"],
      [[key("g i")], "desk:view.inbox"],
      [[key("g m")], "desk:view.mine"],
      [[key("g u")], "desk:view.unassigned"],
      [[key("g t")], "desk:view.open"],
      [[key("g o")], "desk:view.overdue"],
      [[key("g n")], "desk:view.mentions"],
      [[key("g h")], "desk:view.snoozed"],
      [[key("g s")], "desk:view.solved"],
      [[key("g 1"), key("g 9")], "key.own"],
      [[key("?")], "desk:keys.help"],
    ],
  },
];

export function KeysHelp({ onClose }: { onClose(): void }) {
  const { t } = useTranslation("lists");
  const own = useSession().preferences.keys;
  return (
    <Modal
      opened
      onClose={onClose}
      size={860}
      title={t("desk:keys.title")}
      closeButtonProps={{ "aria-label": t("desk:close") }}
    >
      <div className={css.groups}>
        {groups.map(({ title, rows }) => (
          <section key={title}>
            <h3 className={css.title}>{t(title)}</h3>
            <dl className={css.rows}>
              {rows.map(([hotkeys, words]) => (
                <div key={words}>
                  <dt>
                    {hotkeys
                      .map((one) => (typeof one === "string" ? keyFor(one, own) : one.key))
                      .map((name) => (
                        <Kbd key={name} size="xs">
                          {name}
                        </Kbd>
                      ))}
                  </dt>
                  <dd>{t(words)}</dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </div>
    </Modal>
  );
}
