import { describe, expect, test } from "vitest";
import { endDuty, setDuty } from "@/lib/escalation/mutations/duty";
import { surroundingsOf } from "@/lib/escalation/queries/around";
import { systemDb } from "@/lib/platform/db";
import { newId } from "@/lib/shared/ids";
import { attempt, eventsOf, refusalOf, refuseEventsBy } from "../../support/evidence";
import { aPerson, aViewer, NOW, type Place, userCtxFor } from "../../support/factories";
import { ADMINISTRATORS_DEED, aStaffedSite } from "./support";

describe("putting somebody on call", () => {
  const aDuty = (site: Place, personId: string, form = {}) => ({
    ...{ dutyId: newId(), siteId: site.id, personId, from: "2026-05-12T08:00", until: "2026-05-13T08:00", ...form },
  });

  test("counts by the clocks of the site, until they are taken off", async () => {
    const { site, managerId, admin } = await aStaffedSite();
    const duty = aDuty(site, managerId);
    for (let round = 0; round < 2; round += 1)
      expect(await setDuty(userCtxFor(admin), duty)).toEqual({ dutyId: duty.dutyId });
    expect((await surroundingsOf(systemDb(), site.id, NOW)).duties).toEqual([
      { personId: managerId, from: new Date("2026-05-12T07:00:00Z"), until: new Date("2026-05-13T07:00:00Z") },
    ]);
    await endDuty(userCtxFor(admin), { dutyId: duty.dutyId });
    expect((await surroundingsOf(systemDb(), site.id, NOW)).duties).toEqual([]);
    expect((await eventsOf("site", site.id)).map(({ type }) => type)).toEqual(["duty.set", "duty.ended"]);
    expect((await attempt(() => endDuty(userCtxFor(admin), { dutyId: duty.dutyId }))).outcome).toBe("CONFLICT");
  });

  test.each(ADMINISTRATORS_DEED)("as %s: %s", async (role, outcome) => {
    const { site, managerId, admin } = await aStaffedSite();
    const ctx = userCtxFor(await aViewer({ site, role }));
    const ended = await attempt(() => setDuty(ctx, aDuty(site, managerId)));
    expect(ended.outcome).toBe(outcome);
    if (outcome !== "done") expect(ended.changed).toEqual([]);
    const { dutyId } = await setDuty(userCtxFor(admin), aDuty(site, managerId));
    expect((await attempt(() => endDuty(ctx, { dutyId }))).outcome).toBe(outcome);
  });

  test.each([
    ["who cannot answer", { personId: "associate" }, "personId"],
    ["in the past", { from: "2026-05-01T08:00", until: "2026-05-02T08:00" }, "until"],
    ["for years", { until: "2029-05-02T08:00" }, "until"],
    ["at a time that clocks skip", { from: "2027-03-28T01:30", until: "2027-03-28T09:00" }, "from"],
  ])("%s is refused beside the field", async (_what, form, field) => {
    const { site, managerId, admin } = await aStaffedSite();
    const associate = await aPerson({ site });
    const given = aDuty(site, managerId, "personId" in form ? { personId: associate.id } : form);
    const refusal = await refusalOf(setDuty(userCtxFor(admin), given));
    expect(Object.keys(refusal.details.fieldErrors ?? {})).toEqual([field]);
  });

  test("at another site, or taking somebody off there, is not found", async () => {
    const { admin, managerId } = await aStaffedSite();
    const other = await aStaffedSite();
    const { dutyId } = await setDuty(userCtxFor(other.admin), aDuty(other.site, other.managerId));
    const verbs = [
      () => setDuty(userCtxFor(admin), aDuty(other.site, managerId)),
      () => endDuty(userCtxFor(admin), { dutyId }),
      () => endDuty(userCtxFor(admin), { dutyId: newId() }),
    ];
    for (const verb of verbs) expect(await attempt(verb)).toEqual({ outcome: "NOT_FOUND", changed: [] });
  });

  test("that cannot be recorded does not happen at all, nor does the end of it", async () => {
    const { site, managerId, admin } = await aStaffedSite();
    const { dutyId } = await setDuty(userCtxFor(admin), aDuty(site, managerId));
    await refuseEventsBy(admin.personId);
    const verbs = [
      () => setDuty(userCtxFor(admin), aDuty(site, managerId)),
      () => endDuty(userCtxFor(admin), { dutyId }),
    ];
    for (const verb of verbs) expect(await attempt(verb)).toEqual({ outcome: "stopped by the database", changed: [] });
  });
});
