import "server-only";
import { sitesFor } from "@/lib/access/policy";
import { dbFor, type Tx } from "@/lib/platform/db";
import { NotFound } from "@/lib/platform/errors";
import type { Viewer } from "@/lib/platform/viewer";
import { dayIn, isoDay } from "@/lib/shared/dates";
import { MEASURE_LABELS } from "../labels";
import { canKeepDenominators } from "../policy";
import { readDenominatorFile } from "../rules/denominator-file";
import { monthTitle } from "../rules/months";
import type { ImportDenominatorsInput, Measure } from "../schema";
import { denominatorsVisibleTo } from "../scope";
import type { DenominatorGrid, ImportPlan } from "../types";

const MOST_UNITS = 500;
const MONTHS = Array.from({ length: 12 }, (_, index) => String(index + 1).padStart(2, "0"));

type GridAsked = { siteId: string; measure: Measure; year: number };

/** Twelve months of one measure: a row for the whole site, then one for each unit. */
export async function getDenominatorGrid(viewer: Viewer, asked: GridAsked, now: Date): Promise<DenominatorGrid> {
  const { siteId, measure, year } = asked;
  const site = viewer.sites.find(({ id }) => id === siteId);
  if (!site || !sitesFor(viewer, "case.see").includes(siteId)) throw new NotFound("This site");
  const months = MONTHS.map((month) => `${year}-${month}`);
  const [units, kept] = await Promise.all([
    dbFor(viewer).unit.findMany({
      where: { siteId },
      select: { id: true, name: true },
      orderBy: [{ name: "asc" }, { id: "asc" }],
      take: MOST_UNITS,
    }),
    dbFor(viewer).denominator.findMany({
      where: {
        AND: [denominatorsVisibleTo(viewer), { siteId, measure }],
        month: { gte: new Date(`${year}-01-01`), lte: new Date(`${year}-12-31`) },
      },
      select: { unitId: true, month: true, value: true },
      take: 12 * (MOST_UNITS + 1),
    }),
  ]);
  const values = new Map(kept.map(({ unitId, month, value }) => [`${unitId} ${isoDay(month).slice(0, 7)}`, value]));
  const thisMonth = isoDay(dayIn(now, site.timeZone)).slice(0, 7);
  const row = (unitId: string | null, name: string) => ({
    unitId,
    name,
    values: months.map((month) => values.get(`${unitId} ${month}`) ?? null),
  });
  return {
    ...{ siteId, site: site.name, measure, year },
    months: months.map((month) => ({ month, hasBegun: month <= thisMonth })),
    rows: [row(null, "Whole site"), ...units.map(({ id, name }) => row(id, name))],
    mayKeep: canKeepDenominators(viewer, siteId),
  };
}

/** What a file would change, and what of it cannot be read, before anything is changed. */
export async function previewImport(viewer: Viewer, input: ImportDenominatorsInput, now: Date): Promise<ImportPlan> {
  const site = viewer.sites.find(({ id }) => id === input.siteId);
  if (!site || !canKeepDenominators(viewer, input.siteId)) throw new NotFound("This site");
  return planImport(dbFor(viewer), input, isoDay(dayIn(now, site.timeZone)));
}

/** The same within a transaction. The caller has asked whether the person may. */
export async function planImport(db: Tx, input: ImportDenominatorsInput, today: string): Promise<ImportPlan> {
  const { rows, problems } = readDenominatorFile(input.text, input.measure);
  const units = await db.unit.findMany({
    where: { siteId: input.siteId },
    select: { id: true, name: true },
    take: MOST_UNITS,
  });
  const byName = new Map(units.map(({ id, name }) => [plain(name), { id, name }]));
  const kept = await db.denominator.findMany({
    where: { siteId: input.siteId, measure: { in: [...new Set(rows.map(({ measure }) => measure))] } },
    select: { unitId: true, measure: true, month: true, value: true },
    take: 200_000,
  });
  const key = (unitId: string | null, measure: Measure, month: string) => `${unitId} ${measure} ${month}`;
  const before = new Map(
    kept.map(({ unitId, measure, month, value }) => [key(unitId, measure, isoDay(month).slice(0, 7)), value]),
  );
  const said = new Map<string, { line: number; value: number }>();
  const plan: ImportPlan = { changes: [], same: 0, problems: [...problems] };
  for (const { line, month, unit: named, measure, value } of rows) {
    const unit = named === null ? null : byName.get(plain(named));
    if (unit === undefined) {
      plan.problems.push({ line, message: `This site has no unit “${named}”. Leave it empty for the whole site.` });
      continue;
    }
    const at = key(unit?.id ?? null, measure, month);
    const earlier = said.get(at);
    if (earlier !== undefined) {
      const isSame = earlier.value === value;
      const message = isSame
        ? `Line ${earlier.line} says this already.`
        : `Line ${earlier.line} says ${earlier.value.toLocaleString("en")} of this, and this line ${value.toLocaleString("en")}: the first is taken. Leave the wrong one out.`;
      plan.problems.push({ line, message });
      continue;
    }
    if (month > today.slice(0, 7)) {
      plan.problems.push({ line, message: `${monthTitle(month)} has not begun.` });
      continue;
    }
    said.set(at, { line, value });
    const was = before.get(at) ?? null;
    if (was === value) plan.same += 1;
    else {
      const label = `${MEASURE_LABELS[measure]}, ${unit?.name ?? "whole site"}, ${monthTitle(month)}`;
      plan.changes.push({
        ...{ line, label, before: was, after: value },
        ...{ unitId: unit?.id ?? null, unit: unit?.name ?? null, measure, month },
      });
    }
  }
  plan.problems.sort((a, b) => a.line - b.line);
  return plan;
}

function plain(name: string): string {
  return name.normalize("NFC").trim().replace(/\s+/gu, " ").toLowerCase();
}
