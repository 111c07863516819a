import type { Editor, Range } from "@tiptap/core";
import { Extension } from "@tiptap/core";
import { Mention } from "@tiptap/extension-mention";
import { Placeholder } from "@tiptap/extensions";
import { Markdown } from "@tiptap/markdown";
import { Plugin, PluginKey } from "@tiptap/pm/state";
import { Decoration, DecorationSet } from "@tiptap/pm/view";
import StarterKit from "@tiptap/starter-kit";
import { Suggestion } from "@tiptap/suggestion";
import { Marked, type marked } from "marked";
import type { CannedReply } from "../../shared/canned-replies/schema.ts";
import { mentionOf } from "../../shared/conversations/mentions.ts";
import type { PersonRef } from "../../shared/people/schema.ts";
import { type Cites, citesIn } from "../lib/cites.ts";
import { Picture } from "./picture-node.ts";
import type { Suggestions } from "./suggestions.ts";

/** Stands where the caret is while the text goes from the plain field into the rich one. */
export const caretMark = "\uE000";

interface Wiring {
  placeholder(): string;
  cites(): Cites;
  suggestions: Suggestions;
  replies(query: string): CannedReply[] | Promise<CannedReply[]>;
  people(query: string): PersonRef[];
  onReply(reply: CannedReply, editor: Editor, range: Range): void;
}

export const extensionsFor = (wiring: Wiring) => [
  StarterKit.configure({
    heading: { levels: [1, 2, 3] },
    // Markdown has no words for it.
    underline: false,
    link: { openOnClick: false, defaultProtocol: "https", protocols: ["mailto", "tel"] },
    trailingNode: false,
  }),
  Markdown.configure({ marked: ownMarked(), markedOptions: { gfm: true, breaks: true } }),
  Placeholder.configure({ placeholder: wiring.placeholder }),
  Picture,
  mention(wiring),
  cannedReplies(wiring),
  marks(wiring.cites),
];

/** Each editor teaches its parser new words: taught to the one parser of the page they would keep every editor for ever. */
const ownMarked = () => new Marked() as unknown as typeof marked;

/** `@` calls a colleague, in notes only. */
const mention = ({ people, suggestions }: Wiring) =>
  Mention.extend({
    markdownTokenizer: {
      name: "mention",
      level: "inline",
      start: "@[",
      tokenize: (source) => {
        const found = /^@\[([^\]\n]{1,200})\]\(person:([1-9][0-9]{0,17})\)/.exec(source);
        return found ? { type: "mention", raw: found[0], label: found[1], id: found[2] } : undefined;
      },
    },
    markdownTokenName: "mention",
    parseMarkdown: (token) => ({ type: "mention", attrs: { id: token.id, label: token.label } }),
    renderMarkdown: ({ attrs }) => mentionOf({ id: String(attrs?.id), name: String(attrs?.label) }),
  }).configure({
    deleteTriggerWithBackspace: true,
    suggestion: {
      char: "@",
      items: ({ query }) => people(query),
      command: ({ editor, range, props }) => {
        const { id, name } = props as unknown as PersonRef;
        editor
          .chain()
          .focus()
          .insertContentAt(range, [
            { type: "mention", attrs: { id, label: name } },
            { type: "text", text: " " },
          ])
          .run();
      },
      render: () => suggestions.render("people"),
    },
  });

/** `/` at the beginning of a word: texts kept to be used again. */
const cannedReplies = ({ replies, onReply, suggestions }: Wiring) =>
  Extension.create({
    name: "cannedReplies",
    addProseMirrorPlugins() {
      return [
        Suggestion<CannedReply, CannedReply>({
          editor: this.editor,
          pluginKey: new PluginKey("cannedReplies"),
          char: "/",
          allowSpaces: true,
          items: ({ query }) => (query.startsWith(" ") ? [] : replies(query)),
          command: ({ editor, range, props }) => onReply(props, editor, range),
          render: () => suggestions.render("replies"),
        }),
      ];
    },
  });

/** Gaps of a canned reply and citations ("4.2") are seen in the text while it is written. */
const marks = (cites: () => Cites) =>
  Extension.create({
    name: "marks",
    addProseMirrorPlugins() {
      return [
        new Plugin({
          props: {
            decorations: ({ doc }) => {
              const found: Decoration[] = [];
              doc.descendants((node, pos) => {
                if (!node.isText || !node.text) return;
                for (const { index, 0: gap } of node.text.matchAll(/‹[^‹›\n]{1,80}›/g))
                  found.push(Decoration.inline(pos + index, pos + index + gap.length, { "data-gap": "" }));
                for (const { at, text, message, point } of citesIn(node.text, cites()))
                  found.push(
                    Decoration.inline(pos + at, pos + at + text.length, { "data-cite": `${message}.${point}` }),
                  );
              });
              return DecorationSet.create(doc, found);
            },
          },
        }),
      ];
    },
  });

/** What is sent and kept. Blank lines that only keep a distance are left out; addresses stay as they are. */
export const markdownOf = (editor: Editor): string => tidyMarkdown(editor.getMarkdown());

export const tidyMarkdown = (markdown: string): string =>
  markdown
    .replace(/^(?:&nbsp;|\u00a0)$/gm, "")
    .replace(/\n{3,}/g, "\n\n")
    .replace(/https?:\/\/[^\s<>]+/g, (address) => address.replace(/\\([_*~])/g, "$1"))
    .replace(/^\n+|\n+$/g, "");
