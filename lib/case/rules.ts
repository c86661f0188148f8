import { CATEGORY_LABELS } from "@/lib/issue/labels";
import { languageName } from "@/lib/patient/labels";
import { dammDigit } from "@/lib/shared/damm";
import { dayIn, isoDay, startOfDay } from "@/lib/shared/dates";
import { ITEM_LABELS } from "@/lib/survey/labels";
import {
  CHANNEL_LABELS,
  EVENT_LABELS,
  KIND_LABELS,
  QUEUE_CLOCK_LABELS,
  QUEUE_COUNTED_LABELS,
  REPORTER_LABELS,
  SEVERITY_LABELS,
  STATE_LABELS,
  WAITING_PHRASES,
} from "./labels";
import {
  type CaseState,
  QUEUE_FILTER_KEYS,
  type QueueFilter,
  type QueueFilterKey,
  type QueueSaid,
  type QueueTab,
  type ReporterKind,
} from "./schema";
import type { CaseDetail } from "./types";
import { type CaseEvent, type Missing, nextLetterStep, nextState, suggestedEvent, whatIsMissing } from "./workflow";

const REFERENCE = /^(?:PR)?(\d{2})(\d{6})(\d)$/;

/** The reference of the nth case of a year: "PR-26-004217-" and a Damm check digit over the year's two digits and the number's six. */
export function formatReference(year: number, number: number): string {
  const yy = String(year % 100).padStart(2, "0");
  const nnnnnn = String(number).padStart(6, "0");
  return `PR-${yy}-${nnnnnn}-${dammDigit(yy + nnnnnn)}`;
}

export type ReferenceReading = { kind: "reference"; reference: string } | { kind: "slip" } | { kind: "other" };

/** In its groups, where the zeros may be left out: "PR-26-912-3". */
const IN_GROUPS = /^(PR ?)?(\d{2}) (\d{1,6})(?: (\d))?$/;

/**
 * Reads a reference as people say and type it: any case, with or without PR, dashes, spaces and, in its groups, leading zeros. "slip" has
 * the shape of a reference and a wrong check digit, so that one digit was misheard or two were swapped.
 */
export function readReference(text: string): ReferenceReading {
  const groups = groupsOf(text);
  const match = REFERENCE.exec(groups.replaceAll(" ", ""));
  const [, year = "", number = "", check] = match ?? [];
  if (match && dammDigit(year + number) === check)
    return { kind: "reference", reference: `PR-${year}-${number}-${check}` };
  // Without PR, a few numbers in groups may be anything.
  const [, prefix, yy = "", short = "", given] = IN_GROUPS.exec(groups) ?? [];
  if (!prefix || !given) return { kind: match ? "slip" : "other" };
  const meant = formatReference(Number(yy), Number(short));
  return meant.endsWith(given) ? { kind: "reference", reference: meant } : { kind: "slip" };
}

function groupsOf(text: string): string {
  return text
    .toUpperCase()
    .replace(/[\s\p{Pd}.]+/gu, " ")
    .trim();
}

const GUESSED_YEARS = 30;

/**
 * The references that an unfinished one may stand for: of a year, without its check digit or its zeros ("PR-26-000975", "26-975",
 * "PR26975") one or two, and of a number alone ("975", "000975-3") one of every year up to now that its check digit, if there is one, allows.
 */
export function guessReferences(text: string, now: Date): string[] {
  const groups = groupsOf(text);
  const [, , yy = "", dated, given = ""] = IN_GROUPS.exec(groups) ?? [];
  const typed = groups.replaceAll(" ", "");
  const inGroups = dated ? [formatReference(Number(yy), Number(dated))].filter((whole) => whole.endsWith(given)) : [];
  if (inGroups.length > 0) return inGroups;
  const ofYear = guessInOne(typed);
  const alone = /^(?:PR)?(?:(\d{1,6})|(\d{6})(\d))$/.exec(typed);
  if (!alone) return ofYear;
  const [, short, number = short, check = ""] = alone;
  const years = Array.from({ length: GUESSED_YEARS }, (_, ago) => now.getUTCFullYear() + 1 - ago);
  const ofNumber = years.map((year) => formatReference(year, Number(number)));
  return [...ofYear, ...ofNumber.filter((reference) => reference.endsWith(check))];
}

