import type { Facts } from "../types";
import type { ReportPlace } from "./parts";
import { COMPLAINTS, casesOf, issuesOf } from "./selection";
import { AGES, STATUSES } from "./splits";
import { settledOf, VERDICTS } from "./verdict";

/** A rule with the cases that break it, by their ids. */
export type Broken = { rule: string; holds: boolean; told: string; caseIds: string[] };

const whole = (value: number) => value.toLocaleString("en");
const subjects = (count: number) => `${whole(count)} ${count === 1 ? "subject" : "subjects"}`;

/**
 * The sums that a KO41a return must keep, site by site, each with the cases that break it.
 * Source: KO41a guidance: age and status sum to new, subjects are at least new, resolved at most brought forward and new; the balance is ours.
 */
export function checkSums(facts: Facts, sites: ReportPlace[]): Broken[] {
  return sites.flatMap(({ id, name }) => {
    const part = { kinds: COMPLAINTS, siteIds: [id] };
    const told = (rule: string) => (sites.length > 1 ? `${name}: ${rule}` : rule);
    const fresh = casesOf(facts, "received", part);
    const before = casesOf(facts, "broughtForward", part);
    const back = casesOf(facts, "cameBack", part);
    const after = casesOf(facts, "carriedForward", part);
    const settled = settledOf(facts, part);
    const resolved = VERDICTS.flatMap((verdict) => settled[verdict]);
    const coded = new Set(issuesOf(facts, "received", part).map(({ caseId }) => caseId));
    const issues = issuesOf(facts, "received", part).length;
    const sum = (rule: string, groups: typeof AGES) => {
      const times = new Map<string, number>();
      for (const { part: group } of groups) {
        for (const caseId of casesOf(facts, "received", { ...part, ...group })) {
          times.set(caseId, (times.get(caseId) ?? 0) + 1);
        }
      }
      const total = [...times.values()].reduce((all, one) => all + one, 0);
      const caseIds = fresh.filter((caseId) => times.get(caseId) !== 1);
      return {
        rule: told(rule),
        holds: total === fresh.length,
        told: `They come to ${whole(total)}, and ${whole(fresh.length)} are new.`,
        caseIds,
      };
    };
    const uncoded = fresh.filter((caseId) => !coded.has(caseId));
    const known = new Set([...before, ...fresh, ...back]);
    const most = before.length + fresh.length;
    const balance = most + back.length - resolved.length - settled.none.length;
    const gone = new Set([...resolved, ...settled.none]);
    const left = new Set(after);
    return [
      sum("Age sums to new", AGES),
      sum("Status sums to new", STATUSES),
      {
        ...{ rule: told("Subjects are at least new"), holds: issues >= fresh.length, caseIds: uncoded },
        told: `${subjects(issues)}, ${whole(fresh.length)} new${uncoded.length > 0 ? `; ${whole(uncoded.length)} of them ${uncoded.length === 1 ? "has" : "have"} no issue` : ""}.`,
      },
      {
        ...{ rule: told("Resolved is at most brought forward and new"), holds: resolved.length <= most },
        told: `${whole(resolved.length)} resolved, ${whole(before.length)} brought forward, ${whole(fresh.length)} new.`,
        caseIds: resolved.filter((caseId) => back.includes(caseId)),
      },
      {
        ...{
          rule: told("What was open and what came, less what was closed, is carried forward"),
          holds: balance === after.length,
        },
        told: `That leaves ${whole(balance)}, and ${whole(after.length)} are carried forward.`,
        caseIds: [
          ...[...known].filter((caseId) => !gone.has(caseId) && !left.has(caseId)),
          ...[...gone, ...left].filter((caseId) => !known.has(caseId)),
        ],
      },
    ].map((one) => (one.holds ? { ...one, caseIds: [] } : one));
  });
}
