import { type Judged, showEffect } from "@/lib/improvement/rules/effect";
import type { Counted } from "@/lib/insight/rules/chart-view";
import { daysFrom, mondayOf } from "@/lib/insight/rules/dashboard";
import type { Improvement, ImprovementCase, ImprovementCycle } from "@/lib/platform/generated/client";
import { HcatCategory } from "@/lib/platform/generated/enums";
import { isoDay } from "@/lib/shared/dates";
import type { Chronicle } from "./events";
import { type Staff, workersAt } from "./people";
import type { DemoSite } from "./places";
import { idAt, type Random } from "./random";
import type { DemoData } from "./rows";
import { DAY, dateIn, MINUTE, plus } from "./times";

export type Work = {
  random: Random;
  chronicle: Chronicle;
  staff: Staff;
  site: DemoSite;
  data: Pick<DemoData, "cases" | "issues">;
  now: Date;
};

export type DemoImprovements = { improvements: Improvement[]; cases: ImprovementCase[]; cycles: ImprovementCycle[] };

type State = "planned" | "doing" | "done" | "abandoned";
type Plan = Pick<Improvement, "title" | "change" | "measure" | "direction" | "cause"> & {
  to: State;
  days: number;
  unit?: string;
};

const PLANS: Plan[] = [
  {
    title: "Call before a clinic is moved",
    change: "Whoever moves a clinic calls each patient by noon of the day before, and writes down that they did.",
    ...{
      measure: "issues",
      direction: "decrease",
      cause: "institutional_processes",
      to: "doing",
      days: 5,
      unit: "Outpatients",
    },
  },
  {
    title: "Bedside hand-over that the patient hears",
    change: "The nurse who leaves and the one who comes hand over at the bed, and ask the patient what is missing.",
    ...{ measure: "issues", direction: "decrease", cause: "communication", to: "planned", days: 60, unit: "Ward 4B" },
  },
  {
    title: "Answer first drafts within two weeks",
    change: "The owner shares a first draft of the answer with the unit by day 14, whatever is still open.",
    ...{ measure: "answeredInTime", direction: "increase", cause: null, to: "done", days: 14 },
  },
  {
    title: "Second reception desk in the mornings",
    change: "A second desk is open from 8 to 10 on weekdays.",
    ...{ measure: "received", direction: "decrease", cause: null, to: "abandoned", days: 30, unit: "Outpatients" },
  },
];

const STEP = 7 * MINUTE;
const SHOWN = "associate@heard.example";
/** The reminders begin with the demo. */
export const UNTOLD = { remindedOf: null, verifyToldAt: null } as const;
const UNPROVED = { study: null, youSaid: null, weDid: null, verifiedById: null, verifiedAt: null } as const;
/** Days before the end of the demo data on which a change may have been made; and days from then on when it was planned, begun and verified. */
const MADE = Array.from({ length: 40 }, (_, at) => 138 + 7 * at);
const PROVED = { planned: -20, begun: -16 } as const;
/** Later than seven whole weeks after the change, before which nothing is verified as effective. */
const VERIFIED = [145, 105, 63];
/** What is told of the site later begins so many days before the end. */
const TOLD_BEFORE = 75;

/**
 * An action whose change was made long enough ago to see what it did, and that a manager verified as effective by what its chart said then:
 * issues fell, or compliments rose, by more than chance. Null where neither did, or nobody could verify it.
 */
export function proveImprovement({ random, chronicle, staff, site, data, now }: Work): Improvement | null {
  const siteId = site.row.id;
  const day = (instant: Date) => dateIn(instant, site.plan.timeZone);
  const counted = countedByWeek(site, data, isoDay(day(now)));
  const told = findProved({ counted, siteId, day, now });
  if (!told) return null;
  const { on, verified } = told;
  const state = "verified_effective";
  const [maker] = workersAt(staff, { site, roles: ["manager"], at: on(PROVED.planned) });
  const [owner] = workersAt(staff, { site, roles: ["supervisor", "associate"], at: on(PROVED.planned) });
  if (!maker || !owner) return null;
  const id = idAt(random, on(PROVED.planned));
  const subject = { noun: "site", id: siteId } as const;
  const planned = { type: "improvement.planned", data: { improvementId: id } } as const;
  chronicle.tell({ subject, siteId, at: on(PROVED.planned), actor: maker.row, event: planned });
  const moves = [
    [PROVED.begun, "planned", "doing", owner.row],
    [0, "doing", "done", owner.row],
    [verified, "done", state, maker.row],
  ] as const;
  for (const [days, from, to, actor] of moves) {
    const event = { type: "improvement.moved", data: { improvementId: id, from, to } } as const;
    chronicle.tell({ subject, siteId, at: on(days), actor, event });
  }
  return {
    ...{ id, siteId, ...told.of },
    title: "Ask each patient twice a day what is missing",
    change: "At ten and at four somebody goes from patient to patient, asks what is missing, and writes it down.",
    ...{ ownerId: owner.row.id, dueOn: day(on(10)), state, reason: null },
    ...{
      startedOn: day(on(PROVED.begun)),
      doneOn: day(on(0)),
      madeById: maker.row.id,
      madeAt: on(PROVED.planned),
    },
    study:
      told.of.measure === "issues"
        ? "Fewer issues a week than before. Look again in a year."
        : "More people than before write to thank the staff. Look again in a year.",
    youSaid: "You had to wait until somebody asked before a thing was put right.",
    weDid: "Twice a day somebody comes to each patient and asks what is missing.",
    ...{ verifiedById: maker.row.id, verifiedAt: on(verified), ...UNTOLD },
  };
}

