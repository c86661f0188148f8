import "server-only";
import { unitLabel } from "@/lib/access/labels";
import { languageName } from "@/lib/patient/labels";
import { ethnicGroup, SEX_LABELS } from "@/lib/patient/rules/self-described";
import type { PatientSex } from "@/lib/patient/schema";
import { Prisma, reportsFor } from "@/lib/platform/db";
import type { Viewer } from "@/lib/platform/viewer";
import { isoDay } from "@/lib/shared/dates";
import { type FairnessTable, fairnessTable, type GroupCounts, unitTable } from "../rules/fairness";
import { FAMILIES, type FairnessChosen, type FairnessSplit } from "../rules/fairness-choice";
import { type Funnel, type FunnelUnit, funnel } from "../rules/funnel";
import { MOST_GROUPS } from "../schema";
import { denominatorsVisibleTo, groupVolumesVisibleTo } from "../scope";
import { type Seen, seenSites } from "./rollup";
import { asText, sumTimes, type TimesRow } from "./times";

export type ShownFairness = {
  table: FairnessTable;
  /** By the name of a group's row of one site, for which somebody has said how many patients it had; of units empty. */
  volumes: Map<string, number>;
  /** The id of a unit by the name of its row. */
  units: Map<string, string>;
  /** Of one site's units; null where too few of them have a volume, and of what is no unit. */
  funnel: Funnel | null;
};

/** Groups of people, or units, beside each other in half a year. */
export async function readFairness(viewer: Viewer, chosen: FairnessChosen, now: Date): Promise<ShownFairness> {
  const seen = seenSites(viewer, { siteId: chosen.site }, now);
  if (!seen) return { ...NOTHING, table: fairnessTable([]) };
  const isUnits = chosen.split === "unit";
  const [rows, names, volumes, ofGroups] = await Promise.all([
    readGroups(viewer, chosen, seen),
    isUnits ? readUnitNames(viewer, seen) : new Map<string, string>(),
    isUnits ? readVolumes(viewer, chosen, seen) : [],
    readGroupVolumes(viewer, chosen),
  ]);
  const ordered = chosen.split === "age" ? rows.toSorted((a, b) => ageFrom(a.group) - ageFrom(b.group)) : rows;
  const counts = join(ordered.map((row) => ({ ...row, group: groupName(chosen.split, row.group, names) })));
  if (!isUnits) return { ...NOTHING, table: fairnessTable(counts, ofGroups), volumes: ofGroups };
  const rateOf = new Map(volumes.map(({ unitId, cases, volume }) => [unitId, { cases, volume }]));
  return {
    ...NOTHING,
    table: unitTable(counts, new Map([...names].map(([unitId, name]) => [name, rateOf.get(unitId) ?? null]))),
    units: new Map([...names].map(([unitId, name]) => [name, unitId])),
    funnel:
      chosen.site === undefined
        ? null
        : funnel(volumes.map((one) => ({ ...one, unit: names.get(one.unitId) ?? "A unit" }))),
  };
}

const NOTHING = { units: new Map(), volumes: new Map(), funnel: null } satisfies Partial<ShownFairness>;

type CountRow = Omit<GroupCounts, "times">;

function rowsOf({ split, half, kind }: FairnessChosen, { sites }: Seen): Prisma.Sql {
  return Prisma.sql`
    FROM ${sites} JOIN "RollupGroupMonth" d ON d."siteId" = s."siteId"
    WHERE d."split" = ${split}::"FairnessSplit" AND d."kind" = ANY (${[...FAMILIES[kind].kinds]}::"CaseKind"[])
      AND d."month" BETWEEN ${half.from}::date AND ${half.to}::date`;
}

async function readGroups(viewer: Viewer, chosen: FairnessChosen, seen: Seen): Promise<GroupCounts[]> {
  const [counts, times] = await Promise.all([
    reportsFor(viewer).$queryRaw<CountRow[]>`
      SELECT d."siteId"::text AS "siteId", d."group", sum(d."received")::int AS "received", sum(d."inTime")::int AS "inTime",
        sum(d."missed")::int AS "missed", sum(d."found")::int AS "found", sum(d."upheld")::int AS "upheld",
        sum(d."answers")::int AS "answers", sum(d."satisfied")::int AS "satisfied"
      ${rowsOf(chosen, seen)} GROUP BY 1, 2 ORDER BY 3 DESC, 2, 1`,
    reportsFor(viewer).$queryRaw<TimesRow[]>`
      SELECT d."siteId"::text || ' ' || d."group" AS "key", ${asText(Prisma.sql`d."days"`)} AS "times", ${asText(Prisma.sql`d."cases"`)} AS "cases"
      ${rowsOf(chosen, seen)}`,
  ]);
  const timesOf = sumTimes(times);
  return counts.map((row) => ({ ...row, times: timesOf.get(`${row.siteId} ${row.group}`) ?? [] }));
}

