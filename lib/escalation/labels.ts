import { KIND_LABELS, SEVERITY_LABELS } from "@/lib/case/labels";
import type { Severity } from "@/lib/case/schema";
import { HARM_LABELS } from "@/lib/issue/labels";
import type { Harm } from "@/lib/issue/schema";
import { daysFrom } from "@/lib/shared/dates";
import { allegedOf, type SeenFacts } from "./rules/facts";
import type {
  ClockState,
  Condition,
  Deadline,
  IfUnanswered,
  Level,
  MatrixFact,
  MatrixRow,
  Target,
  TargetRole,
} from "./rules/matrix";
import type { Quiet } from "./rules/quiet";

export const LEVEL_LABELS: Record<Level, string> = { 1: "Level 1", 2: "Level 2", 3: "Level 3", 4: "Level 4" };

export const LEVEL_HINTS: Record<Level, string> = {
  1: "A second opinion",
  2: "A decision is needed",
  3: "Serious",
  4: "The highest",
};

export const ROLE_TARGET_LABELS: Record<TargetRole, string> = {
  supervisor: "Supervisors of the site",
  manager: "Managers of the site",
};

/**
 * Why an escalation went where it went, beside words that say to which role it went: who they were then, and the rest without saying the
 * role a second time.
 */
export function routeBeside(
  route: string | null,
  toRole: TargetRole | null,
): { names: string | null; why: string | null } {
  const role = toRole && ROLE_TARGET_LABELS[toRole];
  const steps = (role && route?.match(`^(?:(.+[.]) )?${role}(?:: (.+))?[.]$`)) || null;
  return steps ? { names: steps[2] ?? null, why: steps[1] ?? null } : { names: null, why: route };
}

export const FACT_CHOICE_LABELS: Record<MatrixFact, string> = {
  allegesAbuse: "Abuse",
  allegesNeglect: "Neglect",
  allegesHarm: "Harm",
  allegesNonCompliance: "Breach of a federal rule",
  isMedicareRights: "Medicare rights",
};

const CLOCK_NAMES: Record<string, string> = {
  acknowledge: "acknowledgement",
  update: "progress update",
  resolve: "answer",
};

export const CLOCK_STATE_LABELS: Record<ClockState, string> = { due_soon: "due soon", late: "late" };

/** "The acknowledgement", "Any time limit". */
export function clockLabel(clock: string | null): string {
  return clock === null ? "Any time limit" : `The ${CLOCK_NAMES[clock] ?? clock}`;
}

const FACT_CLAUSES: Record<MatrixFact, string> = {
  allegesAbuse: "abuse is alleged",
  allegesNeglect: "neglect is alleged",
  allegesHarm: "harm is alleged",
  allegesNonCompliance: "a breach of a federal rule is alleged",
  isMedicareRights: "it is about Medicare rights",
};

/** Why a row of the matrix holds for a case: "Harm is alleged, and severity is high." Labels and numbers alone. */
export function tellReason(when: Condition, facts: SeenFacts, now: Date): string {
  const { severity, harm, unheardSince, repeats, clock, receivedAt, zone, kind } = facts;
  return asSentence([
    ...allegedOf(when, facts).map((fact) => FACT_CLAUSES[fact]),
    when.harmAtLeast && harm !== null && `the harm they tell of is ${HARM_LABELS[harm as Harm].toLowerCase()}`,
    when.clock && clock && `${clockLabel(clock.clock).toLowerCase()} is ${CLOCK_STATE_LABELS[clock.state]}`,
    when.unheardDaysAtLeast &&
      unheardSince &&
      `they have not heard from us for ${inDays(daysFrom(unheardSince, now, zone))}`,
    when.ageDaysAtLeast && `it has been open for ${inDays(daysFrom(receivedAt, now, zone))}`,
    when.repeatsAtLeast && `it is the ${ordinal(repeats)} case of this patient in 12 months`,
    when.severityAtLeast && `severity is ${SEVERITY_LABELS[severity as Severity].toLowerCase()}`,
    when.kinds && `it is ${withArticle(KIND_LABELS[kind].toLowerCase())}`,
  ]);
}

/** When a row holds, in plain language: "When abuse or neglect is alleged". */
function describeCondition(when: Condition | null): string {
  if (!when) return "Only when another row goes on to this one";
  const clauses = [
    when.facts && either(when.facts.map((fact) => FACT_CLAUSES[fact])),
    when.harmAtLeast && `the harm they tell of is at least ${HARM_LABELS[when.harmAtLeast as Harm].toLowerCase()}`,
    when.clock && `${clockLabel(when.clock.clock).toLowerCase()} is ${CLOCK_STATE_LABELS[when.clock.state]}`,
    when.unheardDaysAtLeast && `they have not heard from us for ${inDays(when.unheardDaysAtLeast)}`,
    when.ageDaysAtLeast && `it has been open for ${inDays(when.ageDaysAtLeast)}`,
    when.repeatsAtLeast && `it is the ${ordinal(when.repeatsAtLeast)} case or more of a patient in 12 months`,
    when.severityAtLeast && `severity is ${when.severityAtLeast === 3 ? "high" : "medium or high"}`,
    when.kinds && `it is ${either(when.kinds.map((kind) => withArticle(KIND_LABELS[kind].toLowerCase())))}`,
  ].filter((clause): clause is string => Boolean(clause));
  return clauses.length === 0 ? "Never: it asks for nothing" : `When ${clauses.join(", and ")}`;
}

