import { describe, expect, test } from "vitest";
import { pauseClocks, resumeClocks } from "@/lib/clock/mutations/pause-clocks";
import { getCaseClocks } from "@/lib/clock/queries/case-clocks";
import { pauseClocksSchema } from "@/lib/clock/schema";
import { newId } from "@/lib/shared/ids";
import { attempt, clockEventsOf, outcomeOf, outcomesOf } from "../../support/evidence";
import { openConnections } from "../../support/races";
import { aRunningCase, atHospital, clockOf, fieldErrorsOf, later } from "./support";

const pausing = (caseId: string, reasonId = "their-answer") =>
  pauseClocksSchema.parse({ pauseId: newId(), caseId, reasonId });

describe("pausing the clocks of a case", () => {
  test("holds those that may pause for it, until they go on with what was left", async () => {
    const { site, viewer, ctx, at } = await atHospital();
    const given = await aRunningCase(site);
    const [before, acknowledge] = [await clockOf(given.id, "resolve"), await clockOf(given.id, "acknowledge")];
    const input = pausing(given.id);
    await pauseClocks(ctx, input);
    expect(await clockOf(given.id, "resolve")).toMatchObject({ isOpen: true, isPaused: true, sweepAt: null });
    expect(await clockOf(given.id, "acknowledge")).toEqual(acknowledge);
    const { clocks, isPausedByHand } = await getCaseClocks(viewer, given.id, later(2));
    expect(isPausedByHand).toBe(true);
    expect(clocks.find(({ limitId }) => limitId === "resolve")?.told).toContain(
      "Paused now, 2 days so far, waiting for their answer.",
    );
    await resumeClocks(at(later(4)), { caseId: given.id });
    const after = await clockOf(given.id, "resolve");
    expect(after).toMatchObject({ isPaused: false, dueAt: new Date(before.dueAt.getTime() + 4 * 86_400_000) });
    expect(after.sweepAt).toEqual(after.dueSoonAt);
    expect((await clockEventsOf(given.id)).slice(1)).toMatchObject([
      { type: "clock.paused", actorId: viewer.personId, data: { pauseId: input.pauseId, reasonId: "their-answer" } },
      { type: "clock.resumed", data: { pauseId: input.pauseId, reason: "waiting for their answer" } },
      { type: "clock.moved", data: { because: "resumed", clocks: [{ clock: "update" }, { clock: "resolve" }] } },
    ]);
  });

  test("is refused for a reason that the pack does not allow, beside the field", async () => {
    const { site, ctx } = await atHospital();
    const given = await aRunningCase(site);
    expect(await fieldErrorsOf(pauseClocks(ctx, pausing(given.id, "holiday")))).toEqual({
      reasonId: [
        "No clock that runs here can pause for this. They can only be paused for: waiting for their answer, waiting for consent.",
      ],
    });
  });

  test("says so where nothing runs", async () => {
    const { site, ctx } = await atHospital();
    const given = await aRunningCase(site, { kind: "compliment", kindRuleId: null });
    expect(await fieldErrorsOf(pauseClocks(ctx, pausing(given.id)))).toEqual({
      reasonId: ["No clock of this case runs, so there is nothing to pause."],
    });
  });

  test("sent twice pauses once, and two at once make one pause", async () => {
    const { site, ctx } = await atHospital();
    const given = await aRunningCase(site);
    const input = pausing(given.id);
    await pauseClocks(ctx, input);
    expect(await attempt(() => pauseClocks(ctx, input))).toEqual({ outcome: "done", changed: [] });
    expect(await outcomeOf(pauseClocks(ctx, pausing(given.id)))).toBe("CONFLICT");
    const other = await aRunningCase(site);
    await openConnections(4);
    const both = [pauseClocks(ctx, pausing(other.id)), pauseClocks(ctx, pausing(other.id, "consent"))];
    expect(await outcomesOf(both)).toEqual(["CONFLICT", "done"]);
  });

  test("is undone by nobody twice", async () => {
    const { site, ctx } = await atHospital();
    const given = await aRunningCase(site);
    await pauseClocks(ctx, pausing(given.id));
    await resumeClocks(ctx, { caseId: given.id });
    expect(await outcomeOf(resumeClocks(ctx, { caseId: given.id }))).toBe("CONFLICT");
  });
});
