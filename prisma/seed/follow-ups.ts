import { formatMoney } from "@/lib/billing/rules/money";
import { WAY_LABELS } from "@/lib/contact/labels";
import type { HeardEvent } from "@/lib/events/schema";
import { chainOf } from "@/lib/events/schema";
import { ATTEMPT_LABELS } from "@/lib/follow-up/labels";
import { currencyOfSite } from "@/lib/follow-up/rules/authority";
import { daysAfter } from "@/lib/follow-up/rules/standing";
import type { Case } from "@/lib/platform/generated/client";
import { formatDay } from "@/lib/shared/dates";
import type { Chronicle } from "./events";
import type { Staff, Worker } from "./people";
import type { DemoSite } from "./places";
import { idAt, type Random, seededRandom } from "./random";
import type { DemoData, FollowUpRow, PatientPromiseRow } from "./rows";
import { DAY, dateIn, HOUR, MINUTE, plus } from "./times";
import { BEST_TIMES, FAILED_NOTES, FOLLOW_UPS, KEPT_HOW, PROMISES } from "./words/follow-ups";

type Work = { chronicle: Chronicle; staff: Staff; sites: DemoSite[]; data: DemoData; now: Date };

const DEMO_ASSOCIATE = "associate@heard.example";
const MOST_OF_DEMO = 6;

/** One open case while its follow-ups are told: who has it, and from when on there is room. */
type Told = Work & { row: Case; owner: Worker; zone: string; random: Random; from: Date; rank: number | null };

/** Calls to make, promises to keep, and a few that were not, on open cases that somebody has. Draws from a source of its own. */
export function planFollowUps(work: Work): void {
  const { chronicle, staff, sites, data, now } = work;
  const lastOf = new Map<string, Date>();
  for (const { chain, at } of chronicle.rows()) lastOf.set(chain, at);
  const workers = new Map(staff.workers.map((worker) => [worker.row.id, worker]));
  let ofDemo = 0;
  for (const row of data.cases) {
    const owner = workers.get(row.ownerId ?? "");
    const site = sites.find((each) => each.row.id === row.siteId);
    if (!owner || !site || row.closedAt || row.mergedIntoId || (owner.until && owner.until <= now)) continue;
    const random = seededRandom(`heard/follow-ups of ${row.reference}`);
    const from = plus(lastOf.get(chainOf({ noun: "case", id: row.id })) ?? row.loggedAt, random.int(10, 40) * MINUTE);
    if (from > plus(now, -6 * HOUR)) continue;
    const isDemo = owner.row.email === DEMO_ASSOCIATE && ofDemo < MOST_OF_DEMO;
    const told = { ...work, row, owner, zone: site.plan.timeZone, random, from, rank: isDemo ? ofDemo++ : null };
    // In the order of time, as each is told at the end of its chain.
    const promise = isDemo || random.chance(0.3) ? makePromise({ ...told, site }) : null;
    if (isDemo || random.chance(0.35)) planCall({ ...told, from: plus(from, 2 * MINUTE) });
    if (promise) tellKept(told, promise);
  }
}

function tell({ chronicle, row, owner }: Told, at: Date, event: HeardEvent): void {
  const subject = { noun: "case", id: row.id } as const;
  chronicle.tell({ subject, siteId: row.siteId, at, actor: owner.row, event });
}

function planCall(told: Told): void {
  const { row, owner, zone, random, from, rank, data, now } = told;
  const text = rank === null ? random.pick(FOLLOW_UPS) : (FOLLOW_UPS[rank] ?? random.pick(FOLLOW_UPS));
  const today = dateIn(now, zone);
  const dueOn = latest(plus(today, (rank === 0 ? 0 : random.pick([-2, -1, 0, 0, 0, 1, 3])) * DAY), dateIn(from, zone));
  const followUp: FollowUpRow = {
    ...{ id: idAt(random, from), caseId: row.id, siteId: row.siteId, ownerId: owner.row.id, state: "open" },
    ...{
      dueOn: isoDay(dueOn),
      remindedOf: toldBy(today, dueOn),
      channel: text.channel,
      what: text.what,
      language: null,
    },
    bestTime: text.channel === "phone" ? random.pick(BEST_TIMES) : null,
    ...{ party: "patient", partyName: null, representativeId: null, plannedById: owner.row.id, plannedAt: from },
    ...{ insteadOfId: null, result: null, reason: null, settledById: null, settledAt: null },
    idempotencyKey: idAt(random, from),
  };
  data.followUps.push(followUp);
  const [followUpId, channel] = [followUp.id, WAY_LABELS[text.channel]];
  tell(told, from, { type: "follow_up.planned", data: { followUpId, channel, dueOn: followUp.dueOn } });
  if (text.channel !== "phone" || dueOn > today) return;
  // One of the demo associate's is due for a letter.
  tryToCall(told, followUpId, rank === 0 ? 3 : random.pick([0, 0, 1, 2]));
}

