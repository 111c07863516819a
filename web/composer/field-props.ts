import type { Ref } from "react";
import type { CannedReply } from "../../shared/canned-replies/schema.ts";
import type { PersonRef } from "../../shared/people/schema.ts";
import type { Cites } from "../lib/cites.ts";
import type { ComposeKind } from "../lib/compose.ts";
import type { Upload } from "./draft.ts";

export interface FieldHandle {
  focus(): void;
  /** Puts Markdown in at the caret. */
  insert(markdown: string): void;
  /** Puts a picture in at the caret, which stays with the text. */
  picture(upload: Upload): void;
}
export interface FieldProps {
  body: string;
  kind: ComposeKind;
  label: string;
  placeholder: string;
  cites: Cites;
  /** Where the plain field's caret stood, if it had the focus; null: it had not. */
  caret: number | null;
  handle: Ref<FieldHandle>;
  onChange(body: string): void;
  onSubmit(): void;
  /** true: they were files and are taken. */
  onFiles(files: FileList | undefined): boolean;
  replies(query: string): CannedReply[] | Promise<CannedReply[]>;
  people(query: string): PersonRef[];
  onReply(reply: CannedReply): Promise<string | null>;
}
