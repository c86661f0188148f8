import { describe, expect, test } from "vitest";
import type { z } from "zod";
import { extendClock } from "@/lib/clock/mutations/extend-clock";
import { getCaseClocks } from "@/lib/clock/queries/case-clocks";
import { extendClockSchema } from "@/lib/clock/schema";
import { listCaseTimeline } from "@/lib/events/queries/timeline";
import { newId } from "@/lib/shared/ids";
import { attempt, clockEventsOf } from "../../support/evidence";
import { aRunningCase, atHospital, clockOf, fieldErrorsOf, later } from "./support";

type Form = Partial<z.input<typeof extendClockSchema>>;
const extending = (caseId: string, form: Form = {}) =>
  extendClockSchema.parse({
    ...{ extensionId: newId(), caseId, limitId: "resolve", amount: "14", reason: "Two units are to answer." },
    ...{ toldOn: "2026-05-12", toldVia: "letter", ...form },
  });

describe("extending a clock", () => {
  test("gives it more time, with the reason and how they were told", async () => {
    const { site, viewer, ctx } = await atHospital();
    const given = await aRunningCase(site);
    const before = await clockOf(given.id, "resolve");
    await extendClock(ctx, extending(given.id));
    const after = await clockOf(given.id, "resolve");
    expect(after.dueAt).toEqual(new Date(before.dueAt.getTime() + 14 * 86_400_000));
    expect((await clockEventsOf(given.id)).slice(1)).toMatchObject([
      { type: "clock.extended", data: { clockId: before.id, clock: "resolve", by: "14 days, told by letter" } },
      { type: "clock.moved", data: { because: "extended", clocks: [{ from: "Thu 11 Jun", to: "Thu 25 Jun" }] } },
    ]);
    const { entries } = await listCaseTimeline(viewer, given.id);
    expect(entries.map(({ text }) => text)).toContain("Two units are to answer.");
    const { clocks } = await getCaseClocks(viewer, given.id, later(1));
    const resolve = clocks.find(({ limitId }) => limitId === "resolve");
    expect(resolve).toMatchObject({ extension: null, extensions: [{ amount: "14 days", toldVia: "by letter" }] });
  });

  test.each<[string, Form, Record<string, string>]>([
    [
      "past what the pack allows",
      { amount: "22" },
      { amount: "This time can be extended by 21 days in all; this would make it 22 days." },
    ],
    [
      "without telling them",
      { toldOn: "", toldVia: "" },
      { toldOn: "The patient must be told why it takes longer, and when they were told." },
    ],
    [
      "told on a day to come",
      { toldOn: "2026-05-13" },
      { toldOn: "This day is in the future. Say when they were told." },
    ],
    ["told nobody knows how", { toldVia: "" }, { toldVia: "Say how they were told." }],
    ["a clock that has no extension", { limitId: "acknowledge" }, { amount: "This time cannot be extended." }],
  ])("is refused %s, beside the field", async (_name, form, fieldErrors) => {
    const { site, ctx } = await atHospital();
    const given = await aRunningCase(site);
    const wanted = Object.fromEntries(Object.entries(fieldErrors).map(([field, message]) => [field, [message]]));
    expect(await fieldErrorsOf(extendClock(ctx, extending(given.id, form)))).toEqual(wanted);
  });

  test("is refused once the time has run out, and a second time", async () => {
    const { site, ctx, at } = await atHospital();
    const given = await aRunningCase(site);
    const late = await fieldErrorsOf(extendClock(at(later(40)), extending(given.id, { toldOn: "2026-06-20" })));
    expect(late?.amount).toEqual(["The time had run out on Thu 11 Jun 2026, 23:59, before this extension was given."]);
    await extendClock(ctx, extending(given.id, { amount: "7" }));
    expect(await fieldErrorsOf(extendClock(ctx, extending(given.id, { amount: "7" })))).toEqual({
      amount: ["This time can be extended once at most."],
    });
  });

  test("sent twice counts once", async () => {
    const { site, ctx } = await atHospital();
    const input = extending((await aRunningCase(site)).id);
    await extendClock(ctx, input);
    expect(await attempt(() => extendClock(ctx, input))).toEqual({ outcome: "done", changed: [] });
  });
});
