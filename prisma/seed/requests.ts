import type { Request } from "@/lib/platform/generated/client";
import type { RequestState } from "@/lib/platform/generated/enums";
import type { Deed, Step } from "./deeds";
import type { Fate } from "./fates";
import type { Intake } from "./intake";
import type { Life } from "./life";
import { type Staff, type Worker, workersAt } from "./people";
import type { DemoUnit } from "./places";
import { idAt, type Random, seededRandom } from "./random";
import { atMinute, DAY, HOUR, MINUTE, officeTime, plus } from "./times";
import { fillSlots } from "./words/fill";
import { PASSED_THROUGH, REQUESTS, RETURN_REASONS, type RequestText, WITHDRAW_REASONS } from "./words/requests";

/** A request as it stands at the end, with who replies for the unit. */
export type PlannedRequest = { row: Request; unit: string; responder: Worker | null };

type Teller = { staff: Staff; now: Date };
type Told = { intake: Intake; fate: Fate; reference: string };
type Span = { from: Date; until: Date };

const UNHAPPY = ["concern", "complaint", "grievance"];
const DEMO_UNIT = "Day Surgery";
const DEMO_ASSOCIATE = "associate@heard.example";
const FIVE_O_CLOCK = 17 * 60;

/**
 * The steps of a case with what units are asked among them: the unit it is about, on most cases that are being looked into, and now and
 * then one that they passed through. Draws from a source of its own, so that nothing else of the case moves.
 */
export function withRequests({ staff, now }: Teller, { intake, fate, reference }: Told, steps: Step[]): Step[] {
  const looked = steps.find(({ deed }) => deed === "investigate");
  if (!looked || !UNHAPPY.includes(intake.kind)) return steps;
  const random = seededRandom(`heard/requests of ${reference}`);
  const isOpen = fate.closedAt === null;
  const last = steps.at(-1)?.at ?? now;
  const span = { from: plus(looked.at, 4 * MINUTE), until: plus(isOpen ? now : last, -MINUTE) };
  if (span.until.getTime() - span.from.getTime() < 3 * HOUR) return steps;
  const isDemo = isOpen && fate.owner?.row.email === DEMO_ASSOCIATE;
  const asksUnit = random.chance(isDemo ? 1 : isOpen ? 0.9 : 0.3);
  const passed = random.chance(isOpen ? 0.4 : 0.03);
  const source = { random, staff, now };
  const asked = [
    ...(intake.unit && asksUnit ? requestSteps(source, { intake, unit: intake.unit, isOpen, span }) : []),
    ...(passed ? passedThrough(intake).flatMap((unit) => requestSteps(source, { intake, unit, isOpen, span })) : []),
  ];
  return merge(steps, asked);
}

/** The demo responder's unit, for a case about another unit of its site that treats patients. */
function passedThrough({ site, unit }: Intake): DemoUnit[] {
  if (!unit || unit.name === DEMO_UNIT || ["Billing", "Pharmacy"].includes(unit.name)) return [];
  return site.units.filter(({ name }) => name === DEMO_UNIT);
}

/** In the order of time, no two at once. */
function merge(steps: Step[], asked: Step[]): Step[] {
  const taken = new Set(steps.flatMap(({ at }) => [at.getTime(), at.getTime() + 1]));
  for (const step of asked) {
    while (taken.has(step.at.getTime())) step.at = plus(step.at, 1);
    taken.add(step.at.getTime());
  }
  return [...steps, ...asked].toSorted((a, b) => a.at.getTime() - b.at.getTime());
}

type Source = Teller & { random: Random };
type Frame = { intake: Intake; unit: DemoUnit; isOpen: boolean; span: Span };

function requestSteps(source: Source, frame: Frame): Step[] {
  const { random, staff } = source;
  const { intake, unit, isOpen, span } = frame;
  const zone = intake.site.plan.timeZone;
  const room = span.until.getTime() - span.from.getTime() - 2 * HOUR;
  const back = 2 * HOUR + Math.min(room, isOpen ? random.int(60, 150 * 60) * MINUTE : room) * random.next();
  const askedAt = within(
    random,
    plus(span.until, -back),
    { from: span.from, until: plus(span.until, -2 * HOUR) },
    zone,
  );
  const responder = responderOf(staff, { intake, unit, at: askedAt });
  // Where nobody answers one seldom asks.
  if (!responder && random.chance(isOpen ? 0.4 : 0.9)) return [];
  const state = stateOf(random, { isOpen, unit, hasResponder: responder !== null });
  const dueAt = state === "open" ? openDue(source, frame, askedAt) : usualDue(random, askedAt, zone);
  const settledAt =
    state === "open" ? null : settleTime(random, { from: plus(askedAt, HOUR), until: span.until }, zone);
  const remindedAt = reminderTime(random, { askedAt, dueAt, until: settledAt ?? span.until });
  const text = textFor(random, { intake, unit });
  const words = (template: string) => fillSlots(template, new Map(), random);
  const row: Request = {
    id: idAt(random, askedAt),
    caseId: "",
    siteId: intake.site.row.id,
    unitId: unit.row.id,
    state,
    question: words(text.question),
    dueAt,
    sharesWords: random.chance(0.6),
    sharesPatient: random.chance(0.75),
    sharesIssues: random.chance(0.4),
    askedById: "",
    askedAt,
    remindedAt,
    remindCount: remindedAt ? 1 : 0,
    answer: state === "answered" ? words(random.pick(text.answers)) : null,
    reason: reasonFor(random, state),
    settledById: null,
    settledAt,
    idempotencyKey: idAt(random, askedAt),
  };
  const request = { row, unit: unit.name, responder };
  const step = (deed: Deed, at: Date | null): Step[] => (at ? [{ deed, at, request }] : []);
  return [...step("askUnit", askedAt), ...step("remindUnit", remindedAt), ...step("settleRequest", settledAt)];
}

