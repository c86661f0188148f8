import { z } from "zod";
import { KIND_LABELS } from "@/lib/case/labels";
import { CaseKind } from "@/lib/case/schema";
import { HcatCategory } from "@/lib/issue/schema";
import { formatDay, isoDay } from "@/lib/shared/dates";
import { hrefWith } from "@/lib/shared/search-params";
import { RECOVERY_ITEMS } from "@/lib/survey/rules/score";
import { type Days, MEASURES, type SaidMeasure, type TimeMetric } from "../schema";
import { DISSATISFIED } from "../types";

const DAY_MS = 86_400_000;

/** How many whole weeks are shown. Limits and runs are counted from all there are. */
export const PERIODS = { "26": "26 weeks", "52": "52 weeks", "104": "104 weeks" } as const;
export type PeriodChoice = keyof typeof PERIODS;

/** Kinds as they are offered together; the value stands in the address. */
export const KIND_CHOICES: { value: string; label: string }[] = [
  { value: DISSATISFIED.join(","), label: "Concerns, complaints and grievances" },
  { value: "complaint,grievance", label: "Complaints and grievances" },
  ...Object.values(CaseKind).map((kind) => ({ value: kind, label: `${KIND_LABELS[kind]} only` })),
  { value: "all", label: "All kinds" },
];

const kinds = z
  .string()
  .transform((text) => (text === "all" ? [] : [...new Set(text.split(","))]))
  .pipe(z.array(z.enum(CaseKind)).max(Object.keys(CaseKind).length));

/** The filter bar as its address says it. Every bad value falls back. */
export const dashboardSchema = z.object({
  period: z.enum(["26", "52", "104"]).catch("52").default("52"),
  site: z.uuid().optional().catch(undefined),
  unit: z.uuid().optional().catch(undefined),
  /** What an early warning leads here with: the chart of one cause. */
  cause: z.enum(HcatCategory).optional().catch(undefined),
  /** What complaints are counted in; without it, what the site keeps. */
  per: z.enum(MEASURES).optional().catch(undefined),
  /** Of the survey on how it was handled, the item that is charted. */
  item: z.enum(RECOVERY_ITEMS).catch("listened").default("listened"),
  /** None: all kinds. */
  kind: kinds.catch([...DISSATISFIED]).default([...DISSATISFIED]),
});
export type Dashboard = z.infer<typeof dashboardSchema> & {
  /** The sites that the figures are of, where whoever looks sees cases of more. */
  among?: string[];
};

/** The choice in the filter bar that stands for some kinds; none stands for a mixture that is not offered. */
export function kindChoice(kind: readonly CaseKind[]): string {
  return kind.length === 0 ? "all" : kind.join(",");
}

export function shownWeeks(period: PeriodChoice): number {
  return Number(period);
}

export function shownMonths(period: PeriodChoice): number {
  return { "26": 6, "52": 12, "104": 24 }[period];
}

/** Before all that is counted: the first points lock a chart's limits, and stay the first until somebody lets limits begin anew. */
export const EVER = "2000-01-01";

/** Twelve months that are known, and some that are not. */
const LOCKING_DAYS = 550;

/**
 * What a chart is read of, of which limits were locked from a day on: the days whose points lock them, and the newest ones, more than any
 * chart shows, from where the year three years before began. What lies between changes neither; where there is nothing between, all at once.
 */
export function chartedDays(lockedFrom: string, today: string): [Days] | [Days, Days] {
  const lately = { from: latelyFrom(today), to: today };
  const locking = { from: lockedFrom, to: daysFrom(lockedFrom, LOCKING_DAYS) };
  return daysFrom(locking.to, 31) < lately.from ? [locking, lately] : [{ from: lockedFrom, to: today }];
}

/** The day from which the limits of what is shown are locked: where they last began anew before that, or where counting began. */
export function lockedFrom(begun: string, rebases: readonly { from: string }[], today: string): string {
  const anew = rebases.map(({ from }) => from).filter((from) => from > begun && from <= latelyFrom(today));
  return anew.sort().at(-1) ?? begun;
}

function latelyFrom(today: string): string {
  return `${Number(today.slice(0, 4)) - 3}-01-01`;
}

/** The whole weeks that are shown, as days: none is still under way. */
export function shownDays(period: PeriodChoice, today: string): Days {
  const under = mondayOf(today);
  return { from: daysFrom(under, -7 * shownWeeks(period)), to: daysFrom(under, -1) };
}

/** The Monday of the week of a day, and days before and after others. */
export function mondayOf(day: string): string {
  const at = new Date(day);
  return daysFrom(day, -((at.getUTCDay() + 6) % 7));
}

export function daysFrom(day: string, days: number): string {
  return isoDay(new Date(new Date(day).getTime() + days * DAY_MS));
}

