import { linkLabel } from "@/lib/case-join/labels";
import type { Snapshot } from "@/lib/case-join/schema";
import { chainOf } from "@/lib/events/schema";
import type { Case, CaseLink, CaseMerge } from "@/lib/platform/generated/client";
import { rankOf } from "@/lib/regulation/schema";
import type { Chronicle } from "./events";
import { type Staff, workersAt } from "./people";
import type { DemoSite } from "./places";
import { idAt, type Random } from "./random";
import type { DemoData } from "./rows";
import { HOUR, plus } from "./times";

type Work = { random: Random; chronicle: Chronicle; staff: Staff; site: DemoSite; data: DemoData; now: Date };

const MOST_LINKS = 4;

/** A few cases of one person that somebody linked, and, where `withMerge`, one case merged into another of the same unit. */
export function joinCases(
  work: Work,
  { withMerge }: { withMerge: boolean },
): { links: CaseLink[]; merges: CaseMerge[] } {
  const lastOf = new Map<string, Date>();
  for (const { chain, at } of work.chronicle.rows()) lastOf.set(chain, at);
  const here = work.data.cases.filter(({ siteId }) => siteId === work.site.row.id);
  const after = (...cases: Case[]) => {
    const last = cases.map(({ id, loggedAt }) => lastOf.get(chainOf({ noun: "case", id })) ?? loggedAt);
    return plus(new Date(Math.max(...last.map(Number))), HOUR);
  };
  return { links: linkPairs(work, here, after), merges: withMerge ? mergePair(work, here, after) : [] };
}

type After = (...cases: Case[]) => Date;

function linkPairs({ random, chronicle, staff, site, now }: Work, here: Case[], after: After): CaseLink[] {
  const links: CaseLink[] = [];
  const byPatient = Map.groupBy(
    here.filter(({ patientId }) => patientId !== null),
    ({ patientId }) => patientId,
  );
  for (const [earlier, later] of byPatient.values()) {
    if (!earlier || !later || links.length === MOST_LINKS) continue;
    const at = after(earlier, later);
    if (at >= now || earlier.closedAt === null) continue;
    const by = random.pick(workersAt(staff, { site, roles: ["associate"], at })).row;
    const type = links.length % 2 === 0 ? "follow_up" : "same_person";
    const linkId = idAt(random, at);
    for (const [self, other, side] of [
      [later, earlier, "from"],
      [earlier, later, "to"],
    ] as const) {
      chronicle.tell({
        ...{ subject: { noun: "case", id: self.id }, siteId: site.row.id, at, actor: by },
        event: {
          type: "case.linked",
          data: { linkId, otherId: other.id, otherReference: other.reference, label: linkLabel(type, side) },
        },
      });
    }
    links.push({
      ...{ id: linkId, siteId: site.row.id, fromId: later.id, toId: earlier.id, type, createdById: by.id },
      note: type === "follow_up" ? "They say that it happened again." : null,
      ...{ createdAt: at, voidedAt: null, voidedById: null, voidReason: null },
    });
  }
  return links;
}

function mergePair({ random, chronicle, staff, site, data, now }: Work, here: Case[], after: After): CaseMerge[] {
  const busy = new Set(
    [
      ...data.requests.filter(({ state }) => state === "open"),
      ...data.billingDisputes,
      ...data.kindChanges.filter(({ outcome }) => outcome === null),
    ].map(({ caseId }) => caseId),
  );
  const open = here.filter((row) => row.closedAt === null && row.escalatedAt === null && row.ownerId !== null);
  for (const merged of open.filter(({ id }) => !busy.has(id))) {
    const survivor = open.find(
      (row) => row.id !== merged.id && row.unitId === merged.unitId && rankOf(row.kind) >= rankOf(merged.kind),
    );
    if (!survivor) continue;
    const at = after(survivor, merged);
    if (at >= now) continue;
    const by = random.pick(workersAt(staff, { site, roles: ["supervisor"], at })).row;
    const issues = data.issues.filter(({ caseId, voidedAt }) => caseId === merged.id && voidedAt === null);
    const { state, ownerId } = merged;
    const moved = issues.map(({ id, position }) => ({ id, position }));
    const snapshot: Snapshot = {
      state,
      ownerId,
      closedAt: null,
      issues: moved,
      requests: [],
      followUps: [],
      promises: [],
      letters: [],
    };
    const places = data.issues.filter(({ caseId }) => caseId === survivor.id).map(({ position }) => position);
    const last = Math.max(0, ...places);
    for (const [index, issue] of issues.entries())
      Object.assign(issue, { caseId: survivor.id, position: last + index + 1 });
    Object.assign(merged, { mergedIntoId: survivor.id, version: merged.version + 1, updatedAt: at });
    Object.assign(survivor, { version: survivor.version + 1, updatedAt: at });
    const mergeId = idAt(random, at);
    for (const [self, other, as] of [
      [survivor, merged, "survivor"],
      [merged, survivor, "merged"],
    ] as const) {
      chronicle.tell({
        ...{ subject: { noun: "case", id: self.id }, siteId: site.row.id, at, actor: by },
        event: {
          type: "case.merged",
          data: { mergeId, otherId: other.id, otherReference: other.reference, as, issues: issues.length },
        },
      });
    }
    return [
      {
        ...{ id: mergeId, siteId: site.row.id, survivorId: survivor.id, mergedId: merged.id, snapshot },
        reason: "Two people of one family told us of the same evening.",
        ...{ mergedById: by.id, mergedAt: at, undoneById: null, undoneAt: null, undoneReason: null },
      },
    ];
  }
  return [];
}
