import type { CaseKind } from "@/lib/platform/generated/enums";
import type { Step, Was } from "./deeds";
import type { Fate } from "./fates";
import type { Intake } from "./intake";
import type { Random } from "./random";
import { DAY, HOUR, MINUTE, officeTime, plus } from "./times";

type Deed = Step["deed"];
type Untimed = Omit<Step, "at">;

const QUICK: readonly CaseKind[] = ["inquiry", "compliment", "suggestion"];

/** What is done on a case from its logging on, and when; the last step is never later than now. */
export function planSteps({ random, now }: { random: Random; now: Date }, intake: Intake, fate: Fate): Step[] {
  const steps = storyOf(random, intake, fate);
  return timed(random, { steps, intake, fate, now });
}

function storyOf(random: Random, intake: Intake, fate: Fate): Untimed[] {
  const does = (deed: Deed): Untimed => ({ deed });
  const often = (probability: number, deed: Deed): Untimed[] => (random.chance(probability) ? [does(deed)] : []);
  if (fate.state === "new") return often(0.2, "noteFirst");
  const issues = intake.issues.slice(1).map((_, index): Untimed => ({ deed: "addIssue", issue: index + 1 }));
  const start = [does("assign"), ...corrections(random, intake), ...issues, ...often(0.85, "acknowledge")];
  if (QUICK.includes(intake.kind)) {
    return [...start, ...often(0.5, "noteFirst"), ...often(0.5, "noteEnd"), ...lastSteps(fate)];
  }
  if (fate.state === "triaged") return [...start, ...often(0.4, "noteFirst")];
  const looks = [
    ...often(0.75, "noteFirst"),
    ...often(0.07, "reassign"),
    does("investigate"),
    ...often(0.7, "noteWork"),
  ];
  const isSerious = intake.text.severity === 3 || intake.kind === "grievance";
  const escalates = !fate.hasOpenEscalation && random.chance(isSerious ? 0.14 : 0.025);
  const escalation = escalates ? [does("escalate"), ...often(0.4, "noteWork"), does("answerEscalation")] : [];
  const waits = fate.state === "waiting" || random.chance(0.4);
  const waiting = waits ? [does("wait"), ...often(0.7, "noteWaiting")] : [];
  const open = fate.hasOpenEscalation ? [does("escalate")] : [];
  if (fate.state === "waiting") return [...start, ...looks, ...escalation, ...waiting, ...open];
  const resumed = waits ? [does("resume")] : [];
  const worked = [...start, ...looks, ...escalation, ...waiting, ...resumed, ...often(0.45, "noteWork"), ...open];
  if (fate.state === "investigating") return worked;
  return [
    ...worked,
    ...often(fate.state === "answered" ? 1 : 0.8, "answer"),
    ...often(0.65, "noteEnd"),
    ...lastSteps(fate),
  ];
}

function lastSteps({ state }: Fate): Untimed[] {
  return state === "closed" ? [{ deed: "close" }] : [];
}

// One case in seven was logged a little wrong: another kind, another severity, or without its unit.
function corrections(random: Random, { kind, channel, unit, text }: Intake): Untimed[] {
  if (!random.chance(0.15)) return [];
  const options: Was[] = [];
  if (kind === "complaint") options.push({ kind: "concern" });
  // What comes in writing is never taken for less.
  if (kind === "grievance" && (channel === "phone" || channel === "in_person")) options.push({ kind: "complaint" });
  if (kind === "concern") options.push({ kind: "inquiry" });
  if (text.severity === 3) options.push({ severity: 2 });
  if (text.severity === 2) options.push({ severity: 1 }, { severity: 3 });
  if (unit) options.push({ isWithoutUnit: true });
  return options.length > 0 ? [{ deed: "correct", was: random.pick(options) }] : [];
}

type Timing = { steps: Untimed[]; intake: Intake; fate: Fate; now: Date };

function timed(random: Random, { steps, intake, fate, now }: Timing): Step[] {
  const { loggedAt, site } = intake;
  const bound = plus(now, -MINUTE / 2);
  const end = endOf(random, { loggedAt, fate, now, count: steps.length });
  const span = end.getTime() - loggedAt.getTime();
  const marks = marksFor(random, steps, { span, isUrgent: intake.text.severity === 3 });
  const snapped = increasing(
    random,
    marks.map((mark) => officeTime(random, plus(loggedAt, mark * span), site.plan.timeZone)),
  );
  const last = snapped.at(-1);
  const isLate =
    last !== undefined && (last > bound || (fate.closedAt !== null && last > plus(fate.closedAt, 4 * DAY)));
  // Where the office hours left no room, somebody stayed late.
  const times = isLate ? marks.map((mark) => plus(loggedAt, mark * span)) : snapped;
  return steps.map((step, index) => ({ ...step, at: times[index] ?? end }));
}

function endOf(
  random: Random,
  { loggedAt, fate, now, count }: { loggedAt: Date; fate: Fate; now: Date; count: number },
): Date {
  if (fate.closedAt) return fate.closedAt;
  const age = now.getTime() - loggedAt.getTime();
  const quiet = fate.hasOpenEscalation ? random.int(2, 70) * HOUR : random.int(20, 60 * 24 * 5) * MINUTE;
  const share = count < 3 ? 0.2 + 0.5 * random.next() : 1;
  return plus(loggedAt, Math.max(age * 0.35, age - quiet) * share * 0.98);
}

// The first step soon, the last at the end, the rest in between in their order.
function marksFor(random: Random, steps: Untimed[], { span, isUrgent }: { span: number; isUrgent: boolean }): number[] {
  const soon = isUrgent ? random.int(6, 100) * MINUTE : random.int(15, 30 * 60) * MINUTE;
  const first = Math.min(0.3, soon / Math.max(span, MINUTE));
  const between = Array.from(
    { length: Math.max(0, steps.length - 2) },
    () => first + (1 - first) * (0.02 + 0.94 * random.next()),
  );
  const marks = [first, ...between.toSorted((a, b) => a - b), 1];
  return steps.length === 1 ? [first] : marks.slice(0, steps.length);
}

function increasing(random: Random, times: Date[]): Date[] {
  let last = new Date(0);
  return times.map((time) => {
    last = time > last ? time : plus(last, random.int(2, 14) * MINUTE + random.int(0, 59_999));
    return last;
  });
}