type Cased = Pick<Dashboard, "unit" | "kind" | "among"> & { site?: string | string[] };

/** The cases behind a figure: what the queue is asked, with the filter bar's choices. */
export function casesHref({ site, among, unit, kind }: Cased, more: Record<string, string>): string {
  return hrefWith("/cases", {
    tab: "all",
    site: site ?? (unit ? undefined : among),
    unit,
    kind: kind.length > 0 ? kind : undefined,
    ...more,
  });
}

/** What was done in time of what fell due on some days, and all that did. */
export function dueHrefs(
  chosen: Cased,
  clock: "acknowledge" | "resolve",
  { from, to }: Days,
): { href: string; ofHref: string } {
  const [due, counted] =
    clock === "acknowledge"
      ? [{ acknowledgeFrom: from, acknowledgeTo: to }, "acknowledged_in_time"]
      : [{ answerFrom: from, answerTo: to }, "answered_in_time"];
  return { href: casesHref(chosen, { ...due, counted }), ofHref: casesHref(chosen, due) };
}

/** Where an action is planned that a figure asks for, which is then what the action is judged by. */
export function planHref(
  { site, unit, kind }: Pick<Dashboard, "site" | "unit" | "kind">,
  judged: { measure: "received" | "issues" | "answeredInTime" | TimeMetric | SaidMeasure; cause?: HcatCategory },
): string {
  const kinds = kind.length > 0 ? kind.join(",") : undefined;
  return hrefWith("/improvement/new", { site, unit, kinds, ...judged });
}

/** "Complaints and grievances", to begin a sentence with. */
export function kindWords(kind: readonly CaseKind[]): string {
  if (kind.length === 0) return "Cases of all kinds";
  const [first = "", ...rest] = kind.map((one, at) => (at === 0 ? PLURALS[one] : PLURALS[one].toLowerCase()));
  const last = rest.pop();
  return last === undefined ? first : `${[first, ...rest].join(", ")} and ${last}`;
}

const PLURALS: Record<CaseKind, string> = {
  inquiry: "Inquiries",
  compliment: "Compliments",
  suggestion: "Suggestions",
  concern: "Concerns",
  complaint: "Complaints",
  grievance: "Grievances",
};

/** Which way is better: fewer of what people are unhappy about, more praise, and neither of anything else. */
export function betterOf(kind: readonly CaseKind[]): "increase" | "decrease" | "neutral" {
  const unhappy: readonly CaseKind[] = DISSATISFIED;
  if (kind.length > 0 && kind.every((one) => unhappy.includes(one))) return "decrease";
  return kind.length === 1 && kind[0] === "compliment" ? "increase" : "neutral";
}

/** A site as the filter bar offers it. */
type Place = { id: string; name: string; units: { id: string; name: string }[] };

/**
 * The choice without what is not on offer: a site or unit that the viewer does not see, or a unit of another site; and the end of each title,
 * " in Outpatients, Northgate". `onlySite`: the one that all of it is of; `of`: the names of all that it is of.
 */
export function placeOf(
  asked: Dashboard,
  sites: Place[],
): { chosen: Dashboard; where: string; onlySite: string | null; leftOut: string | null; of: string } {
  const site = sites.find(({ id }) => id === asked.site);
  const home = sites.find(
    (one) => (site === undefined || one === site) && one.units.some(({ id }) => id === asked.unit),
  );
  const unit = home?.units.find(({ id }) => id === asked.unit);
  const chosen = { ...asked, site: site?.id, unit: unit?.id };
  const names = [unit?.name, sites.length > 1 ? (site ?? (unit && home))?.name : undefined].filter(Boolean);
  const stray = sites.flatMap(({ units }) => units).find(({ id }) => id === asked.unit && unit === undefined);
  const leftOut = stray && site ? `${stray.name} is no unit of ${site.name}, so all of ${site.name} is shown.` : null;
  const only = site ?? (unit ? home : sites.length === 1 ? sites[0] : undefined);
  const of = nameSites(only ? [only] : sites);
  return { chosen, where: names.length > 0 ? ` in ${names.join(", ")}` : "", onlySite: only?.id ?? null, leftOut, of };
}

/** Beside the figures of a unit that closed. */
export function tellClosed(closedOn: string): string {
  return `The unit was open last on ${formatDay(new Date(closedOn))}: figures are of the days up to then, as fewer cases since would be no improvement. How old what is open is, is told as of today.`;
}

/** "Northgate and Southgate"; of many how many they are. */
export function nameSites(sites: { name: string }[]): string {
  if (sites.length > 5) return `${sites.length} sites`;
  return new Intl.ListFormat("en").format(sites.map(({ name }) => name));
}
