import "server-only";
import { askRecount } from "@/lib/clock/mutations/recount";
import { recordEvent } from "@/lib/events/record";
import type { FieldChange, HeardEvent } from "@/lib/events/schema";
import { type Ctx, isDuplicate, type UserCtx, withTransaction } from "@/lib/platform/context";
import type { Prisma, Tx } from "@/lib/platform/db";
import { Conflict, Forbidden, Invalid, NotFound } from "@/lib/platform/errors";
import { formatDay, isoDay } from "@/lib/shared/dates";
import { newId } from "@/lib/shared/ids";
import { countryName } from "@/lib/shared/places";
import { DAY_KIND_LABELS, WEEKDAY_LABELS } from "./labels";
import { canChangeCalendar } from "./policy";
import { getCalendar, readLoadPlan } from "./queries";
import { knowsCountry, listRegions } from "./rules/holidays";
import { changedDays, describeHours } from "./rules/week";
import type { AddDayInput, LoadHolidaysInput, RemoveDayInput, SaveHoursInput } from "./schema";
import { calendarsVisibleTo } from "./scope";
import type { BusinessCalendar, CalendarChanged, Week } from "./types";

/** Sets the hours of a site's week. Saving what is there already changes nothing. */
export async function saveHours(ctx: UserCtx, input: SaveHoursInput): Promise<CalendarChanged> {
  const { siteId, hoursVersion, ...week } = input;
  return withTransaction(ctx, async (tx) => {
    const before = await lockCalendar(tx, ctx, siteId);
    const kept = await tx.siteCalendar.findUnique({ where: { siteId }, select: { hours: true, hoursVersion: true } });
    const changed = changedDays(before.hours, week);
    if (changed.length === 0 && kept?.hours) return { siteId, cases: 0 };
    if ((kept?.hoursVersion ?? 0) !== hoursVersion) throw conflictOf(before.hours, week);
    const changes = changed.map((weekday): FieldChange => {
      return { field: weekday, before: describeHours(before.hours[weekday]), after: describeHours(week[weekday]) };
    });
    return recordChange(tx, ctx, {
      siteId,
      event: { type: "calendar.hours_saved", data: { changes } },
      set: { hours: week, hoursVersion: { increment: 1 } },
    });
  });
}

function conflictOf(theirs: Week, yours: Week): Conflict {
  const differences = changedDays(theirs, yours).map((field) => ({
    ...{ field, label: WEEKDAY_LABELS[field] },
    ...{ theirs: describeHours(theirs[field]), yours: describeHours(yours[field]) },
    theirValue: JSON.stringify(theirs[field]),
  }));
  return new Conflict(
    "Somebody else changed these hours while you had them open. Nothing of yours is saved yet.",
    differences,
  );
}

export type HolidaysLoaded = CalendarChanged & { added: number; removed: number };

/** Brings in the public holidays of a place for some years. What people added or took out stays; loading again changes nothing. */
export async function loadHolidays(ctx: UserCtx, asked: LoadHolidaysInput): Promise<HolidaysLoaded> {
  const { siteId, country, region, years } = asked;
  if (!knowsCountry(country)) {
    const message = `No public holidays are known of ${countryName(country)}. Add them by hand.`;
    throw new Invalid({ country: message });
  }
  if (region && !listRegions(country).some(({ code }) => code === region)) {
    throw new Invalid({ region: `Choose a region of ${countryName(country)}, or none.` });
  }
  return withTransaction(ctx, async (tx) => {
    await lockCalendar(tx, ctx, siteId);
    const { add, remove } = await readLoadPlan(tx, asked);
    const kept = await tx.siteCalendar.findUnique({ where: { siteId }, select: { loadedYears: true } });
    const loadedYears = [...new Set([...(kept?.loadedYears ?? []), ...years])].toSorted();
    const done = { added: add.length, removed: remove.length };
    if (done.added + done.removed === 0 && loadedYears.length === kept?.loadedYears.length) {
      return { siteId, cases: 0, ...done };
    }
    await tx.calendarDay.updateMany({
      where: { id: { in: remove.map(({ id }) => id) }, voidedAt: null },
      data: {
        ...{ voidedAt: ctx.now, voidedById: ctx.viewer.personId, voidedByLoad: true },
        voidedReason: "Not in the public holidays loaded since.",
      },
    });
    await tx.calendarDay.createMany({
      data: add.map(({ date, name }) => ({
        ...{ id: newId(), siteId, date: new Date(date), kind: "holiday" as const, name, intervals: [] },
        ...{ source: "date_holidays" as const, addedById: ctx.viewer.personId, createdAt: ctx.now },
      })),
    });
    const data = { country, region, years, ...done };
    const changed = await recordChange(tx, ctx, {
      siteId,
      event: { type: "calendar.holidays_loaded", data },
      set: { country, region, loadedYears },
    });
    return { ...changed, ...done };
  });
}

