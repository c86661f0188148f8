import { describe, expect, test } from "vitest";
import type { Role } from "@/lib/access/schema";
import { addDay, loadHolidays, removeDay, saveHours } from "@/lib/calendar/mutations";
import { getCalendar, getCalendarView, listUnloadedSites, previewLoad } from "@/lib/calendar/queries";
import { DEFAULT_WEEK } from "@/lib/calendar/rules/week";
import { type AddDayInput, addDaySchema, saveHoursSchema } from "@/lib/calendar/schema";
import type { UserCtx } from "@/lib/platform/context";
import { systemDb } from "@/lib/platform/db";
import { newId } from "@/lib/shared/ids";
import { attempt, eventsOf, outcomeOf, outcomesOf, refusalOf, refuseEventsBy } from "../../support/evidence";
import { aSite, aViewer, NOW, type Place, userCtxFor } from "../../support/factories";
import { hasNaughtyStrings, naughtyStrings } from "../../support/naughty-strings";
import { openConnections } from "../../support/races";

const someone = async (site: Place, role: Role = "administrator") => userCtxFor(await aViewer({ site, role }));
const NOON = [{ opensAt: "09:00", closesAt: "12:00" }];

const someHours = (siteId: string, hoursVersion = 0) => ({ siteId, hoursVersion, ...DEFAULT_WEEK, friday: NOON });
const hours = (siteId: string, hoursVersion = 0) => saveHoursSchema.parse(someHours(siteId, hoursVersion));
const english = (siteId: string, years = [2026, 2027]) => ({ siteId, country: "GB", region: "ENG", years });
const aDay = (siteId: string, given: Partial<AddDayInput> = {}): AddDayInput => ({
  ...{ dayId: newId(), siteId, date: "2026-06-01", kind: "closed", name: "Stocktaking", intervals: [] },
  ...given,
});

async function aCalendar() {
  const site = await aSite();
  return { site, ctx: await someone(site) };
}

const closedOf = async ({ id }: Place) => (await getCalendar(systemDb(), id)).closed;

const VERBS: [string, (ctx: UserCtx, siteId: string, dayId: string) => Promise<unknown>][] = [
  ["saving hours", (ctx, siteId) => saveHours(ctx, hours(siteId))],
  ["loading holidays", (ctx, siteId) => loadHolidays(ctx, english(siteId))],
  ["adding a day", (ctx, siteId) => addDay(ctx, aDay(siteId))],
  ["removing a day", (ctx, _siteId, dayId) => removeDay(ctx, { dayId, reason: "A mistake." })],
];

describe.each(VERBS)("%s", (_what, verb) => {
  async function scene() {
    const { site, ctx } = await aCalendar();
    const day = aDay(site.id, { date: "2026-07-01" });
    await addDay(ctx, day);
    return { site, ctx, dayId: day.dayId };
  }

  test.each(["associate", "supervisor", "manager", "responder", "auditor"] as const)(
    "as %s is refused",
    async (role) => {
      const { site, dayId } = await scene();
      const ctx = await someone(site, role);
      expect(await attempt(() => verb(ctx, site.id, dayId))).toEqual({ outcome: "FORBIDDEN", changed: [] });
    },
  );

  test("at a site of others is not found", async () => {
    const { site, dayId } = await scene();
    const ctx = await someone(await aSite());
    expect(await attempt(() => verb(ctx, site.id, dayId))).toEqual({ outcome: "NOT_FOUND", changed: [] });
  });

  test("that cannot be recorded does not happen at all", async () => {
    const { site, ctx, dayId } = await scene();
    await refuseEventsBy(ctx.viewer.personId);
    const ended = await attempt(() => verb(ctx, site.id, dayId));
    expect(ended).toEqual({ outcome: "stopped by the database", changed: [] });
  });
});

describe("a site of which nothing was set", () => {
  test("works Monday to Friday from 9 to 5 in its zone, and says that this is the usual week", async () => {
    const site = await aSite({ timeZone: "Pacific/Auckland" });
    const usual = { zone: "Pacific/Auckland", hours: DEFAULT_WEEK, closed: [], openings: {} };
    expect(await getCalendar(systemDb(), site.id)).toEqual(usual);
    const view = await getCalendarView(await aViewer({ site }), site.id, NOW);
    expect(view).toMatchObject({ calendar: usual, isDefault: true, hoursVersion: 0, mayManage: false });
    expect(view).toMatchObject({ from: "2026-05-12", until: "2027-05-11", missingYears: [2026, 2027], days: [] });
  });
});

