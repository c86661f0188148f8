import type { ActionFigures } from "@/lib/improvement/rules/figures";
import { kindWords } from "@/lib/insight/rules/dashboard";
import { METRICS } from "@/lib/insight/rules/metrics";
import type { Facts, What } from "../types";
import { REPORT_DEFINITIONS as OF } from "./definitions";
import { type Counted, type CountedSection, countOf, definitionOf, plainCount, plainShare } from "./figure";
import type { Definition } from "./result";
import { casesOf, issuesOf, type Part } from "./selection";
import { CAUSES, type Group, unitsOf } from "./splits";

const MOST_UNITS = 15;

/** The cases of a kind of line, group by group. */
export function splitCases(
  facts: Facts,
  {
    key,
    what,
    part,
    groups,
    definition,
  }: { key: string; what: What; part: Part; groups: Group[]; definition: Definition },
): Counted[] {
  return groups.map((group) =>
    countOf({
      ...{ key: `${key}.${group.key}`, label: group.label, definition, counts: "case" },
      ids: casesOf(facts, what, { ...part, ...group.part }),
    }),
  );
}

/** What was raised, category by category, the most first. */
export function causeSection(facts: Facts, part: Part, title: string): CountedSection {
  const issues = issuesOf(facts, "received", part);
  const figures = CAUSES.map(({ key, label, category }) =>
    countOf({
      ...{ key: `cause.${key}`, label, definition: definitionOf(METRICS.issues), counts: "issue" },
      ids: issues.filter((issue) => issue.category === category).map(({ id }) => id),
    }),
  );
  return {
    ...{ key: "causes", title, shape: "bars" },
    says: `${kindWords(part.kinds ?? [])}, by their issues: a case may hold several.`,
    figures: mostFirst(figures),
  };
}

/** Complaints unit by unit, the most first; what has no room is told together. `hide`: what is not told of them all. */
export function unitSection(
  facts: Facts,
  part: Part,
  definition: Definition,
  hide: (figures: Counted[]) => Counted[] = (figures) => figures,
): CountedSection {
  const counted = splitCases(facts, { key: "unit", what: "received", part, groups: unitsOf(facts, part), definition });
  const told = mostFirst(hide(counted));
  const hidden = told.filter(({ figure }) => figure.isHidden);
  const all = told.filter(({ figure }) => !figure.isHidden);
  const [shown, rest] = [all.slice(0, MOST_UNITS), all.slice(MOST_UNITS)];
  const others = countOf({
    ...{
      key: "unit.others",
      label: rest.length === 1 ? "1 other unit" : `${rest.length} other units`,
      definition,
      counts: "case",
    },
    ids: rest.flatMap(({ ids }) => ids),
  });
  return {
    ...{ key: "units", title: "Where", shape: "bars" },
    says: `${kindWords(part.kinds ?? [])}, by the unit of the case. Larger units have more: this is no ranking.`,
    figures: [...shown, ...(rest.length > 0 ? [others] : []), ...hidden],
  };
}

/** What was planned because of what people told, by the day on which it was due: nothing where nothing fell due. */
export function actionSection({ due, onTime, overdue, verified, effective }: ActionFigures): CountedSection[] {
  if (due === 0) return [];
  const share = { numerator: onTime, denominator: due };
  return [
    {
      ...{ key: "actions", title: "What was to change", shape: "figures" },
      says: "Improvement actions by the day on which they were due, as they stood when this was counted.",
      figures: [
        plainCount({ key: "actions.due", label: "Actions that fell due", definition: OF.actionsDue, value: due }),
        plainShare({ key: "actions.onTime", label: "Done by their day", definition: OF.actionsOnTime, ...share }),
        plainCount({ key: "actions.overdue", label: "Not done yet", definition: OF.actionsOverdue, value: overdue }),
        plainShare({
          ...{ key: "actions.effective", label: "Had their effect", definition: OF.actionsEffective },
          ...{ numerator: effective, denominator: verified },
        }),
      ],
    },
  ];
}

/** Those that count anything, the most first. */
export function mostFirst(figures: Counted[]): Counted[] {
  return figures
    .filter(({ figure }) => figure.isHidden || (figure.value ?? 0) > 0)
    .toSorted(
      (a, b) => (b.figure.value ?? 0) - (a.figure.value ?? 0) || a.figure.label.localeCompare(b.figure.label, "en"),
    );
}

export type ReportPlace = { id: string; name: string };
export type Period = { from: string; to: string };
