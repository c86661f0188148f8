import type { Facts, IssueFact } from "../types";
import { type Areas, professionOf, subjectOf } from "./areas";
import { REPORT_DEFINITIONS as OF } from "./definitions";
import { type Counted, type CountedSection, countOf } from "./figure";
import { mostFirst, type ReportPlace, splitCases } from "./parts";
import type { Definition } from "./result";
import { COMPLAINTS, casesOf, issuesOf, type Part } from "./selection";
import { AGES, STATUSES, unitsOf } from "./splits";
import { tellPercent } from "./tell";
import { settledOf, VERDICT_DEFINITIONS, VERDICTS } from "./verdict";

const VERDICT_TITLES = {
  upheld: "Resolved: upheld",
  partly_upheld: "Resolved: partially upheld",
  not_upheld: "Resolved: not upheld",
};

/**
 * The KO41a return of each site: totals, age, status, service, subject and profession, whole and never suppressed.
 * Source: NHS England KO41a, annual since 2022-23: one complaint is 1 in the totals, and each of its subjects and professions is counted.
 */
export function ko41aSections(facts: Facts, areas: Areas, sites: ReportPlace[]): CountedSection[] {
  return sites.flatMap(({ id, name }) => {
    const part = { kinds: COMPLAINTS, siteIds: [id] };
    const title = (what: string) => (sites.length > 1 ? `${name}: ${what}` : capital(what));
    const section = (key: string, what: string, figures: Counted[], says: string | null = null): CountedSection => ({
      ...{ key: `${key}.${id}`, title: title(what), says, shape: key === "totals" ? "figures" : "bars", figures },
    });
    const split = (key: string, groups: typeof AGES, definition: Definition) =>
      splitCases(facts, { key: `${key}.${id}`, what: "received", part, groups, definition });
    const issues = issuesOf(facts, "received", part);
    return [
      section("totals", "totals", totals(facts, part, id)),
      section("age", "age of the patient", split("age", AGES, OF.age)),
      section("status", "status of the complainant", split("status", STATUSES, OF.status)),
      section("service", "service area", mostFirst(split("service", unitsOf(facts, part), OF.service))),
      section(
        ...(["subject", "subject area"] as const),
        grouped(issues, { key: `subject.${id}`, definition: OF.subject, areaOf: (issue) => subjectOf(issue, areas) }),
        "Each subject is counted, so these come to more than the complaints.",
      ),
      section(
        ...(["profession", "profession"] as const),
        grouped(issues, {
          key: `profession.${id}`,
          definition: OF.profession,
          areaOf: (issue) => professionOf(issue, areas),
        }),
      ),
    ];
  });
}

function totals(facts: Facts, part: Part, id: string): Counted[] {
  const settled = settledOf(facts, part);
  const ofIds = VERDICTS.flatMap((verdict) => settled[verdict]);
  const count = (key: string, label: string, definition: Definition, ids: string[]) =>
    countOf({ key: `${key}.${id}`, label, definition, ids, counts: "case" });
  return [
    count("broughtForward", "Brought forward", OF.broughtForward, casesOf(facts, "broughtForward", part)),
    count("new", "New", OF.complaints, casesOf(facts, "received", part)),
    count("cameBack", "Reopened in the time", OF.cameBack, casesOf(facts, "cameBack", part)),
    count("resolved", "Resolved", OF.resolved, ofIds),
    ...VERDICTS.map((verdict) => {
      const ids = settled[verdict];
      const figure = count(verdict, VERDICT_TITLES[verdict], VERDICT_DEFINITIONS[verdict], ids);
      return { ...figure, figure: { ...figure.figure, note: noteOf(ids.length, ofIds.length) } };
    }),
    count("withoutFinding", "Closed without a finding", OF.withoutFinding, settled.none),
    count("carriedForward", "Carried forward", OF.carriedForward, casesOf(facts, "carriedForward", part)),
  ];
}

/** The return is of counts, and of all there are: the share is told beside, and no interval. */
function noteOf(count: number, resolved: number): string | null {
  return resolved === 0 ? null : `${tellPercent(count, resolved)} of those resolved`;
}

/** Which of these sites are not under the rules of England, whose return KO41a is. */
export function sitesNotOfEngland<Site extends { packId: string }>(sites: Site[]): Site[] {
  return sites.filter(({ packId }) => packId !== "england");
}

type Grouping = { key: string; definition: Definition; areaOf: (issue: IssueFact) => string };

function grouped(issues: IssueFact[], { key, definition, areaOf }: Grouping): Counted[] {
  const figures = [...Map.groupBy(issues, areaOf)].map(([area, of]) =>
    countOf({ key: `${key}.${area}`, label: area, definition, ids: of.map(({ id }) => id), counts: "issue" }),
  );
  return mostFirst(figures);
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