describe("saving hours", () => {
  test("sets the week; its event says what each day was and is", async () => {
    const { site, ctx } = await aCalendar();
    expect(await saveHours(ctx, hours(site.id))).toEqual({ siteId: site.id, cases: 0 });
    expect((await getCalendar(systemDb(), site.id)).hours).toEqual({ ...DEFAULT_WEEK, friday: NOON });
    expect((await eventsOf("site", site.id)).at(-1)).toMatchObject({
      type: "calendar.hours_saved",
      data: { changes: [{ field: "friday", before: "09:00 to 17:00", after: "09:00 to 12:00" }] },
      siteId: site.id,
      at: NOW,
    });
  });

  test("sent twice changes it once", async () => {
    const { site, ctx } = await aCalendar();
    await saveHours(ctx, hours(site.id));
    expect(await attempt(() => saveHours(ctx, hours(site.id)))).toEqual({ outcome: "done", changed: [] });
  });

  test("over what another saved meanwhile is told day by day, and changes nothing", async () => {
    const { site, ctx } = await aCalendar();
    await saveHours(ctx, hours(site.id));
    const late = { ...hours(site.id), friday: [] };
    expect((await refusalOf(saveHours(ctx, late))).details.differences).toMatchObject([
      { field: "friday", label: "Friday", theirs: "09:00 to 12:00", yours: "closed" },
    ]);
    expect((await getCalendar(systemDb(), site.id)).hours.friday).toEqual(NOON);
    await saveHours(ctx, { ...late, hoursVersion: 1 });
    expect((await getCalendar(systemDb(), site.id)).hours.friday).toEqual([]);
  });

  test("by two at once keeps one of them", async () => {
    const { site, ctx } = await aCalendar();
    await openConnections(4);
    const both = [hours(site.id), { ...hours(site.id), friday: [] }].map((input) => saveHours(ctx, input));
    expect(await outcomesOf(both)).toEqual(["CONFLICT", "done"]);
  });
});

describe("loading public holidays", () => {
  test("adds what the preview showed, once; the years are loaded then", async () => {
    const { site, ctx } = await aCalendar();
    expect(await listUnloadedSites(ctx.viewer, NOW)).toEqual([
      { siteId: site.id, site: site.name, years: [2026, 2027] },
    ]);
    const plan = await previewLoad(ctx.viewer, english(site.id));
    expect(plan).toMatchObject({ remove: [], leftOut: [], present: 0 });
    expect(await loadHolidays(ctx, english(site.id))).toMatchObject({ added: plan?.add.length, removed: 0 });
    expect(await closedOf(site)).toEqual(plan?.add.map(({ date }) => date));
    expect(await closedOf(site)).toContain("2026-12-28");
    expect(await listUnloadedSites(ctx.viewer, NOW)).toEqual([]);
    expect(await attempt(() => loadHolidays(ctx, english(site.id)))).toEqual({ outcome: "done", changed: [] });
    expect((await eventsOf("site", site.id)).at(-1)).toMatchObject({
      type: "calendar.holidays_loaded",
      data: { country: "GB", region: "ENG", years: [2026, 2027], added: plan?.add.length, removed: 0 },
    });
  });

  test("five times at once adds each day once", async () => {
    const { site, ctx } = await aCalendar();
    await openConnections(10);
    const works = Array.from({ length: 5 }, () => loadHolidays(ctx, english(site.id, [2026])));
    expect(await outcomesOf(works)).toEqual(Array.from({ length: 5 }, () => "done"));
    expect(await closedOf(site)).toHaveLength(9);
  });

  test("keeps what people added and what they took out", async () => {
    const { site, ctx } = await aCalendar();
    await addDay(ctx, aDay(site.id, { date: "2026-12-25", name: "Our Christmas" }));
    await addDay(ctx, aDay(site.id));
    await loadHolidays(ctx, english(site.id, [2026]));
    const { days } = await getCalendarView(ctx.viewer, site.id, NOW);
    const boxing = days.find(({ date }) => date === "2026-12-26");
    expect(days.find(({ date }) => date === "2026-12-25")?.name).toBe("Our Christmas");
    await removeDay(ctx, { dayId: boxing?.id ?? "", reason: "We are open." });
    expect(await previewLoad(ctx.viewer, english(site.id, [2026]))).toMatchObject({
      ...{ add: [], remove: [], leftOut: [{ date: "2026-12-26", name: "Boxing Day" }] },
    });
    await loadHolidays(ctx, english(site.id));
    const closed = await closedOf(site);
    expect(closed).not.toContain("2026-12-26");
    expect(closed).toEqual(expect.arrayContaining(["2026-06-01", "2026-12-25", "2027-01-01"]));
  });

  test("for another region takes out what is no holiday there, and back again", async () => {
    const { site, ctx } = await aCalendar();
    const scottish = { ...english(site.id, [2026]), region: "SCT" };
    await loadHolidays(ctx, english(site.id, [2026]));
    const before = await closedOf(site);
    const plan = await previewLoad(ctx.viewer, scottish);
    expect(plan?.remove.map(({ date }) => date)).toContain("2026-04-06");
    expect(await loadHolidays(ctx, scottish)).toMatchObject({ removed: plan?.remove.length });
    expect(await closedOf(site)).toContain("2026-01-02");
    expect(await closedOf(site)).not.toContain("2026-04-06");
    await loadHolidays(ctx, english(site.id, [2026]));
    expect(await closedOf(site)).toEqual(before);
  });

  test("of a place that is not known is refused beside the field", async () => {
    const { site, ctx } = await aCalendar();
    const nowhere = loadHolidays(ctx, { ...english(site.id), country: "AQ", region: null });
    expect((await refusalOf(nowhere)).details.fieldErrors).toHaveProperty("country");
    const region = loadHolidays(ctx, { ...english(site.id), region: "TX" });
    expect((await refusalOf(region)).details.fieldErrors).toHaveProperty("region");
  });
});

