import { describe, expect, it } from "vitest";
import { planStories } from "./plan.ts";
import { fill } from "./scenario.ts";
import { scenarios } from "./scenarios.ts";
import { addWork, nextWork } from "./work-time.ts";

const moments = ["2026-11-21T21:00:00Z", "2026-11-23T00:30:00Z", "2027-01-04T09:15:00Z", "2026-07-15T12:00:00Z"];

describe("the plan of the demo", () => {
  it.each(moments)("is a desk in full swing at %s", (moment) => {
    const now = new Date(moment);
    const stories = planStories(now);
    expect(stories.length).toBeGreaterThan(130);
    const last = stories.map((story) => story.acts.at(-1));
    const count = (wanted: (act: (typeof last)[number]) => boolean | undefined) => last.filter(wanted).length;
    expect(count((act) => act?.do === "close")).toBeGreaterThan(50);
    expect(count((act) => act?.do === "reply" && act.state === "waiting-customer")).toBeGreaterThan(3);
    expect(count((act) => act?.do === "reply" && act.state === "waiting-third-party")).toBeGreaterThan(0);
    expect(count((act) => act?.do === "receive" && !act.thanks)).toBeGreaterThan(3);
    expect(count((act) => act?.do === "open")).toBeGreaterThan(7);
  });

  it("is the same for the same moment", () => {
    const now = new Date(moments[0] as string);
    expect(planStories(now)).toEqual(planStories(now));
  });

  it("never goes back in time, nor beyond now", () => {
    const now = new Date(moments[0] as string);
    for (const { acts, subject } of planStories(now)) {
      const times = acts.map((act) => act.at.getTime());
      const sorted = [...times].sort((a, b) => a - b);
      expect(Math.max(...times), subject).toBeLessThan(now.getTime());
      expect(acts[0]?.do).toBe("open");
      expect(acts.map((act) => act.do).slice(0, 2), subject).not.toEqual(["open", "receive"]);
      expect(times, subject).toEqual(sorted);
    }
  });

  it("has at least twelve scenarios in each language, all of them well formed", () => {
    for (const each of Object.values(scenarios)) expect(each.length).toBeGreaterThanOrEqual(12);
    for (const { talk, subjects, variables, key } of Object.values(scenarios).flat()) {
      expect(talk[0]?.by, key).toBe("customer");
      for (const values of variables) {
        for (const text of [...subjects, ...talk.flatMap((line) => line.texts)]) {
          expect(fill(text, values, true), key).not.toMatch(/[<>{}|]/);
        }
      }
    }
  });
});

describe("working time", () => {
  it("skips nights and weekends", () => {
    const friday = new Date("2026-11-20T14:00:00Z");
    expect(addWork(friday, 60, [6, 14.5])).toEqual(new Date("2026-11-23T06:30:00Z"));
    expect(nextWork(new Date("2026-11-21T10:00:00Z"), [6, 14.5])).toEqual(new Date("2026-11-23T06:00:00Z"));
    expect(nextWork(friday, [6, 14.5])).toEqual(friday);
  });
});
