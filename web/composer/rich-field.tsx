import { Selection } from "@tiptap/pm/state";
import { type Editor, EditorContent, useEditor } from "@tiptap/react";
import { useEffect, useImperativeHandle, useLayoutEffect, useRef } from "react";
import type { CannedReply } from "../../shared/canned-replies/schema.ts";
import type { PersonRef } from "../../shared/people/schema.ts";
import { caretMark, extensionsFor, markdownOf } from "./extensions.ts";
import type { FieldProps } from "./field-props.ts";
import { pictureAttrs } from "./picture-node.ts";
import css from "./rich-field.module.css";
import { SuggestionMenu, useSuggestions } from "./suggestion-menu.tsx";
import { Toolbar } from "./toolbar.tsx";

/** Rich text over the same Markdown that the plain field holds. */
export function RichField(props: FieldProps) {
  const latest = useRef(props);
  latest.current = props;
  const suggestions = useSuggestions();
  /** What the editor said last: anything else came from outside. */
  const said = useRef(props.body);
  const editor = useEditor({
    extensions: extensionsFor({
      placeholder: () => latest.current.placeholder,
      cites: () => latest.current.cites,
      suggestions,
      replies: (query) => latest.current.replies(query) as Promise<CannedReply[]>,
      people: (query) => (latest.current.kind === "note" ? latest.current.people(query) : ([] as PersonRef[])),
      onReply: async (reply, editor, range) => {
        editor.chain().focus().deleteRange(range).run();
        const body = await latest.current.onReply(reply);
        if (body) editor.chain().focus().insertContent(body, { contentType: "markdown" }).run();
      },
    }),
    content: withCaret(props.body, props.caret),
    contentType: "markdown",
    shouldRerenderOnTransaction: false,
    editorProps: {
      attributes: () => ({
        class: css.text ?? "",
        role: "textbox",
        "aria-multiline": "true",
        "aria-label": latest.current.label,
        dir: "auto",
        ...(suggestions.current() ? { "aria-activedescendant": suggestions.activeId() } : {}),
      }),
      handleKeyDown: (_view, event) => {
        if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
          latest.current.onSubmit();
          return true;
        }
        if (event.key !== "Escape" || suggestions.current()) return false;
        (event.target as HTMLElement).blur();
        return true;
      },
      handlePaste: (_view, event) => latest.current.onFiles(event.clipboardData?.files),
      handleDrop: (view, event) => {
        if (!event.dataTransfer?.files.length) return false;
        // The composer takes the files; a picture among them goes where it was dropped.
        const at = view.posAtCoords({ left: event.clientX, top: event.clientY });
        if (at) view.dispatch(view.state.tr.setSelection(Selection.near(view.state.doc.resolve(at.pos))));
        return true;
      },
    },
    onUpdate: ({ editor }) => {
      const body = markdownOf(editor);
      if (body === said.current) return;
      said.current = body;
      latest.current.onChange(body);
    },
  });

  // Before the browser paints: the next stroke must find the caret where it was.
  const { caret } = props;
  useLayoutEffect(() => {
    if (caret !== null) takeCaret(editor);
  }, [caret, editor]);

  const { body, kind, label, placeholder } = props;
  useEffect(() => {
    if (body === said.current) return;
    said.current = body;
    editor.commands.setContent(body, { contentType: "markdown", emitUpdate: false });
    if (editor.isFocused) focusEnd(editor);
  }, [body, editor]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the editor draws its name and its hint anew when they change
  useEffect(() => {
    editor.view.dispatch(editor.state.tr);
  }, [kind, label, placeholder, props.cites, editor]);
  useImperativeHandle(props.handle, () => ({
    focus: () => focusEnd(editor),
    picture: (upload) => void editor.commands.insertContent({ type: "image", attrs: pictureAttrs(upload) }),
    insert: (markdown) => {
      const at = editor.isEmpty ? 0 : editor.state.selection.to;
      editor.commands.insertContentAt(at, markdown, { contentType: "markdown" });
      focusEnd(editor);
    },
  }));

  return (
    <div className={css.field}>
      <EditorContent editor={editor} className={css.content} />
      <SuggestionMenu suggestions={suggestions} />
      <Toolbar editor={editor} />
    </div>
  );
}

/** At once: the editor's own command waits for a frame, and the next stroke would be a key of the page. */
function focusEnd(editor: Editor): void {
  editor.commands.setTextSelection(editor.state.doc.content.size);
  editor.view.focus();
}

const withCaret = (body: string, caret: number | null) =>
  caret === null ? body : body.slice(0, caret) + caretMark + body.slice(caret);

/** The plain field's caret stood where the mark is now. */
function takeCaret(editor: Editor): void {
  let at: number | null = null;
  editor.state.doc.descendants((node, pos) => {
    const found = node.isText ? (node.text?.indexOf(caretMark) ?? -1) : -1;
    if (found >= 0) at = pos + found;
    return at === null;
  });
  if (at !== null) {
    const mark = { from: at, to: at + caretMark.length };
    editor.chain().deleteRange(mark).setTextSelection(at).setMeta("addToHistory", false).run();
  }
  editor.view.focus();
}