/** Typed in one: "26000975" and, with PR before it, also without the zeros, with the check digit or without. */
function guessInOne(typed: string): string[] {
  const [, prefix, yy = "", digits = ""] = /^(PR)?(\d{2})(\d{1,7})$/.exec(typed) ?? [];
  if (!prefix && digits.length !== 6) return [];
  const guesses = digits.length < 7 ? [formatReference(Number(yy), Number(digits))] : [];
  const whole = formatReference(Number(yy), Number(digits.slice(0, -1)));
  return prefix && digits.length > 1 && whole.endsWith(digits.slice(-1)) ? [...guesses, whole] : guesses;
}

/** A reference in the groups in which it is read out: "PR, 26, 004, 217, 8". */
export function spokenGroups(reference: string): string[] {
  const [prefix = "", year = "", number = "", check = ""] = reference.split("-");
  return [prefix, year, number.slice(0, 3), number.slice(3), check];
}

type Named = { id: string; name: string };
type Names = { sites: (Named & { units: Named[] })[]; owners: Named[]; tags: Named[] };
/** `isUnseen` where it names what the viewer does not see, or what is not there: nothing can fit it. */
export type FilterClaim = { key: QueueFilterKey; label: string; isUnseen: boolean };

/** Each active filter as a claim: "Kind is Grievance". An id that the viewer cannot see is told without its name. */
export function describeFilter(filter: QueueFilter, names: Names): FilterClaim[] {
  return QUEUE_FILTER_KEYS.filter((key) => filter[key] !== undefined).map((key) => ({
    key,
    label: describeOne(key, filter, names),
    isUnseen: isUnseen(key, filter, names),
  }));
}

const NO_UNIT: Named = { id: "none", name: "none" };
const NO_NAMES: Named[] = [
  { id: "me", name: "me" },
  { id: "nobody", name: "nobody" },
];

/** What a filter of ids may name. */
const NAMED = {
  site: ({ sites }) => sites,
  unit: ({ sites }) => [NO_UNIT, ...sites.flatMap((site) => site.units)],
  owner: ({ owners }) => [...NO_NAMES, ...owners],
  tag: ({ tags }) => tags,
} satisfies Partial<Record<QueueFilterKey, (names: Names) => Named[]>>;

function isUnseen(key: QueueFilterKey, filter: QueueFilter, names: Names): boolean {
  if (key !== "site" && key !== "unit" && key !== "owner" && key !== "tag") return false;
  const seen = new Set(NAMED[key](names).map(({ id }) => id));
  return (filter[key] ?? []).some((id) => !seen.has(id));
}