/** Bands stand in the order of life, who is of no known age last. */
function ageFrom(group: string): number {
  return group === "" ? 1_000 : Number.parseInt(group, 10);
}

/** Codes that are one group, as the census's five, put together. */
function join(counts: GroupCounts[]): GroupCounts[] {
  return [...Map.groupBy(counts, ({ siteId, group }) => `${siteId} ${group}`).values()].map((same) =>
    same.reduce((a, b) => ({
      ...{ siteId: a.siteId, group: a.group, times: [...a.times, ...b.times] },
      ...{ received: a.received + b.received, inTime: a.inTime + b.inTime, missed: a.missed + b.missed },
      ...{ found: a.found + b.found, upheld: a.upheld + b.upheld },
      ...{ answers: a.answers + b.answers, satisfied: a.satisfied + b.satisfied },
    })),
  );
}

function groupName(split: FairnessSplit, group: string, units: Map<string, string>): string {
  switch (split) {
    case "language":
      return group === "" ? "Not known" : languageName(group);
    case "age":
      return group === "" ? "Not known" : group.replace("-", " to ").replace("80+", "80 and over");
    case "sex":
      return group === "" ? "Not asked" : SEX_LABELS[group as PatientSex];
    case "ethnicity":
      return group === "" ? "Not asked" : ethnicGroup(group);
    case "unit":
      return group === "" ? "No unit named" : (units.get(group) ?? "A unit");
    default:
      return split satisfies never;
  }
}

/** By id: "Outpatients", with the site's name where there are several sites. */
async function readUnitNames(viewer: Viewer, { named }: Seen): Promise<Map<string, string>> {
  const units = await reportsFor(viewer).unit.findMany({
    where: { siteId: { in: named.map(({ id }) => id) } },
    select: { id: true, name: true, closedOn: true, site: { select: { name: true } } },
    orderBy: [{ name: "asc" }, { id: "asc" }],
    take: 5_000,
  });
  return new Map(
    units.map(({ id, name, closedOn, site }) => {
      const unit = unitLabel({ name, closedOn: isoDay(closedOn) });
      return [id, named.length > 1 ? `${unit}, ${site.name}` : unit];
    }),
  );
}

/** Of one site alone: added up over sites they would need the cases of each group at each of them, which may be hidden. */
async function readGroupVolumes(viewer: Viewer, { site, split, half }: FairnessChosen): Promise<Map<string, number>> {
  if (site === undefined || split === "unit") return new Map();
  const rows = await reportsFor(viewer).groupVolume.findMany({
    where: { AND: [groupVolumesVisibleTo(viewer), { siteId: site, split, half: half.id, value: { not: null } }] },
    select: { group: true, value: true },
    orderBy: { group: "asc" },
    take: MOST_GROUPS,
  });
  return new Map(rows.flatMap(({ group, value }) => (value === null ? [] : [[group, value] as const])));
}

/** What came in and how many encounters there were, unit by unit, of the months for which somebody said so. */
async function readVolumes(viewer: Viewer, chosen: FairnessChosen, seen: Seen): Promise<Omit<FunnelUnit, "unit">[]> {
  const [cases, volumes] = await Promise.all([
    reportsFor(viewer).$queryRaw<{ unitId: string; month: string; cases: number }[]>`
      SELECT d."group" AS "unitId", to_char(d."month", 'YYYY-MM') AS "month", sum(d."received")::int AS "cases"
      ${rowsOf(chosen, seen)} GROUP BY 1, 2`,
    reportsFor(viewer).denominator.findMany({
      where: {
        AND: [denominatorsVisibleTo(viewer), { siteId: { in: seen.named.map(({ id }) => id) } }],
        ...{ measure: "encounters", unitId: { not: null }, value: { not: null } },
        month: { gte: new Date(chosen.half.from), lte: new Date(chosen.half.to) },
      },
      select: { unitId: true, month: true, value: true },
      orderBy: [{ month: "asc" }, { id: "asc" }],
      take: 50_000,
    }),
  ]);
  const caseOf = new Map(cases.map((row) => [`${row.unitId} ${row.month}`, row.cases]));
  return [...Map.groupBy(volumes, ({ unitId }) => unitId ?? "")].map(([unitId, months]) => ({
    unitId,
    cases: months.reduce(
      (sum, { month }) => sum + (caseOf.get(`${unitId} ${month.toISOString().slice(0, 7)}`) ?? 0),
      0,
    ),
    volume: months.reduce((sum, { value }) => sum + (value ?? 0), 0),
  }));
}
