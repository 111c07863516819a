import { Node } from "@tiptap/core";
import { addressOfUpload, pictureName } from "../../shared/conversations/pictures.ts";
import type { Upload } from "./draft.ts";
import { shownPicture } from "./pictures.ts";

export const pictureAttrs = ({ id, name }: Pick<Upload, "id" | "name">) => ({
  src: addressOfUpload(id),
  alt: pictureName(name),
});

/** A picture in the text: drawn when it was put in on this page, else its name. Nothing is fetched from elsewhere. */
export const Picture = Node.create({
  name: "image",
  inline: true,
  group: "inline",
  atom: true,
  draggable: true,
  addAttributes: () => ({ src: { default: "" }, alt: { default: "" } }),
  parseHTML: () => [
    {
      tag: "[data-picture]",
      getAttrs: (element) => ({
        src: element.getAttribute("data-picture") ?? "",
        alt: element.getAttribute("title") ?? "",
      }),
    },
  ],
  renderHTML({ node }) {
    const { src, alt } = node.attrs as { src: string; alt: string };
    const url = shownPicture(src);
    const attrs = { "data-picture": src, title: alt };
    return url ? ["img", { ...attrs, src: url, alt }] : ["span", attrs, alt || src];
  },
  markdownTokenName: "image",
  parseMarkdown: (token) => ({ type: "image", attrs: { src: token.href ?? "", alt: token.text ?? "" } }),
  renderMarkdown: ({ attrs }) => `![${attrs?.alt ?? ""}](${attrs?.src ?? ""})`,
});