/** Adds a holiday, a closed day or a special opening. A day is closed once, and opened specially once. */
export async function addDay(ctx: UserCtx, input: AddDayInput): Promise<CalendarChanged> {
  const { dayId, siteId, date, kind, name, intervals } = input;
  const { personId } = ctx.viewer;
  try {
    return await withTransaction(ctx, async (tx) => {
      await lockCalendar(tx, ctx, siteId);
      const mine = { id: dayId, siteId, addedById: personId };
      if (await tx.calendarDay.findFirst({ where: mine, select: { id: true } })) return { siteId, cases: 0 };
      await refuseSecond(tx, input);
      await tx.calendarDay.create({
        data: { ...mine, date: new Date(date), kind, name, intervals, source: "person", createdAt: ctx.now },
      });
      const event = { type: "calendar.day_added", data: { dayId, date, kind } } as const;
      return recordChange(tx, ctx, { siteId, event });
    });
  } catch (error) {
    if (!isDuplicate(error, "CalendarDay_pkey")) throw error;
    throw new Conflict("This day could not be told from another. Close the window and add it again.");
  }
}

async function refuseSecond(tx: Tx, { siteId, date, kind }: AddDayInput): Promise<void> {
  const same = await tx.calendarDay.findFirst({
    where: { siteId, date: new Date(date), voidedAt: null, kind: kind === "opening" ? kind : { not: "opening" } },
    select: { kind: true, name: true },
  });
  if (!same) return;
  const there = `${DAY_KIND_LABELS[same.kind].toLowerCase()}, ${same.name}`;
  throw new Invalid({ date: `${formatDay(new Date(date))} is already in the calendar: ${there}.` });
}

/** Takes a day out, with the reason. A public holiday that was taken out is not brought back by loading again. */
export async function removeDay(ctx: UserCtx, { dayId, reason }: RemoveDayInput): Promise<CalendarChanged> {
  return withTransaction(ctx, async (tx) => {
    const day = await tx.calendarDay.findFirst({
      where: { id: dayId, site: calendarsVisibleTo(ctx.viewer) },
      select: { siteId: true, date: true, kind: true },
    });
    if (!day) throw new NotFound("This day");
    const { siteId, kind } = day;
    await lockCalendar(tx, ctx, siteId);
    const voided = await tx.calendarDay.updateMany({
      where: { id: dayId, voidedAt: null },
      data: { voidedAt: ctx.now, voidedById: ctx.viewer.personId, voidedReason: reason },
    });
    if (voided.count === 0) throw new Conflict("This day is out of the calendar already.");
    const event = { type: "calendar.day_removed", data: { dayId, date: isoDay(day.date), kind } } as const;
    return recordChange(tx, ctx, { siteId, event });
  });
}

/** The calendar as it is before a change. Changes of one calendar queue here until the transaction ends. */
async function lockCalendar(tx: Tx, ctx: UserCtx, siteId: string): Promise<BusinessCalendar> {
  await tx.$executeRaw`SELECT "id" FROM "Site" WHERE "id" = ${siteId}::uuid FOR NO KEY UPDATE`;
  const where = { AND: [{ id: siteId }, calendarsVisibleTo(ctx.viewer)] };
  if (!(await tx.site.findFirst({ where, select: { id: true } }))) throw new NotFound("This site");
  if (!canChangeCalendar(ctx.viewer, siteId)) {
    throw new Forbidden("Only an administrator of the site changes its calendar.");
  }
  return getCalendar(tx, siteId);
}

type Change = {
  siteId: string;
  event: HeardEvent;
  /** What changes in the row of the calendar beside its version. */
  set?: Omit<Prisma.SiteCalendarUncheckedUpdateInput, "siteId" | "version">;
};

/** What every change of a calendar ends with: its version, its event, and that its clocks are counted anew. */
async function recordChange(tx: Tx, ctx: Ctx, { siteId, event, set }: Change): Promise<CalendarChanged> {
  await tx.siteCalendar.createMany({ data: [{ siteId, version: 0, loadedYears: [] }], skipDuplicates: true });
  await tx.siteCalendar.update({ where: { siteId }, data: { ...set, version: { increment: 1 } } });
  await recordEvent(tx, ctx, { subject: { noun: "site", id: siteId }, siteId, event });
  return { siteId, cases: await askRecount(tx, ctx, siteId) };
}