type Proving = {
  counted: ReturnType<typeof countedByWeek>;
  siteId: string;
  day: (instant: Date) => Date;
  now: Date;
};

/** The first change whose figure was better by its own rule when it was verified, and is so still; else one whose was so then. */
function findProved({ counted, siteId, day, now }: Proving) {
  let then = null;
  for (const made of MADE) {
    const on = (days: number) => plus(now, (days - made) * DAY);
    const changedOn = isoDay(day(on(0)));
    for (const { weeks, ...of } of counted) {
      const judged: Judged = { ...of, siteId, changedOn };
      const isBetter = (until: string) => {
        const known = weeks.filter(({ to }) => to < until);
        return showEffect(known, judged).effect.verdict === "better";
      };
      const isStill = isBetter("9999");
      for (const verified of VERIFIED.filter((days) => days <= made - TOLD_BEFORE)) {
        const isEffective = isBetter(isoDay(day(on(verified))));
        if (isEffective && isStill) return { of, on, verified };
        if (isEffective) then ??= { of, on, verified };
      }
    }
  }
  return then;
}

/** Issues of each unit, and of each cause at the whole site, by whole weeks, as its charts count them: where enough come in to tell. */
function countedByWeek({ row: site, units }: DemoSite, data: Work["data"], today: string) {
  const under = mondayOf(today);
  const cases = new Map(data.cases.filter(({ siteId }) => siteId === site.id).map((one) => [one.id, one]));
  const issues = data.issues.flatMap(({ caseId, unitId, category, voidedAt }) => {
    const one = cases.get(caseId);
    if (!one || voidedAt || one.mergedIntoId) return [];
    const week = mondayOf(isoDay(dateIn(one.receivedAt, site.timeZone)));
    return [{ unitId: unitId ?? one.unitId, cause: category, week }];
  });
  const compliments = [...cases.values()].flatMap(({ kind, mergedIntoId, unitId, receivedAt }) =>
    kind === "compliment" && !mergedIntoId
      ? [{ unitId, cause: null, week: mondayOf(isoDay(dateIn(receivedAt, site.timeZone))) }]
      : [],
  );
  const [begun = under] = issues.map(({ week }) => week).sort();
  const first = daysFrom(begun, 7);
  const fewer = { measure: "issues", direction: "decrease", kinds: [] } satisfies Partial<Judged>;
  const more = { measure: "received", direction: "increase", kinds: ["compliment"] } satisfies Partial<Judged>;
  const places = [...units.map(({ row }) => row.id), null];
  const series: Omit<Judged, "siteId" | "changedOn">[] = [
    ...units.map(({ row }) => ({ ...fewer, unitId: row.id, cause: null })),
    ...Object.values(HcatCategory).map((cause) => ({ ...fewer, unitId: null, cause })),
    ...places.map((unitId) => ({ ...more, unitId, cause: null })),
  ];
  return series.flatMap((of) => {
    const all = of.measure === "issues" ? issues : compliments;
    const own = all.filter(
      ({ unitId, cause }) => (of.unitId === null || unitId === of.unitId) && (of.cause === null || cause === of.cause),
    );
    const counts = Map.groupBy(own, ({ week }) => week);
    const weeks: Counted[] = [];
    for (let from = first; from < under; from = daysFrom(from, 7)) {
      weeks.push({ from, to: daysFrom(from, 6), y: counts.get(from)?.length ?? 0 });
    }
    return own.length >= (of.measure === "issues" ? 2 : 0.8) * weeks.length ? [{ ...of, weeks }] : [];
  });
}

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
  for (const { to, days, unit, ...plan } of PLANS) {
    const picked = random.pick(workers).row;
    // What is due soon is on the day of whoever is shown the demo.
    const owner = (to === "doing" ? workers.find(({ row }) => row.email === SHOWN)?.row : undefined) ?? picked;
    const id = idAt(random, at);
    const day = (instant: Date) => dateIn(instant, site.plan.timeZone);
    const next = () => {
      at = plus(at, STEP);
      return at;
    };
    const row: Improvement = {
      ...{
        id,
        siteId,
        unitId: site.units.find(({ row }) => row.name === unit)?.row.id ?? null,
        ...plan,
        ownerId: owner.id,
        kinds: [],
      },
      ...UNTOLD,
      ...{ dueOn: day(plus(at, days * DAY)), state: "planned", startedOn: null, doneOn: null, reason: null },
      ...{ ...UNPROVED, madeById: maker.row.id, madeAt: at },
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
      all.cases.push({ improvementId: id, caseId: linked.id, siteId, byId: maker.row.id, at, letterId: null });
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
