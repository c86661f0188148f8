import { halvesBefore } from "@/lib/insight/rules/fairness-choice";
import { MEASURES, type Measure } from "@/lib/insight/schema";
import type { Denominator, GroupVolume } from "@/lib/platform/generated/client";
import type { Chronicle } from "./events";
import { type Staff, workersAt } from "./people";
import type { DemoSite } from "./places";
import { idAt, type Random } from "./random";
import { DAY, dateIn, MINUTE, plus } from "./times";

type Work = { random: Random; chronicle: Chronicle; staff: Staff; site: DemoSite; from: Date; now: Date };
type SiteKey = DemoSite["plan"]["key"];

/** How many there are in a usual month. A clinic has no beds, and a home few who come and go. */
const USUAL: Record<SiteKey, Partial<Record<Measure, number>>> = {
  general: { encounters: 24_800, patient_days: 6_150, discharges: 1_120, visits: 17_400 },
  clinics: { encounters: 9_300, visits: 9_050 },
  home: { encounters: 3_050, patient_days: 2_680, discharges: 94 },
};
/** A month for which the clinics' numbers never came, so many before the last. */
const MISSING: Partial<Record<SiteKey, number>> = { clinics: 5 };
const SWING = 0.07;

/** What a site's manager read in from a file two days ago: every month that was over by then, encounters also unit by unit. */
export function sayDenominators(work: Work): Denominator[] {
  const { random, chronicle, staff, site, now } = work;
  const begun = plus(now, -2 * DAY);
  const [by] = workersAt(staff, { site, roles: ["manager"], at: begun });
  if (!by) return [];
  const months = monthsUpTo(work, begun);
  const missing = MISSING[site.plan.key];
  const told = months.filter((_, index) => missing === undefined || index !== months.length - 1 - missing);
  const weight = site.units.reduce((sum, unit) => sum + unit.weight, 0);
  const rows: Denominator[] = [];
  for (const [index, measure] of MEASURES.entries()) {
    const at = plus(begun, index * MINUTE);
    const usual = USUAL[site.plan.key][measure];
    if (!usual) continue;
    const parts = measure === "encounters" ? site.units : [];
    const of = [
      { unitId: null, unit: null, mean: usual },
      ...parts.map(({ row, weight: own }) => ({ unitId: row.id, unit: row.name, mean: (usual * own) / weight })),
    ];
    const cells = of.flatMap(({ unitId, unit, mean }) =>
      told.map((month) => ({ unitId, unit, month, value: Math.max(1, Math.round(mean * swing(random, month))) })),
    );
    for (const { unitId, month, value } of cells) {
      rows.push({
        ...{ id: idAt(random, at), siteId: site.row.id, unitId, month: new Date(`${month}-01`), measure, value },
        ...{ source: "file", setById: by.row.id, setAt: at },
      });
    }
    const changes = cells.map(({ value, ...cell }) => ({ ...cell, before: null, after: value }));
    const event = { type: "denominators.set", data: { measure, fromFile: true, cells: changes } } as const;
    chronicle.tell({ subject: { noun: "site", id: site.row.id }, siteId: site.row.id, at, actor: by.row, event });
  }
  return rows;
}

/** How many patients of each group a hospital sees in half a year. */
const PATIENTS: Record<string, Record<string, number>> = {
  language: { English: 47_200, Spanish: 6_900, "Not known": 4_100 },
  age: {
    "0 to 17": 9_800,
    "18 to 34": 11_300,
    "35 to 49": 10_900,
    "50 to 64": 11_700,
    "65 to 79": 9_900,
    "80 and over": 4_600,
  },
};

/** What its manager said right after, of the halves that are over by then. */
export function sayGroupVolumes({ chronicle, staff, site, now }: Work): GroupVolume[] {
  const at = plus(now, -2 * DAY + MEASURES.length * MINUTE);
  const [by] = workersAt(staff, { site, roles: ["manager"], at });
  if (!by) return [];
  const siteId = site.row.id;
  const halves = halvesBefore(dateIn(at, site.plan.timeZone).toISOString().slice(0, 10)).slice(0, 2);
  const said = halves.flatMap(({ id: half }) =>
    (["language", "age"] as const).map((split) => ({ half, split, groups: Object.entries(PATIENTS[split] ?? {}) })),
  );
  return said.flatMap(({ half, split, groups }, index) => {
    const setAt = plus(at, index * MINUTE);
    const cells = groups.map(([group, after]) => ({ group, before: null, after }));
    const event = { type: "denominators.groups_set", data: { split, half, cells } } as const;
    chronicle.tell({ subject: { noun: "site", id: siteId }, siteId, at: setAt, actor: by.row, event });
    return groups.map(([group, value]) => ({ siteId, split, half, group, value, setById: by.row.id, setAt }));
  });
}

/** Fewer come in summer; else months differ by chance. */
function swing(random: Random, month: string): number {
  const season = ["07", "08"].includes(month.slice(5)) ? 0.94 : 1;
  return season * (1 + SWING * (2 * random.next() - 1));
}

function monthsUpTo({ site, from }: Work, at: Date): string[] {
  const months: string[] = [];
  const last = dateIn(at, site.plan.timeZone);
  const first = dateIn(from, site.plan.timeZone);
  for (
    const day = new Date(Date.UTC(first.getUTCFullYear(), first.getUTCMonth(), 1));
    ;
    day.setUTCMonth(day.getUTCMonth() + 1)
  ) {
    const month = day.toISOString().slice(0, 7);
    if (month >= last.toISOString().slice(0, 7)) return months;
    months.push(month);
  }
}