function describeOne(key: QueueFilterKey, filter: QueueFilter, names: Names): string {
  const nameIn =
    (of: keyof typeof NAMED, absent = "not one of yours") =>
    (id: string) =>
      NAMED[of](names).find((one) => one.id === id)?.name ?? absent;
  switch (key) {
    case "kind":
      return `Kind is ${either(filter.kind, (kind) => KIND_LABELS[kind])}`;
    case "severity":
      return `Severity is ${either(filter.severity, (severity) => SEVERITY_LABELS[severity])}`;
    case "state":
      return `State is ${either(filter.state, (state) => STATE_LABELS[state])}`;
    case "clock":
      return filter.clock ? QUEUE_CLOCK_LABELS[filter.clock] : "";
    case "waiting":
      return `Waiting for ${either(filter.waiting, (waiting) => WAITING_PHRASES[waiting])}`;
    case "escalated":
      return filter.escalated === "yes" ? "Escalated" : "Not escalated";
    case "channel":
      return `Channel is ${either(filter.channel, (channel) => CHANNEL_LABELS[channel])}`;
    case "site":
      return `Site is ${either(filter.site, nameIn("site"))}`;
    case "unit":
      return `Unit is ${either(filter.unit, nameIn("unit"))}`;
    case "owner":
      return `Owner is ${either(filter.owner, nameIn("owner"))}`;
    case "tag":
      return `Tag is ${either(filter.tag, nameIn("tag", "not in use"))}`;
    case "reporter":
      return `Raised by ${either(filter.reporter, (reporter) => REPORTER_LABELS[reporter].toLowerCase())}`;
    case "language":
      return `Language is ${either(filter.language, languageName)}`;
    case "unheard":
      return `Unheard for more than ${filter.unheard} ${filter.unheard === 1 ? "day" : "days"}`;
    case "from":
      return `Received from ${filter.from}`;
    case "to":
      return `Received up to ${filter.to}`;
    case "updatedFrom":
      return `Updated from ${filter.updatedFrom}`;
    case "updatedTo":
      return `Updated up to ${filter.updatedTo}`;
    case "cause":
      return `Raises ${either(filter.cause, (cause) => CATEGORY_LABELS[cause])}`;
    case "answerFrom":
      return `Answer due from ${filter.answerFrom}`;
    case "answerTo":
      return `Answer due up to ${filter.answerTo}`;
    case "acknowledgeFrom":
      return `Acknowledgement due from ${filter.acknowledgeFrom}`;
    case "acknowledgeTo":
      return `Acknowledgement due up to ${filter.acknowledgeTo}`;
    case "counted":
      return filter.counted ? QUEUE_COUNTED_LABELS[filter.counted] : "";
    case "acknowledgedFrom":
      return `Acknowledged from ${filter.acknowledgedFrom}`;
    case "acknowledgedTo":
      return `Acknowledged up to ${filter.acknowledgedTo}`;
    case "answeredFrom":
      return `Answered from ${filter.answeredFrom}`;
    case "answeredTo":
      return `Answered up to ${filter.answeredTo}`;
    case "closedFrom":
      return `Closed from ${filter.closedFrom}`;
    case "closedTo":
      return `Closed up to ${filter.closedTo}`;
    case "referredFrom":
      return `Went to an outside body from ${filter.referredFrom}`;
    case "referredTo":
      return `Went to an outside body up to ${filter.referredTo}`;
    case "saidFrom":
      return `Survey answered from ${filter.saidFrom}`;
    case "saidTo":
      return `Survey answered up to ${filter.saidTo}`;
    case "said":
      return filter.said ? describeSaid(filter.said) : "";
    case "run":
      return "Changed together";
    default:
      return key satisfies never;
  }
}

/** "Said 4 or 5 of 5: Listened to". */
function describeSaid(said: QueueSaid): string {
  const [item = "", well] = said.split(":");
  return `${well ? "Said 4 or 5 of 5" : "Said of the handling"}: ${ITEM_LABELS[item] ?? item}`;
}

function either<T>(values: readonly T[] | undefined, name: (value: T) => string): string {
  return (values ?? []).map(name).join(" or ");
}

type Reporter = { reporterKind: ReporterKind; reporterName: string | null; reporterContact: string | null };

/** Who spoke, for the line under their words: "a visitor, Jo Price (020 7946 0000)", "the patient", "somebody who stays anonymous". */
export function describeReporter({ reporterKind, reporterName, reporterContact }: Reporter): string {
  const contact = reporterContact ? ` (${reporterContact})` : "";
  const name = reporterName ? `, ${reporterName}` : "";
  switch (reporterKind) {
    case "patient":
      return `the patient${name}${contact}`;
    case "representative":
      return `a representative${name}${contact}`;
    case "visitor":
      return `a visitor${name}${contact}`;
    case "staff":
      return `a member of staff${name}${contact}`;
    case "anonymous":
      return "somebody who stays anonymous";
    default:
      return reporterKind satisfies never;
  }
}

/** What is missing, as a sentence that says what to do. */
export function describeMissing(missing: Missing, issues: readonly { id: string; position: number }[]): string {
  switch (missing.need) {
    case "owner":
      return "Nobody has this case yet. Take it or assign it first.";
    case "escalation_answered":
      return "This case is escalated and waits for an answer. A supervisor answers it first.";
    case "told":
      return "Say how and when they were given the answer.";
    case "requests_settled":
      return "A unit has not answered yet. Wait for it, or say why the case can close without.";
    case "promises_settled":
      return "A promise to them is still open. Say what becomes of it: kept, withdrawn, or who goes on answering for it.";
    case "letter":
      return missing.gap.sentence;
    case "findings":
      return `Issue ${positionOf(missing.issueId, issues)} has no finding yet: upheld, partly upheld or not upheld.`;
    case "answers":
      return `Issue ${positionOf(missing.issueId, issues)} has no answer yet.`;
    default:
      return missing satisfies never;
  }
}

