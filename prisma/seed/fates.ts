import type { CaseKind, CaseState } from "@/lib/platform/generated/enums";
import { PACKS } from "@/lib/regulation/rules";
import type { Intake } from "./intake";
import { type Staff, type Worker, workersAt } from "./people";
import type { DemoSite } from "./places";
import type { Random } from "./random";
import { DAY, HOUR, MINUTE, officeTime, plus } from "./times";

/** How a case stands at the end of the demo data. */
export type Fate = {
  state: CaseState;
  closedAt: Date | null;
  /** Who has it at the end; null while it is new. */
  owner: Worker | null;
  hasOpenEscalation: boolean;
};

type Desk = { random: Random; staff: Staff; now: Date };
type Standing = { intake: Intake; state: CaseState; closedAt: Date | null };

/** What share of cases of that age in days is still open. */
const OPEN_BY_AGE: readonly (readonly [days: number, share: number])[] = [
  [3, 0.97],
  [7, 0.93],
  [14, 0.87],
  [28, 0.7],
  [42, 0.48],
  [70, 0.24],
  [120, 0.015],
];
/** Days to the close: usually the first number, at most the second. */
const DAYS_TO_CLOSE: Record<CaseKind, readonly [usual: number, most: number]> = {
  inquiry: [0.6, 4],
  compliment: [1.2, 6],
  suggestion: [4, 21],
  concern: [5, 26],
  complaint: [11, 48],
  grievance: [19, 68],
};
const QUICK: readonly CaseKind[] = ["inquiry", "compliment", "suggestion"];
/** How many of those that are past their time to answer are open all the same: until half of it again has gone, and then. */
const PAST = { soon: 0.3, long: 0.12 };
/** After so many days, just before the time to settle it runs out, what staff did not settle counts as a grievance where the rules of a place know the word. */
const UNSETTLED_DAYS = 6.6;
const DEMO_ASSOCIATE = "associate@heard.example";
/** Open cases of the associate with whom people sign in to look around. */
const DEMO_CASELOAD = 14;

/** Decides the fate of each case of a site, in the order of the intakes. */
export function decideFates(desk: Desk, site: DemoSite, intakes: Intake[]): Fate[] {
  const isOpen = intakes.map((intake) => {
    const isLeft = staysOpen(desk, intake);
    if (isLeft && countsAsGrievance(desk, intake)) intake.kind = "grievance";
    return isLeft && isStillWorkedOn(desk, intake);
  });
  const fresh = pickNew(desk, site, intakes, isOpen);
  const standings = intakes.map((intake, index) => standingOf(desk, { intake, isOpen: isOpen[index] ?? false, fresh }));
  const worked = standings.filter(({ state }) => state !== "closed" && state !== "new");
  const demoLoad = site.plan.key === "general" ? spreadOver(worked, DEMO_CASELOAD) : new Set<Standing>();
  const owners = new Map(standings.map((standing) => [standing, ownerOf(desk, site, { standing, demoLoad })]));
  const escalated = pickEscalated(desk, site, worked, demoLoad);
  return standings.map((standing) => ({
    state: standing.state,
    closedAt: standing.closedAt,
    owner: owners.get(standing) ?? null,
    hasOpenEscalation: escalated.has(standing),
  }));
}

function staysOpen({ random, now }: Desk, { receivedAt, loggedAt, kind, text }: Intake): boolean {
  if (now.getTime() - loggedAt.getTime() < 4 * HOUR) return true;
  const days = (now.getTime() - receivedAt.getTime()) / DAY;
  const share = OPEN_BY_AGE.find(([most]) => days < most)?.[1] ?? 0;
  const isQuick = QUICK.includes(kind) && days > 1;
  if (isQuick && days > 10) return random.chance(share * 0.1);
  return random.chance(isQuick ? share * 0.4 : text.severity === 3 ? Math.min(1, share * 1.2) : share);
}

// What staff could not settle at the time is a grievance of the patient's; see rule 3 of the pack.
function countsAsGrievance({ now }: Desk, { kind, site, unit, reporterKind, receivedAt }: Intake): boolean {
  const isTheirs = reporterKind === "patient" || reporterKind === "representative";
  const isCare = !unit?.places.includes("billing") && (kind === "complaint" || kind === "concern");
  const isOld = now.getTime() - receivedAt.getTime() > UNSETTLED_DAYS * DAY;
  return site.row.packId === "us-hospital" && isTheirs && isCare && isOld;
}