type Naming = { nameOf: (personId: string) => string; rowNumberOf: (rowId: string) => number };

/** A whole row in a sentence. */
export function describeRow(row: MatrixRow, naming: Naming): string {
  const fallback = row.fallbackPersonId ? `, or else ${naming.nameOf(row.fallbackPersonId)}` : "";
  const night = row.overridesQuietHours ? ", at any hour" : "";
  return `${describeCondition(row.when)}: ${LEVEL_LABELS[row.level].toLowerCase()}, to ${describeTarget(row.target, naming)}${fallback}${night}. ${describeDeadline(row, naming)}`;
}

export function describeDeadline({ answerWithinMinutes, counts, ifUnanswered }: Deadline, naming: Naming): string {
  const time =
    counts === "business" ? `${inHours(answerWithinMinutes)} of working time` : describeMinutes(answerWithinMinutes);
  return `They answer within ${time}; if not, ${describeIfUnanswered(ifUnanswered, naming)}.`;
}

function describeTarget(target: Target, { nameOf }: Naming): string {
  switch (target.by) {
    case "role":
      return ROLE_TARGET_LABELS[target.role].toLowerCase();
    case "person":
      return nameOf(target.personId);
    case "duty":
      return "whoever is on call";
    default:
      return target satisfies never;
  }
}

function describeIfUnanswered(then: IfUnanswered, { rowNumberOf }: Naming): string {
  switch (then.do) {
    case "go_on":
      return `row ${rowNumberOf(then.rowId)} follows`;
    case "repeat":
      return "they are told again";
    case "nothing":
      return "it stays with them";
    default:
      return then satisfies never;
  }
}

/** "45 minutes", "2 hours", "1 hour 30 minutes", "3 days 4 hours". */
export function describeMinutes(minutes: number): string {
  if (!Number.isFinite(minutes)) return "…";
  const days = Math.floor(minutes / 1440);
  return [days > 0 && inDays(days), inHours(minutes % 1440)].filter(Boolean).join(" ");
}

// A working day has no fixed length, so working time is told in hours.
function inHours(minutes: number): string {
  if (!Number.isFinite(minutes)) return "…";
  const [hours, rest] = [Math.floor(minutes / 60), minutes % 60];
  const parts = [
    hours > 0 && `${hours} ${hours === 1 ? "hour" : "hours"}`,
    rest > 0 && `${rest} ${rest === 1 ? "minute" : "minutes"}`,
  ];
  return parts.filter(Boolean).join(" ");
}

/** "2 h left", "3 h late": what is left to answer, rounded down. */
export function describeTimeLeft(answerBy: Date, now: Date): { text: string; isLate: boolean } {
  const minutes = Math.floor(Math.abs(answerBy.getTime() - now.getTime()) / 60_000);
  const isLate = answerBy < now;
  const amount =
    minutes < 60
      ? `${minutes} min`
      : minutes < 48 * 60
        ? `${Math.floor(minutes / 60)} h`
        : `${Math.floor(minutes / 1440)} d`;
  return { text: `${amount} ${isLate ? "late" : "left"}`, isLate };
}

function inDays(days: number): string {
  return days === 1 ? "1 day" : `${days} days`;
}

function withArticle(word: string): string {
  return `${/^[aeiou]/.test(word) ? "an" : "a"} ${word}`;
}

function ordinal(count: number): string {
  const last = count % 10;
  const isTeen = Math.floor((count % 100) / 10) === 1;
  const endings: Record<number, string> = { 1: "st", 2: "nd", 3: "rd" };
  return `${count}${(!isTeen && endings[last]) || "th"}`;
}

function either(words: string[]): string {
  return words.length < 2 ? words.join("") : `${words.slice(0, -1).join(", ")} or ${words.at(-1)}`;
}

function asSentence(clauses: (string | number | false | null | undefined)[]): string {
  const said = clauses.filter((clause): clause is string => typeof clause === "string" && clause !== "");
  const text = said.length < 2 ? said.join("") : `${said.slice(0, -1).join(", ")}, and ${said.at(-1)}`;
  return text === "" ? "" : `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;
}

/** "20:00 to 07:00"; null where a site has none. */
export function describeQuiet(quiet: Quiet): string | null {
  return quiet && `${quiet.from} to ${quiet.until}`;
}
