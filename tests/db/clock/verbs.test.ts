import { describe, expect, test } from "vitest";
import { extendClock } from "@/lib/clock/mutations/extend-clock";
import { pauseClocks, resumeClocks } from "@/lib/clock/mutations/pause-clocks";
import { extendClockSchema } from "@/lib/clock/schema";
import type { UserCtx } from "@/lib/platform/context";
import { systemDb } from "@/lib/platform/db";
import { newId } from "@/lib/shared/ids";
import { attempt, clockEventsOf, refusalOf, refuseEventsBy } from "../../support/evidence";
import { aCase, aSite, aViewer, NOW, userCtxFor } from "../../support/factories";
import { aRunningCase, atHospital } from "./support";

const pausing = (caseId: string) => ({ pauseId: newId(), caseId, reasonId: "their-answer" });
const extending = (caseId: string) =>
  extendClockSchema.parse({
    ...{ extensionId: newId(), caseId, limitId: "resolve", amount: "7", reason: "A witness is away." },
    ...{ toldOn: "2026-05-12", toldVia: "letter" },
  });

const VERBS = [
  { what: "pausing", type: "clock.paused", run: (ctx: UserCtx, id: string) => pauseClocks(ctx, pausing(id)) },
  { what: "resuming", type: "clock.resumed", run: (ctx: UserCtx, caseId: string) => resumeClocks(ctx, { caseId }) },
  { what: "extending", type: "clock.extended", run: (ctx: UserCtx, id: string) => extendClock(ctx, extending(id)) },
];

describe.each(VERBS)("$what clocks of a case", ({ what, type, run }) => {
  /** A case of which the verb can be done, and somebody who may. */
  async function scene() {
    const { site, ctx } = await atHospital();
    const { id: caseId, reference } = await aRunningCase(site);
    if (what === "resuming") await pauseClocks(ctx, pausing(caseId));
    return { site, ctx, caseId, reference };
  }

  test("is told by an event of whoever did it, and gives the case back", async () => {
    const { ctx, caseId, reference } = await scene();
    expect(await run(ctx, caseId)).toEqual({ reference });
    const told = (await clockEventsOf(caseId)).filter((event) => event.type === type);
    expect(told).toMatchObject([{ type, actorName: ctx.viewer.name }]);
  });

  test.each([
    ["associate", "done"],
    ["supervisor", "done"],
    ["manager", "done"],
    ["auditor", "FORBIDDEN"],
    ["administrator", "NOT_FOUND"],
    ["responder", "NOT_FOUND"],
  ] as const)("as %s: %s", async (role, outcome) => {
    const { site, caseId } = await scene();
    const ctx = userCtxFor(await aViewer({ site, role }));
    const ended = await attempt(() => run(ctx, caseId));
    expect(ended.outcome).toBe(outcome);
    if (outcome !== "done") expect(ended.changed).toEqual([]);
  });

  test("of another site, or that never was, is not found", async () => {
    const { ctx, caseId } = await scene();
    const foreign = userCtxFor(await aViewer({ site: await aSite() }));
    expect(await attempt(() => run(foreign, caseId))).toEqual({ outcome: "NOT_FOUND", changed: [] });
    expect(await attempt(() => run(ctx, newId()))).toEqual({ outcome: "NOT_FOUND", changed: [] });
  });

  test("that is closed, or was merged, is refused with the reason", async () => {
    const { site, ctx, caseId } = await scene();
    const survivor = await aCase({ site });
    const where = { id: caseId };
    await systemDb().case.update({ where, data: { mergedIntoId: survivor.id } });
    expect(await attempt(() => run(ctx, caseId))).toEqual({ outcome: "CONFLICT", changed: [] });
    await systemDb().case.update({ where, data: { mergedIntoId: null, state: "closed", closedAt: NOW } });
    expect(await attempt(() => run(ctx, caseId))).toEqual({ outcome: "FORBIDDEN", changed: [] });
    expect((await refusalOf(run(ctx, caseId))).message).toContain("clocks have ended");
  });

  test("that cannot be recorded does not happen at all", async () => {
    const { ctx, caseId } = await scene();
    await refuseEventsBy(ctx.viewer.personId);
    expect(await attempt(() => run(ctx, caseId))).toEqual({ outcome: "stopped by the database", changed: [] });
  });
});
