import { MATRIX_ACTOR } from "@/lib/escalation/rules/actor";
import type { TargetRole } from "@/lib/escalation/rules/matrix";
import type { Escalation } from "@/lib/platform/generated/client";
import { ESCALATED_BY_HAND } from "./deeds";
import type { Chronicle } from "./events";
import type { Staff } from "./people";
import type { DemoSite } from "./places";
import { idAt, itemAt, type Random } from "./random";
import type { DemoData } from "./rows";
import { DAY, HOUR, MINUTE, plus } from "./times";

type World = { random: Random; staff: Staff; sites: DemoSite[]; data: DemoData; chronicle: Chronicle; now: Date };
type CaseRow = DemoData["cases"][number];

const SILENT_DAYS = 30;
const ANSWERED_AFTER = 3 * HOUR;
const ANSWERS = [
  "Spoken with them and with the unit. The unit looks at what happened today; they hear from me tomorrow.",
  "Agreed to wait for the unit, but ring them today and say so. They have waited long enough without a word from us.",
  "Read through it. Write to them this week with what we know by now, and give them a day for the rest.",
  "The delay is ours to explain. Call, say sorry for the silence, and note when they hear from us next.",
];

/**
 * What the matrix has made of the cases that stand open: alleged harm that came up just now, two long silences, one of them a level up
 * because nobody answered, and others that were answered. And who is on call.
 */
export function escalateByRules(world: World): void {
  const { sites, data, now } = world;
  for (const site of sites) putOnCall(world, site);
  const standing = data.cases.filter(
    (row) => row.closedAt === null && row.mergedIntoId === null && row.escalatedAt === null,
  );
  const harmed = new Set(
    data.caseFacts
      .filter((facts) => [facts.allegesAbuse, facts.allegesNeglect, facts.allegesHarm].includes("yes"))
      .map(({ caseId }) => caseId),
  );
  const [fresh, ...others] = standing.filter(({ id }) => harmed.has(id));
  if (fresh) escalateHarm(world, fresh, plus(now, -20 * MINUTE));
  for (const row of others) {
    const first = escalateHarm(world, row, plus(row.receivedAt, HOUR));
    if (first) answer(world, row, first, 0);
  }
  const silent = standing.filter(
    (row) =>
      !harmed.has(row.id) &&
      row.reporterKind !== "anonymous" &&
      isComplaint(row) &&
      heardAt(row) < plus(now, -SILENT_DAYS * DAY),
  );
  for (const [index, row] of silent.entries()) escalateSilence(world, row, index);
}

function isComplaint({ kind }: CaseRow): boolean {
  return kind === "complaint" || kind === "grievance";
}

function heardAt({ lastHeardAt, receivedAt }: CaseRow): Date {
  return lastHeardAt && lastHeardAt > receivedAt ? lastHeardAt : receivedAt;
}

function putOnCall({ random, staff, data, now }: World, { row, plan }: DemoSite): void {
  const able = staff.workers.filter(
    ({ role, sites, until }) => role === "manager" && sites.includes(plan.key) && !until,
  );
  for (let week = 0; week < 3; week += 1) {
    const person = able[week % Math.max(able.length, 1)];
    if (!person) return;
    const from = plus(now, (week * 7 - 2) * DAY);
    data.duties.push({
      ...{
        id: idAt(random, plus(now, -9 * DAY)),
        siteId: row.id,
        personId: person.row.id,
        from,
        until: plus(from, 7 * DAY),
      },
      ...{ createdById: staff.administrator.row.id, createdAt: plus(now, -9 * DAY), endedAt: null, endedById: null },
    });
  }
}

function escalateHarm(world: World, row: CaseRow, wanted: Date): Escalation | null {
  const { data, now } = world;
  const at = timeAfterAll(world, row, wanted);
  const facts = data.caseFacts.find(({ caseId }) => caseId === row.id);
  const isAnswered = wanted < plus(now, -HOUR);
  if (!at || !facts || (isAnswered && plus(at, ANSWERED_AFTER) >= now)) return null;
  const alleged = (["allegesAbuse", "allegesNeglect", "allegesHarm"] as const).filter((fact) => facts[fact] === "yes");
  const word = itemAt(alleged, 0).slice("alleges".length);
  return raise(world, row, at, {
    ...{ level: 3, ruleId: "danger", occasion: `facts ${alleged.join(" ")}`, isUrgent: true },
    ...{ reason: `${word} is alleged.`, answerBy: plus(at, HOUR), toRole: "manager" as const },
    route: "Managers of the site.",
  });
}