function responderOf(staff: Staff, { intake, unit, at }: { intake: Intake; unit: DemoUnit; at: Date }): Worker | null {
  const responders = workersAt(staff, { site: intake.site, roles: ["responder"], at });
  return responders.find((worker) => worker.unit === unit.name) ?? null;
}

// The demo responder has a handful to answer.
function stateOf(
  random: Random,
  { isOpen, unit, hasResponder }: { isOpen: boolean; unit: DemoUnit; hasResponder: boolean },
): RequestState {
  if (!hasResponder) return isOpen && random.chance(0.6) ? "open" : "withdrawn";
  const shares: Record<RequestState, number> = {
    open: isOpen ? (unit.name === DEMO_UNIT ? 9 : 5) : 0,
    answered: isOpen ? 4 : 20,
    returned: 1,
    withdrawn: isOpen ? 0.5 : 2,
  };
  return random.weighted(Object.keys(shares) as RequestState[], (state) => shares[state]);
}

function usualDue(random: Random, askedAt: Date, zone: string): Date {
  return atMinute(plus(askedAt, random.pick([1, 2, 3, 5, 7]) * DAY), zone, FIVE_O_CLOCK);
}

// Two in five are late already; the rest are due in the next days.
function openDue({ random, now }: Source, { intake }: Frame, askedAt: Date): Date {
  const zone = intake.site.plan.timeZone;
  const isLate = random.chance(0.4);
  const waited = now.getTime() - askedAt.getTime();
  if (isLate && waited > 2 * HOUR) {
    const five = atMinute(plus(askedAt, waited * 0.5), zone, FIVE_O_CLOCK);
    return five > askedAt && five < now ? five : quarterBefore(plus(askedAt, waited * 0.7));
  }
  const five = atMinute(plus(now, random.pick([0, 1, 1, 2, 3]) * DAY), zone, FIVE_O_CLOCK);
  return five > now ? five : plus(five, DAY);
}

function quarterBefore(at: Date): Date {
  return new Date(Math.floor(at.getTime() / (15 * MINUTE)) * 15 * MINUTE);
}

function settleTime(random: Random, span: Span, zone: string): Date {
  const at = plus(span.from, (span.until.getTime() - span.from.getTime()) * 0.97 * random.next() ** 1.5);
  return within(random, at, span, zone);
}

function reminderTime(
  random: Random,
  { askedAt, dueAt, until }: { askedAt: Date; dueAt: Date; until: Date },
): Date | null {
  const from = Math.max(dueAt.getTime(), askedAt.getTime() + HOUR) + random.int(10, 90) * MINUTE;
  return from < until.getTime() - MINUTE && random.chance(0.6) ? new Date(from) : null;
}

// In the hours of the office, unless these leave no room.
function within(random: Random, at: Date, { from, until }: Span, zone: string): Date {
  const snapped = officeTime(random, at, zone);
  return snapped > from && snapped < until ? snapped : at;
}

function textFor(random: Random, { intake, unit }: { intake: Intake; unit: DemoUnit }): RequestText {
  if (unit !== intake.unit) return random.pick(PASSED_THROUGH);
  const fitting = REQUESTS.filter(({ places }) => !places || places.some((place) => unit.places.includes(place)));
  return random.weighted(fitting, ({ places }) => (places ? 4 : 1));
}

function reasonFor(random: Random, state: RequestState): string | null {
  if (state === "returned") return random.pick(RETURN_REASONS);
  return state === "withdrawn" ? random.pick(WITHDRAW_REASONS) : null;
}

/** Whoever has the case asks its unit. */
export function askUnit(life: Life, { at, request }: Step): void {
  if (!request) return;
  const asker = askerOn(life, at);
  life.data.requests.push(Object.assign(request.row, { caseId: life.row.id, askedById: asker.row.id }));
  tell(life, "request.asked", { at, request, actor: asker });
}

export function remindUnit(life: Life, { at, request }: Step): void {
  if (request) tell(life, "request.reminded", { at, request, actor: askerOn(life, at) });
}

/** It is answered or returned by the unit, or withdrawn by whoever has the case. */
export function settleRequest(life: Life, { at, request }: Step): void {
  if (!request || request.row.state === "open") return;
  const { state } = request.row;
  const actor = state === "withdrawn" || !request.responder ? askerOn(life, at) : request.responder;
  request.row.settledById = actor.row.id;
  tell(life, `request.${state}`, { at, request, actor });
}

type Happened = { at: Date; request: PlannedRequest; actor: Worker };
type RequestEvent = `request.${Exclude<RequestState, "open"> | "asked" | "reminded"}`;

function tell(life: Life, type: RequestEvent, { at, request, actor }: Happened): void {
  life.row.updatedAt = at;
  life.tell(at, actor, { type, data: { requestId: request.row.id, unit: request.unit } });
}

function askerOn({ owner, fate, intake, staff }: Life, at: Date): Worker {
  const able = [owner, fate.owner, ...workersAt(staff, { site: intake.site, roles: ["supervisor"], at })];
  const asker = able.find((worker) => worker && worker.from <= at && (worker.until === null || at < worker.until));
  return asker ?? intake.logger;
}
