import { describe, expect, test } from "vitest";
import { listCases } from "@/lib/case/queries/queue";
import { queueSchema } from "@/lib/case/schema";
import { measureInTime } from "@/lib/insight/queries/my-day";
import { systemDb } from "@/lib/platform/db";
import { newId } from "@/lib/shared/ids";
import { aCase, aSite, aViewer, NOW, type Place } from "../../support/factories";
import { countMarked } from "../../support/rollups";

const ago = (days: number) => new Date(NOW.getTime() - days * 86_400_000);

type Given = Partial<{
  clock: "acknowledge" | "resolve";
  due: number;
  met: number | null;
  ended: number;
  isPaused: boolean;
  dropped: boolean;
}>;

/** A clock that fell due ten days ago and was done in time. */
async function aClock(
  site: Place,
  { clock = "resolve", due = 10, met = 12, ended, isPaused = false, dropped = false }: Given = {},
) {
  const given = await aCase({ site });
  const isOpen = met === null && !dropped && ended === undefined;
  await systemDb().clock.create({
    data: {
      ...{
        id: newId(),
        caseId: given.id,
        siteId: site.id,
        clock,
        limitId: clock,
        packId: "plain",
        packVersion: "2026-1",
      },
      ...{ startedFrom: "received", startedAt: ago(40), dueAt: ago(due), dueSoonAt: ago(due + 2), isOpen, isPaused },
      ...{
        metAt: met === null ? null : ago(met),
        endedAt: ended === undefined ? null : ago(ended),
        droppedAt: dropped ? NOW : null,
        calendarVersion: 0,
        computedAt: NOW,
      },
    },
  });
}

describe("what was done in time", () => {
  test("is counted of all that fell due in 90 days, and what is open and overdue as missed", async () => {
    const site = await aSite();
    await aClock(site);
    await aClock(site, { met: 8 });
    await aClock(site, { met: null });
    await aClock(site, { met: null, ended: 8 });
    // Given up before it was due, not yet due, standing still, long ago, under another limit now, or of another site.
    await aClock(site, { met: null, ended: 12 });
    await aClock(site, { met: null, due: -1 });
    await aClock(site, { met: null, isPaused: true });
    await aClock(site, { due: 91, met: 95 });
    await aClock(site, { met: null, dropped: true });
    await aClock(await aSite());
    await aClock(site, { clock: "acknowledge" });
    await countMarked();
    const viewer = await aViewer({ site, role: "manager" });
    const measured = await measureInTime(viewer, NOW);
    expect(measured).toMatchObject({ acknowledge: { due: 1, inTime: 1 }, resolve: { due: 4, inTime: 1 } });
    const { from, to } = measured;
    const behind = await listCases(viewer, "all", queueSchema.parse({ answerFrom: from, answerTo: to }), NOW);
    expect(behind.total.count).toBe(4);
  });

  test("is nothing for whoever sees no cases", async () => {
    const site = await aSite();
    await aClock(site);
    await countMarked();
    const measured = await measureInTime(await aViewer({ site, role: "administrator" }), NOW);
    expect(measured.resolve).toEqual({ due: 0, inTime: 0 });
  });
});
