import type { Static } from "typebox";
import type { Step } from "../../../shared/conversations/schema.ts";

type StepRow = Static<typeof Step>;

/** The decisions on one message's way in. */
export class Trail {
  readonly steps: StepRow[] = [];

  add(step: StepRow): void {
    this.steps.push({ ...step, why: step.why.slice(0, 1000) });
  }
  /** `code` and `values` are the same reason for the reader's own language. */
  go(step: string, why: string, code?: string, values?: Record<string, string>): void {
    this.add({ step, outcome: "continue", why, ...(code && { code }), ...(values && { values }) });
  }
  get last(): string {
    return this.steps.at(-1)?.why ?? "";
  }
}
