import { describe, expect, test } from "vitest";
import { setQuietHours } from "@/lib/escalation/mutations/quiet-hours";
import { quietHoursOf } from "@/lib/escalation/queries/matrix";
import { setQuietHoursSchema } from "@/lib/escalation/schema";
import { systemDb } from "@/lib/platform/db";
import { newId } from "@/lib/shared/ids";
import { attempt, eventsOf, refusalOf, refuseEventsBy } from "../../support/evidence";
import { aViewer, type Place, userCtxFor } from "../../support/factories";
import { ADMINISTRATORS_DEED, aStaffedSite } from "./support";

describe("quiet hours", () => {
  const aForm = (site: Place, form = {}) =>
    setQuietHoursSchema.parse({
      siteId: site.id,
      from: "21:00",
      until: "06:30",
      seenFrom: "20:00",
      seenUntil: "07:00",
      ...form,
    });

  test("hold from now on, and may be none", async () => {
    const { site, admin } = await aStaffedSite();
    expect(await quietHoursOf(systemDb(), site.id)).toEqual({ from: "20:00", until: "07:00" });
    for (let round = 0; round < 2; round += 1) await setQuietHours(userCtxFor(admin), aForm(site));
    expect(await quietHoursOf(systemDb(), site.id)).toEqual({ from: "21:00", until: "06:30" });
    await setQuietHours(userCtxFor(admin), aForm(site, { from: "", until: "", seenFrom: "21:00", seenUntil: "06:30" }));
    expect(await quietHoursOf(systemDb(), site.id)).toBeNull();
    expect(await eventsOf("site", site.id)).toMatchObject([
      { type: "quiet_hours.set", data: { before: "20:00 to 07:00", after: "21:00 to 06:30" } },
      { type: "quiet_hours.set", data: { before: "21:00 to 06:30", after: null } },
    ]);
  });

  test.each(ADMINISTRATORS_DEED)("set as %s: %s", async (role, outcome) => {
    const { site } = await aStaffedSite();
    const ctx = userCtxFor(await aViewer({ site, role }));
    const ended = await attempt(() => setQuietHours(ctx, aForm(site)));
    expect(ended.outcome).toBe(outcome);
    if (outcome !== "done") expect(ended.changed).toEqual([]);
  });

  test("of another site are not found", async () => {
    const { admin } = await aStaffedSite();
    const { site } = await aStaffedSite();
    const ended = await attempt(() => setQuietHours(userCtxFor(admin), aForm(site)));
    expect(ended).toEqual({ outcome: "NOT_FOUND", changed: [] });
  });

  test("that cannot be recorded are not set at all", async () => {
    const { site, admin } = await aStaffedSite();
    await refuseEventsBy(admin.personId);
    const ended = await attempt(() => setQuietHours(userCtxFor(admin), aForm(site)));
    expect(ended).toEqual({ outcome: "stopped by the database", changed: [] });
  });

  test("that somebody else set meanwhile are shown beside one's own", async () => {
    const { site, admin } = await aStaffedSite();
    await setQuietHours(userCtxFor(admin), aForm(site, { from: "22:00", until: "07:00" }));
    const refusal = await refusalOf(setQuietHours(userCtxFor(admin), aForm(site)));
    expect(refusal.details.differences).toMatchObject([{ field: "from", theirs: "22:00", yours: "21:00" }]);
  });

  test.each([
    ["one of them", { from: "" }, "from"],
    ["the same twice", { until: "21:00" }, "until"],
    ["no time", { from: "25:00" }, "from"],
  ])("as %s are refused beside the field", (_what, form, field) => {
    const fields = { siteId: newId(), from: "21:00", until: "06:30", seenFrom: "", seenUntil: "", ...form };
    const result = setQuietHoursSchema.safeParse(fields);
    expect(result.error?.issues.map(({ path }) => path.join("."))).toEqual([field]);
  });
});