function escalateSilence(world: World, row: CaseRow, index: number): void {
  const { now } = world;
  const since = heardAt(row);
  const at = timeAfterAll(
    world,
    row,
    index === 0 ? plus(now, -5 * HOUR) : plus(since, SILENT_DAYS * DAY + 10 * MINUTE),
  );
  if (!at) return;
  const silence = {
    ...{ level: 1, ruleId: "silent", occasion: `silence ${since.toISOString()}`, isUrgent: false },
    reason: `They have not heard from us for 30 days, and it is a ${row.kind}.`,
    ...{ answerBy: plus(at, 16 * HOUR), toRole: "supervisor" as const, route: "Supervisors of the site." },
  };
  // Of most the answer came in time; one that could not have come yet is left to the workers.
  if (index > 1 && plus(at, ANSWERED_AFTER) >= now) return;
  const first = raise(world, row, at, silence);
  if (index === 1) goUp(world, row, first);
  if (index > 1) answer(world, row, first, index);
}

/** When it may have been raised: not before anything else that is told of the case. Null: too late for it. */
function timeAfterAll({ chronicle, now }: World, { id }: CaseRow, wanted: Date): Date | null {
  const last = plus(chronicle.lastOf({ noun: "case", id }), 10 * MINUTE);
  const at = wanted > last ? wanted : last;
  return at < plus(now, -5 * MINUTE) ? at : null;
}

type Given = Pick<Escalation, "level" | "ruleId" | "occasion" | "isUrgent" | "reason" | "answerBy" | "route"> & {
  toRole: TargetRole;
};

function raise(
  { random, data, chronicle }: World,
  row: CaseRow,
  at: Date,
  given: Given,
  previousId: string | null = null,
) {
  const escalation: Escalation = {
    ...{
      ...ESCALATED_BY_HAND,
      id: idAt(random, at),
      caseId: row.id,
      siteId: row.siteId,
      raisedById: null,
      raisedAt: at,
    },
    ...{
      toPersonId: null,
      toldAt: at,
      answer: null,
      answeredById: null,
      answeredAt: null,
      matrixVersion: 0,
      previousId,
      runId: null,
    },
    ...given,
    nextCheckAt: given.answerBy,
  };
  data.escalations.push(escalation);
  row.escalatedAt = at;
  row.updatedAt = at;
  chronicle.tell({
    ...{ subject: { noun: "case", id: row.id }, siteId: row.siteId, at, actor: MATRIX_ACTOR },
    event: {
      type: "escalation.raised",
      data: { escalationId: escalation.id, toName: null, toRole: given.toRole, level: given.level },
    },
  });
  return escalation;
}

function goUp(world: World, row: CaseRow, first: Escalation): void {
  const { chronicle, now } = world;
  const at = plus(now, -11 * HOUR);
  if (at <= first.raisedAt) return;
  Object.assign(first, { answeredAt: at, endedAs: "passed_on", nextCheckAt: null });
  chronicle.tell({
    ...{ subject: { noun: "case", id: row.id }, siteId: row.siteId, at, actor: MATRIX_ACTOR },
    event: { type: "escalation.passed_on", data: { escalationId: first.id, level: first.level } },
  });
  raise(
    world,
    row,
    plus(at, 1),
    {
      ...{ level: 2, ruleId: "unanswered", occasion: `after ${first.id}`, isUrgent: false, reason: first.reason },
      ...{ answerBy: plus(at, 8 * HOUR), toRole: "manager" as const },
      route: "Level 1 went unanswered. Managers of the site.",
    },
    first.id,
  );
}

function answer({ staff, chronicle }: World, row: CaseRow, first: Escalation, index: number): void {
  const here = new Set(staff.grants.filter(({ siteId }) => siteId === row.siteId).map(({ personId }) => personId));
  const by = staff.workers.find(({ role, row: { id }, until }) => role === "supervisor" && !until && here.has(id));
  const at = plus(first.raisedAt, ANSWERED_AFTER);
  if (!by) return;
  const text = itemAt(ANSWERS, index % ANSWERS.length);
  Object.assign(first, { answer: text, answeredById: by.row.id, answeredAt: at, nextCheckAt: null });
  row.escalatedAt = null;
  row.updatedAt = at;
  chronicle.tell({
    ...{ subject: { noun: "case", id: row.id }, siteId: row.siteId, at, actor: by.row },
    event: { type: "escalation.answered", data: { escalationId: first.id } },
  });
}
