import type { Chronicle } from "./events";
import type { Staff, Worker } from "./people";
import { idAt, type Random } from "./random";
import type { DemoData } from "./rows";
import { DAY, dayOf, HOUR, plus } from "./times";

type World = { random: Random; staff: Staff; data: DemoData; chronicle: Chronicle; now: Date };

const ASSOCIATE = "associate@heard.example";
const SUPERVISOR = "supervisor@heard.example";

/** Who is away, by name: days before now on which it was set, first and last day counted from today, and who covers. */
const ABSENCES = [
  {
    who: "Marcus Ohene",
    set: 9,
    from: -2,
    until: 5,
    cover: "Wei-Lin Zhao",
    note: "Reachable by phone for the open letter.",
  },
  { who: "Callum Dreyer", set: 3, from: -1, until: 12, cover: "Priyanka Sethuraman", note: null },
  { who: "Inés Valdovinos", set: 1, from: 16, until: 27, cover: null, note: null },
  { who: "Nasreen Tariq-Bolton", set: 5, from: -1, until: 3, cover: "Gareth Penhallow", note: null },
] as const;

/** A few who are away now or will be, and one whose pressing cases the supervisor gave to the demo associate. */
export function sendOnLeave(world: World): void {
  for (const plan of ABSENCES) setAbsence(world, plan);
  handOver(world);
}

function workerOf({ workers }: Staff, key: string | null): Worker["row"] | undefined {
  return workers.find(({ row }) => row.name === key || row.email === key)?.row;
}

function setAbsence({ random, staff, data, chronicle, now }: World, plan: (typeof ABSENCES)[number]): void {
  const person = workerOf(staff, plan.who);
  const cover = workerOf(staff, plan.cover);
  if (!person) return;
  const createdAt = plus(now, -plan.set * DAY);
  const day = (days: number) =>
    dayOf(plus(now, days * DAY))
      .toISOString()
      .slice(0, 10);
  const days = { from: day(plan.from), until: day(plan.until) };
  const id = idAt(random, createdAt);
  data.absences.push({
    ...{ id, personId: person.id, coverId: cover?.id ?? null, note: plan.note, createdById: person.id, createdAt },
    ...{ fromOn: days.from, untilOn: days.until, endedAt: null, endedById: null },
  });
  const told = { absenceId: id, ...days, coverId: cover?.id ?? null, coverName: cover?.name ?? null };
  const subject = { noun: "person", id: person.id } as const;
  chronicle.tell({
    subject,
    siteId: null,
    at: createdAt,
    actor: person,
    event: { type: "absence.planned", data: told },
  });
}

function handOver({ random, staff, data, chronicle, now }: World): void {
  const at = plus(now, -2 * HOUR);
  const [to, by] = [ASSOCIATE, SUPERVISOR].map((key) => workerOf(staff, key));
  const isQuiet = ({ id, closedAt, escalatedAt, mergedIntoId, updatedAt }: DemoData["cases"][number]) =>
    !closedAt && !escalatedAt && !mergedIntoId && updatedAt < at && chronicle.lastOf({ noun: "case", id }) < at;
  const caseloads = ["Marcus Ohene", "Callum Dreyer"].map((name) => {
    const from = workerOf(staff, name);
    return { from, cases: data.cases.filter((row) => row.ownerId === from?.id && isQuiet(row)) };
  });
  const { from, cases } = caseloads.toSorted((a, b) => b.cases.length - a.cases.length)[0] ?? { cases: [] };
  if (!from || !to || !by) return;
  const chosen = cases
    .toSorted((a, b) => b.severity - a.severity || a.receivedAt.getTime() - b.receivedAt.getTime())
    .slice(0, 2);
  const [first] = chosen;
  if (!first) return;
  const { siteId } = first;
  const handoverId = idAt(random, at);
  data.handovers.push({
    ...{ id: handoverId, siteId, fromId: from.id, byId: by.id, createdAt: at, undoneAt: null },
    reason: "These cannot wait until the leave is over.",
    note: "Both know that somebody new will ring. Please do so today.",
  });
  const caseIds = chosen.map(({ id }) => id);
  data.handoverParts.push({ id: idAt(random, at), handoverId, siteId, toId: to.id, caseIds, seenAt: null });
  for (const row of chosen) {
    Object.assign(row, { ownerId: to.id, updatedAt: at, version: row.version + 1 });
    const told = { handoverId, fromId: from.id, fromName: from.name, toId: to.id, toName: to.name };
    const subject = { noun: "case", id: row.id } as const;
    chronicle.tell({ subject, siteId, at, actor: by, event: { type: "case.handed_over", data: told } });
  }
}
