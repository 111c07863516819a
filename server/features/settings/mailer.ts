// What the settings need of the channel that mail leaves by; given by hand when the app is built.
import type { Language } from "../../../shared/base/schema.ts";
import type { Settings } from "../../../shared/base/settings.ts";
import type { TemplateText } from "../../../shared/settings/schema.ts";

export interface Mailer {
  /** false: no way out is configured. */
  canSend(): Promise<boolean>;
  notify(notice: {
    to: string;
    kind: "invitation" | "test";
    language: string;
    values: Record<string, string | number>;
    own: Settings["templates"];
  }): Promise<{ outcome: "sent"; reply: string } | { outcome: "retry" | "failed"; reason: string }>;
  readonly templates: {
    list(): { kind: string; language: Language; standard: TemplateText; variables: string[] }[];
    /** What is wrong, by field; null when it can be used. */
    problems(kind: string, text: TemplateText): Record<string, string> | null;
    preview(kind: string, text: TemplateText, values: Record<string, string>): TemplateText;
  };
}