describe("adding a day", () => {
  test("closes it, or opens it specially, also on a holiday", async () => {
    const { site, ctx } = await aCalendar();
    const closed = aDay(site.id);
    const opening = aDay(site.id, { kind: "opening", name: "Catch-up", intervals: NOON });
    await addDay(ctx, closed);
    await addDay(ctx, opening);
    expect(await getCalendar(systemDb(), site.id)).toMatchObject({
      ...{ closed: ["2026-06-01"], openings: { "2026-06-01": NOON } },
    });
    expect((await eventsOf("site", site.id)).at(-1)).toMatchObject({
      ...{ type: "calendar.day_added", data: { dayId: opening.dayId, date: "2026-06-01", kind: "opening" } },
    });
    const { version } = await systemDb().siteCalendar.findUniqueOrThrow({ where: { siteId: site.id } });
    expect(version).toBe(2);
  });

  test("five times at once adds it once; under the id of another's, it is refused", async () => {
    const { site, ctx } = await aCalendar();
    const day = aDay(site.id);
    await openConnections(10);
    const works = Array.from({ length: 5 }, () => addDay(ctx, day));
    expect(await outcomesOf(works)).toEqual(Array.from({ length: 5 }, () => "done"));
    expect(await closedOf(site)).toEqual(["2026-06-01"]);
    const others = aDay(site.id, { dayId: day.dayId, date: "2026-06-02" });
    expect(await outcomeOf(addDay(await someone(site), others))).toBe("CONFLICT");
  });

  test("a holiday twice is refused beside the day, and says what is there", async () => {
    const { site, ctx } = await aCalendar();
    await loadHolidays(ctx, english(site.id));
    const again = addDay(ctx, aDay(site.id, { kind: "holiday", date: "2026-12-25", name: "Christmas" }));
    expect((await refusalOf(again)).details.fieldErrors).toEqual({
      date: ["25 Dec 2026 is already in the calendar: holiday, Christmas Day."],
    });
  });

  test.skipIf(!hasNaughtyStrings)("keeps every name to the letter, or refuses it beside its field", async () => {
    const { site, ctx } = await aCalendar();
    for (const [index, name] of naughtyStrings.slice(0, 60).entries()) {
      const date = new Date(Date.UTC(2030, 0, index + 1)).toISOString().slice(0, 10);
      const input = addDaySchema.safeParse({ ...aDay(site.id, { name, date }), intervals: [] });
      if (!input.success) {
        expect(input.error.issues.map(({ path }) => path.join("."))).toEqual(["name"]);
        continue;
      }
      await addDay(ctx, input.data);
      const { dayId: id } = input.data;
      expect((await systemDb().calendarDay.findUniqueOrThrow({ where: { id } })).name).toBe(name);
    }
  });
});

describe("removing a day", () => {
  test("keeps it with the reason, and it counts no more", async () => {
    const { site, ctx } = await aCalendar();
    const day = aDay(site.id);
    await addDay(ctx, day);
    await removeDay(ctx, { dayId: day.dayId, reason: "Moved to July." });
    expect(await closedOf(site)).toEqual([]);
    expect(await systemDb().calendarDay.findUniqueOrThrow({ where: { id: day.dayId } })).toMatchObject({
      ...{ voidedReason: "Moved to July.", voidedById: ctx.viewer.personId, voidedAt: NOW, voidedByLoad: false },
    });
    expect((await eventsOf("site", site.id)).at(-1)).toMatchObject({
      ...{ type: "calendar.day_removed", data: { dayId: day.dayId, date: "2026-06-01", kind: "closed" } },
    });
    expect(await outcomeOf(removeDay(ctx, { dayId: day.dayId, reason: "Again." }))).toBe("CONFLICT");
    await addDay(ctx, aDay(site.id));
    expect(await closedOf(site)).toEqual(["2026-06-01"]);
  });

  test("is for voiding alone: the database deletes none", async () => {
    const { site, ctx } = await aCalendar();
    const day = aDay(site.id);
    await addDay(ctx, day);
    await expect(systemDb().calendarDay.delete({ where: { id: day.dayId } })).rejects.toThrow();
    await expect(systemDb().siteCalendar.delete({ where: { siteId: site.id } })).rejects.toThrow();
  });
});

test("who has no role at a site sees no calendar of it", async () => {
  const { site } = await aCalendar();
  const stranger = await someone(await aSite());
  expect(await outcomeOf(getCalendarView(stranger.viewer, site.id, NOW))).toBe("NOT_FOUND");
  expect(await outcomeOf(previewLoad(stranger.viewer, english(site.id)))).toBe("NOT_FOUND");
});