function tryToCall(told: Told, followUpId: string, count: number): void {
  const { row, owner, random, from, data, now } = told;
  const gap = (now.getTime() - from.getTime() - HOUR) / (count + 1);
  for (let failed = 1; failed <= count; failed++) {
    const at = plus(from, gap * failed);
    const outcome = random.pick(["no_answer", "no_answer", "busy", "message_left"] as const);
    const attemptId = idAt(random, at);
    data.followUpAttempts.push({
      ...{ id: attemptId, followUpId, siteId: row.siteId, at, byId: owner.row.id, outcome },
      ...{
        note: random.chance(0.5) ? (FAILED_NOTES[outcome] ?? null) : null,
        contactId: null,
        idempotencyKey: idAt(random, at),
      },
    });
    const attempted = { followUpId, attemptId, outcome: ATTEMPT_LABELS[outcome], failed };
    tell(told, at, { type: "follow_up.attempted", data: attempted });
  }
}

function makePromise(told: Told & { site: DemoSite }): PatientPromiseRow {
  const { row, owner, zone, random, from: at, rank, data, now, site } = told;
  const [today, made] = [dateIn(now, zone), dateIn(at, zone)];
  const ahead = rank === 1 ? -1 : random.pick([-1, 0, 1, 2, 3, 5]);
  const dueOn = latest(plus(today, ahead * DAY), plus(made, DAY));
  const isPending = rank === 2;
  const keptAt = plus(now, -random.int(5, 50) * MINUTE);
  const isKept = rank === null && keptAt > plus(at, DAY / 2) && random.chance(0.4);
  const currency = currencyOfSite(site.plan);
  const promise: PatientPromiseRow = {
    ...{ id: idAt(random, at), caseId: row.id, siteId: row.siteId, state: isKept ? "kept" : "open" },
    words: isPending
      ? "We will refund what the second appointment cost them."
      : random.pick(PROMISES).replace("%s", formatDay(dueOn)),
    ...{ party: "patient", partyName: null, madeById: owner.row.id, madeAt: at, ownerId: owner.row.id },
    ...{ dueOn: isoDay(dueOn), remindedOf: isPending ? null : toldBy(today, dueOn, 1) },
    ...(isPending
      ? { amount: 8_500, currency: currency.code, digits: currency.digits, money: "refund" }
      : { amount: null, currency: null, digits: null, money: null }),
    ...{ source: "typed", contactId: null, foundWords: null, approval: isPending ? "pending" : null },
    ...{ decidedById: null, decidedAt: null, outlivesCase: false, reason: null, toldVia: null, toldById: null },
    ...(isKept
      ? {
          keptOn: isoDay(dateIn(keptAt, zone)),
          keptHow: random.pick(KEPT_HOW),
          settledById: owner.row.id,
          settledAt: keptAt,
        }
      : { keptOn: null, keptHow: null, settledById: null, settledAt: null }),
    ...{ replacesId: null, idempotencyKey: idAt(random, at) },
  };
  data.patientPromises.push(promise);
  const { id: promiseId } = promise;
  const by = { ownerId: owner.row.id, ownerName: owner.row.name, needsApproval: isPending };
  const amount = promise.amount === null ? null : formatMoney(promise.amount, currency);
  tell(told, at, { type: "promise.made", data: { promiseId, dueOn: promise.dueOn, ...by, amount } });
  return promise;
}

function tellKept(told: Told, { id: promiseId, dueOn, keptOn, settledAt }: PatientPromiseRow): void {
  if (!keptOn || !settledAt) return;
  const daysLate = Math.max(0, daysAfter(dueOn, keptOn));
  tell(told, settledAt, { type: "promise.kept", data: { promiseId, keptOn, daysLate } });
}

// What came before the demonstration began is not told as news.
function toldBy(today: Date, dueOn: Date, daysAhead = 0): FollowUpRow["remindedOf"] {
  if (dueOn < today) return "late";
  return dueOn <= plus(today, daysAhead * DAY) ? "due" : null;
}

function latest(one: Date, other: Date): Date {
  return one > other ? one : other;
}

function isoDay(day: Date): string {
  return day.toISOString().slice(0, 10);
}
