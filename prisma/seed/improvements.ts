import type { Improvement, ImprovementCase, ImprovementCycle } from "@/lib/platform/generated/client";
import type { Chronicle } from "./events";
import { type Staff, workersAt } from "./people";
import type { DemoSite } from "./places";
import { idAt, type Random } from "./random";
import type { DemoData } from "./rows";
import { DAY, dateIn, MINUTE, plus } from "./times";

type Work = {
  random: Random;
  chronicle: Chronicle;
  staff: Staff;
  site: DemoSite;
  data: Pick<DemoData, "cases">;
  now: Date;
};

export type DemoImprovements = { improvements: Improvement[]; cases: ImprovementCase[]; cycles: ImprovementCycle[] };

type State = "planned" | "doing" | "done" | "abandoned";
type Plan = Pick<Improvement, "title" | "change" | "measure" | "direction" | "cause"> & { to: State; days: number };

const PLANS: Plan[] = [
  {
    title: "Call before a clinic is moved",
    change: "Whoever moves a clinic calls each patient by noon of the day before, and writes down that they did.",
    ...{ measure: "issues", direction: "decrease", cause: "institutional_processes", to: "doing", days: 40 },
  },
  {
    title: "Bedside hand-over that the patient hears",
    change: "The nurse who leaves and the one who comes hand over at the bed, and ask the patient what is missing.",
    ...{ measure: "issues", direction: "decrease", cause: "communication", to: "planned", days: 60 },
  },
  {
    title: "Answer first drafts within two weeks",
    change: "The owner shares a first draft of the answer with the unit by day 14, whatever is still open.",
    ...{ measure: "answeredInTime", direction: "increase", cause: null, to: "done", days: 14 },
  },
  {
    title: "Second reception desk in the mornings",
    change: "A second desk is open from 8 to 10 on weekdays.",
    ...{ measure: "received", direction: "decrease", cause: null, to: "abandoned", days: 30 },
  },
];

const STEP = 7 * MINUTE;

/** What the hospital's managers plan because of what people told: what is under way, waits to be verified, or was given up. */
export function planImprovements({ random, chronicle, staff, site, data, now }: Work): DemoImprovements {
  const all: DemoImprovements = { improvements: [], cases: [], cycles: [] };
  const subject = { noun: "site", id: site.row.id } as const;
  // What is told of a site is told in its order.
  let at = plus(chronicle.lastOf(subject), STEP);
  if (plus(at, PLANS.length * 8 * STEP) > now) return all;
  const [maker] = workersAt(staff, { site, roles: ["manager"], at });
  const workers = workersAt(staff, { site, roles: ["associate", "supervisor"], at });
  if (!maker || workers.length === 0) return all;
  const siteId = site.row.id;
  const from = at;
  const known = data.cases.filter(
    (one) => one.siteId === siteId && chronicle.lastOf({ noun: "case", id: one.id }) < from,
  );
  for (const { to, days, ...plan } of PLANS) {
    const owner = random.pick(workers).row;
    const id = idAt(random, at);
    const day = (instant: Date) => dateIn(instant, site.plan.timeZone);
    const next = () => {
      at = plus(at, STEP);
      return at;
    };
    const row: Improvement = {
      ...{ id, siteId, unitId: random.pick(site.units).row.id, ...plan, ownerId: owner.id, kinds: [] },
      ...{ dueOn: day(plus(at, days * DAY)), state: "planned", startedOn: null, doneOn: null, reason: null },
      ...{ study: null, verifiedById: null, verifiedAt: null, madeById: maker.row.id, madeAt: at },
    };
    const move = (state: State, by: { id: string; name: string }) => {
      const data = { improvementId: id, from: row.state, to: state };
      chronicle.tell({ subject, siteId, at: next(), actor: by, event: { type: "improvement.moved", data } });
      row.state = state;
    };
    const planned = { type: "improvement.planned", data: { improvementId: id } } as const;
    chronicle.tell({ subject, siteId, at, actor: maker.row, event: planned });
    const [linked] = known.splice(random.int(0, Math.max(0, known.length - 1)), 1);
    if (linked) {
      all.cases.push({ improvementId: id, caseId: linked.id, siteId, byId: maker.row.id, at });
      const event = { type: "improvement.case_linked", data: { improvementId: id } } as const;
      chronicle.tell({ subject: { noun: "case", id: linked.id }, siteId, at, actor: maker.row, event });
    }
    if (to === "doing" || to === "done") {
      move("doing", owner);
      row.startedOn = day(at);
    }
    if (to === "doing") {
      const begunAt = next();
      const cycleId = idAt(random, begunAt);
      const ids = { improvementId: id, cycleId };
      const begun = { type: "improvement.cycle_begun", data: ids } as const;
      chronicle.tell({ subject, siteId, at: begunAt, actor: owner, event: begun });
      const decidedAt = next();
      const decided = { type: "improvement.cycle_decided", data: { ...ids, decision: "adapt" } } as const;
      chronicle.tell({ subject, siteId, at: decidedAt, actor: owner, event: decided });
      all.cycles.push({
        ...{ id: cycleId, improvementId: id, siteId, begunById: owner.id, begunAt },
        plan: "Call the ten patients of one moved clinic by noon. We expect nobody to come in vain.",
        ...{ did: "Nine of ten were reached.", studied: "The number on file was wrong for one of them." },
        ...{ decision: "adapt", decidedById: owner.id, decidedAt },
      });
    }
    if (to === "done") {
      move("done", owner);
      row.doneOn = day(at);
    }
    if (to === "abandoned") {
      row.reason = "The desk is to be moved with the new entrance, so it is not worth its cost before.";
      move("abandoned", maker.row);
    }
    all.improvements.push(row);
    at = plus(at, STEP);
  }
  return all;
}