function positionOf(issueId: string, issues: readonly { id: string; position: number }[]): string {
  return String(issues.find(({ id }) => id === issueId)?.position ?? "");
}

type Told = { answeredOn: string; receivedAt: Date; zone: string; now: Date };

/** The instant for a day on which they were told: noon of that day in the site's zone, but never before receipt or after now. A sentence when the day itself lies outside. */
export function toldAt({ answeredOn, receivedAt, zone, now }: Told): Date | string {
  const dayOf = (at: Date) => isoDay(dayIn(at, zone));
  if (answeredOn > dayOf(now)) return "This day is in the future. Say when they were told.";
  if (answeredOn < dayOf(receivedAt)) return "This day lies before the case was received. Check it.";
  const noon = startOfDay(answeredOn, zone).getTime() + 12 * 3_600_000;
  return new Date(Math.min(now.getTime(), Math.max(receivedAt.getTime(), noon)));
}

type Leading = Pick<CaseDetail, "state" | "kind" | "given" | "moves" | "workflow" | "issues">;

/** What comes next for a case, if the viewer may do it: a step with what stands in its way, or what is to be done about its letter first. */
export function leadOf({ state, kind, given, moves, workflow, issues }: Leading) {
  const suggested = suggestedEvent(state, kind, given !== null);
  const mayEnd = moves.includes("answer") || moves.includes("close");
  const gap = mayEnd ? nextLetterStep(suggested, workflow) : null;
  const step = moves.find((move) => move === suggested) ?? null;
  return { gap, step, obstacle: step ? obstacleTo(step, { workflow, issues }) : null };
}

/** Why a step cannot be taken, as a sentence. A dialog asks itself for what is missing. */
export function obstacleTo(step: CaseEvent, { workflow, issues }: Pick<Leading, "workflow" | "issues">): string | null {
  if (step === "close" || step === "reopen") return null;
  const [missing] = whatIsMissing(step, workflow);
  return missing ? describeMissing(missing, issues) : null;
}

export type StepAndNext = { label: string; title: string; isBarred: boolean };

type Walked = Leading & Pick<CaseDetail, "reference" | "owner">;

/**
 * The step that is taken on the way to the next case of the queue, in words; barred with the reason, and null where there is none that the
 * viewer may take. It says whose the case is where it is a colleague's.
 */
export function stepAndNext(detail: Walked, viewerId: string): StepAndNext | null {
  const { gap, step, obstacle } = leadOf(detail);
  if (!step) return null;
  const { owner, reference, state } = detail;
  const barrier = gap?.sentence ?? obstacle;
  const whose = owner && owner.id !== viewerId ? `${owner.name} has this case. ` : "";
  const to = nextState(state, step);
  const hasForm = step === "answer" || step === "close";
  const does = hasForm
    ? `Opens "${EVENT_LABELS[step]}" for ${reference}. Once that is saved, the next case is shown.`
    : `Moves ${reference} to ${to ? STATE_LABELS[to] : "its next state"} and shows the next case.`;
  return { label: labelAndNext(step), title: barrier ?? `${whose}${does}`, isBarred: Boolean(barrier) };
}

function labelAndNext(step: CaseEvent): string {
  if (step === "draft_response") return "Response drafted, and next";
  return step === "close" ? "Close and next" : `${EVENT_LABELS[step]}, and next`;
}

/** What is said once a case has been moved. */
export function describeMoved(reference: string, to: CaseState | null): string {
  return `${reference} was moved${to ? ` to ${STATE_LABELS[to]}` : ""}.`;
}

export type QueueOrder = Pick<QueueFilter, "sort" | "order">;

/**
 * The order of a queue of which none was asked for: what its filter is about, the most pressing first, so that what is late is not found among
 * the newest. Who works a list of their own begins with what is due first.
 */
export function usualOrder(tab: QueueTab, filter: Omit<QueueFilter, keyof QueueOrder>, isOwnList: boolean): QueueOrder {
  if (filter.clock) return { sort: "due", order: "asc" };
  if (filter.unheard) return { sort: "heard", order: "asc" };
  if (filter.updatedFrom || filter.updatedTo) return { sort: "updated", order: "desc" };
  if (tab === "mine" && isOwnList) return { sort: "due", order: "asc" };
  return { sort: "received", order: "desc" };
}