// Most cases are answered in the time there is for it.
function isStillWorkedOn({ random, now }: Desk, { kind, site, receivedAt }: Intake): boolean {
  const [pack] = PACKS.filter(({ id }) => id === site.row.packId);
  const limit = pack?.limits.find(({ clock, kinds }) => clock === "resolve" && kinds.includes(kind));
  const share = limit ? (now.getTime() - receivedAt.getTime()) / (limit.amount * DAY) : 0;
  const chance = random.next();
  if (share < 0.97) return true;
  return chance < (share < 1.5 ? PAST.soon : PAST.long);
}

// The newest first, with a few that have been passed over for a day or two.
function pickNew({ random, now }: Desk, site: DemoSite, intakes: Intake[], isOpen: boolean[]): Set<Intake> {
  const open = intakes.filter((_, index) => isOpen[index]).toReversed();
  const hours = open.filter(({ receivedAt }) => now.getTime() - receivedAt.getTime() < 11 * HOUR);
  const rest = open.filter((intake) => !hours.includes(intake)).slice(0, site.plan.newCount + 3);
  return new Set([...hours, ...random.shuffle(rest)].slice(0, site.plan.newCount));
}

function standingOf(
  desk: Desk,
  { intake, isOpen, fresh }: { intake: Intake; isOpen: boolean; fresh: Set<Intake> },
): Standing {
  if (!isOpen) return { intake, state: "closed", closedAt: closeOf(desk, intake) };
  if (fresh.has(intake)) return { intake, state: "new", closedAt: null };
  return { intake, state: openState(desk, intake), closedAt: null };
}

function openState({ random, now }: Desk, { receivedAt, kind }: Intake): CaseState {
  const days = (now.getTime() - receivedAt.getTime()) / DAY;
  const shares: Partial<Record<CaseState, number>> =
    days < 2 || QUICK.includes(kind)
      ? { triaged: 6, investigating: 4 }
      : days < 7
        ? { triaged: 4, investigating: 4, waiting: 2 }
        : { investigating: 10, waiting: 7, answered: 4, triaged: 0.5 };
  return random.weighted(Object.keys(shares) as CaseState[], (state) => shares[state] ?? 0);
}

function closeOf({ random, now }: Desk, { kind, loggedAt, site }: Intake): Date {
  const [usual, most] = DAYS_TO_CLOSE[kind];
  const days = Math.min(most, 0.05 + usual * -Math.log(1 - 0.98 * random.next()));
  const at = officeTime(random, plus(loggedAt, days * DAY), site.plan.timeZone);
  const latest = plus(now, -20 * MINUTE);
  return at < latest ? at : plus(loggedAt, (latest.getTime() - loggedAt.getTime()) * (0.4 + 0.55 * random.next()));
}

function ownerOf(
  { random, staff, now }: Desk,
  site: DemoSite,
  { standing, demoLoad }: { standing: Standing; demoLoad: Set<Standing> },
): Worker | null {
  const { state, closedAt, intake } = standing;
  if (state === "new") return null;
  const atEnd = workersAt(staff, { site, roles: ["associate"], at: closedAt ?? now });
  const able = atEnd.filter(({ from }) => from < intake.loggedAt);
  const isDemo = ({ row }: Worker) => row.email === DEMO_ASSOCIATE;
  const chosen = closedAt ? able : able.filter((worker) => isDemo(worker) === demoLoad.has(standing));
  return random.pick(chosen.length > 0 ? chosen : atEnd);
}

// Evenly over the list, so that one caseload holds old and new, and every state.
function spreadOver<T>(list: readonly T[], count: number): Set<T> {
  const step = list.length / count;
  return new Set(list.filter((_, index) => Math.floor(index / step) !== Math.floor((index - 1) / step)));
}

function pickEscalated(
  { random, now }: Desk,
  site: DemoSite,
  worked: Standing[],
  demoLoad: Set<Standing>,
): Set<Standing> {
  const serious = worked.filter(
    ({ intake, state }) =>
      (state === "investigating" || state === "waiting") &&
      !QUICK.includes(intake.kind) &&
      intake.text.severity >= 2 &&
      now.getTime() - intake.receivedAt.getTime() > 3 * DAY,
  );
  const [ofDemo, others] = [serious.filter((one) => demoLoad.has(one)), serious.filter((one) => !demoLoad.has(one))];
  return new Set(
    [...random.shuffle(ofDemo).slice(0, 1), ...random.shuffle(others)].slice(0, site.plan.openEscalations),
  );
}
