import { KIND_LABELS, REPORTER_LABELS } from "@/lib/case/labels";
import { monthTitle } from "@/lib/insight/rules/months";
import { CATEGORY_LABELS } from "@/lib/issue/labels";
import { CaseKind, HcatCategory, ReporterKind } from "@/lib/platform/generated/enums";
import type { Facts } from "../types";
import type { Part } from "./selection";

export type Group = { key: string; label: string; part: Part };

/** The months that some days touch, the oldest first. */
export function monthsOf({ from, to }: { from: string; to: string }): Group[] {
  const groups: Group[] = [];
  const last = to.slice(0, 7);
  for (let month = from.slice(0, 7); month <= last; month = nextMonth(month)) {
    groups.push({ key: month, label: monthTitle(month), part: { month } });
  }
  return groups;
}

function nextMonth(month: string): string {
  const [year = 0, number = 0] = month.split("-").map(Number);
  return number === 12 ? `${year + 1}-01` : `${year}-${String(number + 1).padStart(2, "0")}`;
}

export function kindsOf(kinds: readonly CaseKind[] = Object.values(CaseKind)): Group[] {
  return kinds.map((kind) => ({ key: kind, label: KIND_LABELS[kind], part: { kinds: [kind] } }));
}

export function sitesOf(sites: { id: string; name: string }[]): Group[] {
  return sites.map(({ id, name }) => ({ key: id, label: name, part: { siteIds: [id] } }));
}

/** The units of cases and issues, by their names, and what names none. */
export function unitsOf(facts: Facts, part: Part = {}): Group[] {
  const names = new Map<string | null, string>();
  for (const { siteId, unitId, unit } of facts.cases.values()) {
    if (part.siteIds === undefined || part.siteIds.includes(siteId)) names.set(unitId, unit ?? "No unit");
  }
  for (const { unitId, unit, caseId } of facts.issues) {
    const siteId = facts.cases.get(caseId)?.siteId ?? "";
    if (part.siteIds === undefined || part.siteIds.includes(siteId)) names.set(unitId, unit ?? "No unit");
  }
  return [...names]
    .map(([unitId, label]) => ({ key: unitId ?? "none", label, part: { unitId } }))
    .toSorted((a, b) => a.label.localeCompare(b.label, "en") || a.key.localeCompare(b.key));
}

export const CAUSES = [...Object.values(HcatCategory), null].map((category) => ({
  key: category ?? "none",
  label: category === null ? "Not coded yet" : CATEGORY_LABELS[category],
  category,
}));

/** Source: the age bands of KO41a. */
const BANDS = [
  ["0 to 5", 0, 5],
  ["6 to 17", 6, 17],
  ["18 to 25", 18, 25],
  ["26 to 55", 26, 55],
  ["56 to 64", 56, 64],
  ["65 to 74", 65, 74],
  ["75 and over", 75, 200],
] as const;

export const AGES: Group[] = [
  ...BANDS.map(([label, least, most]) => ({
    ...{ key: String(least), label },
    part: { isOf: ({ age }) => age !== null && age >= least && age <= most } satisfies Part,
  })),
  { key: "unknown", label: "Not known", part: { isOf: ({ age }) => age === null || age < 0 || age > 200 } },
];

export const STATUSES: Group[] = Object.values(ReporterKind).map((kind) => ({
  ...{ key: kind, label: REPORTER_LABELS[kind] },
  part: { isOf: ({ reporterKind }) => reporterKind === kind } satisfies Part,
}));
