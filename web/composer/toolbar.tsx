import { Button, Popover, TextInput } from "@mantine/core";
import { IconBold, IconCode, IconItalic, IconLink, IconList, IconListNumbers, IconQuote } from "@tabler/icons-react";
import { type Editor, useEditorState } from "@tiptap/react";
import { memo, useState } from "react";
import { useTranslation } from "react-i18next";
import { IconButton } from "../ui/icon-button.tsx";
import css from "./toolbar.module.css";

const mac = /Mac|iPhone|iPad/.test(navigator.userAgent);
const mod = (key: string) => (mac ? `⌘${key}` : `Ctrl ${key}`);

const tools = [
  { name: "bold", Icon: IconBold, hotkey: mod("B"), act: (e: Editor) => e.chain().focus().toggleBold().run() },
  { name: "italic", Icon: IconItalic, hotkey: mod("I"), act: (e: Editor) => e.chain().focus().toggleItalic().run() },
  { name: "bulletList", Icon: IconList, hotkey: "- ", act: (e: Editor) => e.chain().focus().toggleBulletList().run() },
  {
    name: "orderedList",
    Icon: IconListNumbers,
    hotkey: "1. ",
    act: (e: Editor) => e.chain().focus().toggleOrderedList().run(),
  },
  { name: "blockquote", Icon: IconQuote, hotkey: "> ", act: (e: Editor) => e.chain().focus().toggleBlockquote().run() },
  { name: "code", Icon: IconCode, hotkey: "`", act: (e: Editor) => e.chain().focus().toggleCode().run() },
] as const;

/** The few forms that a mail needs; the keys are Markdown's own. */
export const Toolbar = memo(function Toolbar({ editor }: { editor: Editor }) {
  const { t } = useTranslation();
  const active = useEditorState({
    editor,
    selector: ({ editor }) =>
      Object.fromEntries([...tools, { name: "link" }].map(({ name }) => [name, editor.isActive(name)])),
  });
  return (
    <div className={css.bar} role="toolbar" aria-label={t("composer.format.title")}>
      {tools.map(({ name, Icon, hotkey, act }) => (
        <IconButton
          key={name}
          label={t(`composer.format.${name}`)}
          hotkey={hotkey}
          size={26}
          aria-pressed={active[name] ?? false}
          onMouseDown={(event) => event.preventDefault()}
          onClick={() => act(editor)}
        >
          <Icon size={16} stroke={1.75} />
        </IconButton>
      ))}
      <LinkTool editor={editor} active={active.link ?? false} />
    </div>
  );
});

/** A link over the selection; an empty address takes it away. */
function LinkTool({ editor, active }: { editor: Editor; active: boolean }) {
  const { t } = useTranslation();
  const [address, setAddress] = useState<string | null>(null);
  const apply = () => {
    const text = address?.trim() ?? "";
    setAddress(null);
    const href = /^(?:https?:|mailto:|tel:)/i.test(text) ? text : text && `https://${text}`;
    const chain = editor.chain().focus().extendMarkRange("link");
    if (!href) chain.unsetLink().run();
    else if (editor.state.selection.empty && !active)
      chain.insertContent({ type: "text", text, marks: [{ type: "link", attrs: { href } }] }).run();
    else chain.setLink({ href }).run();
  };
  return (
    <Popover opened={address !== null} onChange={(open) => !open && setAddress(null)} position="top-start" trapFocus>
      <Popover.Target>
        <IconButton
          label={t("composer.format.link")}
          size={26}
          aria-pressed={active}
          onClick={() => setAddress(String(editor.getAttributes("link").href ?? ""))}
        >
          <IconLink size={16} stroke={1.75} />
        </IconButton>
      </Popover.Target>
      <Popover.Dropdown>
        <form
          className={css.link}
          onSubmit={(event) => {
            event.preventDefault();
            event.stopPropagation();
            apply();
          }}
        >
          <TextInput
            size="xs"
            data-autofocus
            placeholder="https://"
            aria-label={t("composer.format.address")}
            value={address ?? ""}
            onChange={(event) => setAddress(event.currentTarget.value)}
          />
          <Button type="submit">{t("composer.format.apply")}</Button>
        </form>
      </Popover.Dropdown>
    </Popover>
  );
}
