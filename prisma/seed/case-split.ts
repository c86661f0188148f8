import { formatReference } from "@/lib/case/rules";
import type { Case, CaseCounter, CaseLink } from "@/lib/platform/generated/client";
import type { CaseState } from "@/lib/platform/generated/enums";
import type { Chronicle } from "./events";
import { type Staff, workersAt } from "./people";
import type { DemoSite } from "./places";
import { idAt, type Random } from "./random";
import type { DemoData } from "./rows";
import { dateIn, HOUR, plus } from "./times";

type Work = {
  random: Random;
  chronicle: Chronicle;
  staff: Staff;
  site: DemoSite;
  data: DemoData;
  counters: CaseCounter[];
  now: Date;
};

const WORKED_ON: readonly CaseState[] = ["triaged", "investigating", "waiting"];

/** One open case whose last issue somebody made a case of its own; none where no case has two. */
export function splitOneCase(work: Work): { cases: Case[]; links: CaseLink[] } {
  const { chronicle, data, site, now } = work;
  const lastOf = ({ id }: Case) => plus(chronicle.lastOf({ noun: "case", id }), HOUR);
  const issuesOf = Map.groupBy(
    data.issues.filter(({ voidedAt }) => voidedAt === null),
    ({ caseId }) => caseId,
  );
  const involved = new Set([
    ...data.caseMerges.flatMap(({ survivorId, mergedId }) => [survivorId, mergedId]),
    ...data.requests.map(({ caseId }) => caseId),
  ]);
  const able = data.cases.filter(
    (row) =>
      row.siteId === site.row.id &&
      WORKED_ON.includes(row.state) &&
      !involved.has(row.id) &&
      (issuesOf.get(row.id)?.length ?? 0) > 1 &&
      lastOf(row) < now,
  );
  const found = able.findLast(({ state }) => state === "investigating") ?? able.at(-1);
  return found ? split(work, found, lastOf(found)) : { cases: [], links: [] };
}

function split({ random, chronicle, staff, site, data, counters }: Work, original: Case, at: Date) {
  const issue = data.issues.findLast(({ caseId, voidedAt }) => caseId === original.id && voidedAt === null);
  const counter = counters.find(({ year }) => year === dateIn(at, site.plan.timeZone).getUTCFullYear());
  if (!issue || !counter) return { cases: [], links: [] };
  counter.last += 1;
  const { siteId, kind, channel, reference: from } = original;
  const by = random.pick(workersAt(staff, { site, roles: ["supervisor"], at })).row;
  const { position, summary, severity } = issue;
  const made: Case = {
    ...original,
    ...{
      id: idAt(random, at),
      reference: formatReference(counter.year, counter.last),
      idempotencyKey: idAt(random, at),
    },
    ...{ about: summary, severity, unitId: issue.unitId ?? original.unitId, state: "triaged" },
    ...{ loggedAt: at, updatedAt: at, loggedById: by.id, version: 1 },
    ...{ escalatedAt: null, answeredAt: null, answeredVia: null, toldAt: null, lastHeardAt: null },
  };
  const linkId = idAt(random, at);
  const unit = site.units.find(({ row }) => row.id === made.unitId)?.row.name ?? null;
  const place = { siteId, at, actor: by };
  const [first, second] = [
    { noun: "case" as const, id: original.id },
    { noun: "case" as const, id: made.id },
  ];
  const facts = data.caseFacts.find(({ caseId }) => caseId === original.id);
  if (facts) data.caseFacts.push({ ...facts, caseId: made.id });
  Object.assign(issue, { caseId: made.id, position: 1 });
  Object.assign(original, { updatedAt: at, version: original.version + 1 });
  chronicle.tell({
    ...{ ...place, subject: second },
    event: { type: "case.logged", data: { reference: made.reference, kind, channel, severity, unit } },
  });
  chronicle.tell({
    ...{ ...place, at: plus(at, 1), subject: second },
    event: {
      type: "case.split",
      data: { linkId, otherId: original.id, otherReference: from, as: "new", position },
    },
  });
  chronicle.tell({
    ...{ ...place, subject: first },
    event: {
      type: "case.split",
      data: { linkId, otherId: made.id, otherReference: made.reference, as: "original", position },
    },
  });
  const link: CaseLink = {
    ...{ id: linkId, siteId, fromId: made.id, toId: original.id, type: "split", note: summary },
    ...{ createdById: by.id, createdAt: at, voidedAt: null, voidedById: null, voidReason: null },
  };
  return { cases: [made], links: [link] };
}
