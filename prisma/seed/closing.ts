import { CHANNEL_PHRASES, FINDING_LABELS, OUTCOME_LABELS, STATE_LABELS, WAITING_PHRASES } from "@/lib/case/labels";
import { needsFindings } from "@/lib/case/workflow";
import { laterOf } from "@/lib/contact/rules/heard";
import type { Issue } from "@/lib/platform/generated/client";
import type { CaseOutcome, CaseState, Channel, Finding } from "@/lib/platform/generated/enums";
import { leadOf, needsLetter, prepareAnswer, sendAnswer } from "./answer-letters";
import type { Life } from "./life";
import type { Worker } from "./people";
import { idAt } from "./random";
import { DAY, dateIn, plus } from "./times";

type Moment = { at: Date; actor: Worker };

/** Moves a case on, as the workflow would. A wait ends with the next move. */
export function move(
  life: Life,
  { at, actor }: Moment,
  event: "investigate" | "resume" | "wait" | "answer",
  to: CaseState,
): void {
  const { row, data } = life;
  const from = row.state;
  const wait = data.caseWaits.findLast(({ caseId, endedAt }) => caseId === row.id && endedAt === null);
  if (wait) wait.endedAt = at;
  row.state = to;
  life.touch(at);
  const about = event === "wait" ? beginWait(life, at) : event === "answer" ? tellThem(life, at) : {};
  life.tell(at, actor, {
    type: "case.moved",
    data: { event, from: STATE_LABELS[from], to: STATE_LABELS[to], ...about },
  });
}

function beginWait({ row, random, data, notes, intake }: Life, at: Date) {
  const { for: waitingFor, text } = notes.waitReason(intake);
  const id = idAt(random, at);
  const until = random.chance(0.6) ? dateIn(plus(at, random.int(3, 12) * DAY), intake.site.plan.timeZone) : null;
  data.caseWaits.push({
    ...{ id, caseId: row.id, siteId: row.siteId, for: waitingFor, reason: text },
    ...{ until, since: at, endedAt: null },
  });
  return { waitId: id, waitingFor: WAITING_PHRASES[waitingFor] };
}

function tellThem(life: Life, at: Date) {
  const { row, random } = life;
  const usual: Channel = row.channel === "survey" ? "letter" : random.chance(0.7) ? row.channel : "letter";
  const via = needsLetter(life) ? "letter" : usual;
  row.answeredAt = at;
  row.answeredVia = via;
  row.toldAt = at;
  row.lastHeardAt = laterOf(row.lastHeardAt, at);
  return { answeredVia: CHANNEL_PHRASES[via].toLowerCase() };
}

/** Decides each issue that has no answer yet and tells them; returns when it was done. */
export function answerAll(life: Life, { at, actor }: Moment): Date {
  const count = decideAll(life, { at, actor });
  const isByLetter = needsLetter(life);
  const told = plus(at, count + (isByLetter ? 40 : 1));
  if (isByLetter) sendAnswer(life, { at: told, actor });
  move(life, { at: told, actor }, "answer", "answered");
  return told;
}

/** Decides each issue that has no answer yet and writes the letter that says so, without telling them. */
export function prepareAll(life: Life, { at, actor }: Moment): void {
  const count = decideAll(life, { at, actor });
  prepareAnswer(life, { at: plus(at, count + 40), actor });
}

// Where a letter has to be written, early enough for that.
function decideAll(life: Life, { at, actor }: Moment): number {
  const open = life.data.issues.filter(({ caseId, answer }) => caseId === life.row.id && answer === null);
  const from = needsLetter(life) ? plus(at, -leadOf(life, at)) : at;
  for (const [index, issue] of open.entries()) decide(life, { at: plus(from, index + 1), actor }, issue);
  return open.length;
}

function decide(life: Life, { at, actor }: Moment, issue: Issue): void {
  const { row, random, notes, intake } = life;
  const finding = needsFindings(row.kind) ? findingOf(life) : null;
  issue.finding = finding;
  issue.answer = notes.issueAnswer(intake, finding);
  issue.foundHarm =
    finding === null ? null : finding === "not_upheld" ? 0 : random.int(0, Math.min(4, issue.severity + 1));
  issue.decidedById = actor.row.id;
  issue.decidedAt = at;
  const label = finding && FINDING_LABELS[finding].toLowerCase();
  life.tell(at, actor, {
    type: "issue.decided",
    data: { issueId: issue.id, position: issue.position, finding: label },
  });
}

// Agrees with the line that tells how the case ended, where that line says it.
function findingOf(life: Life): Finding {
  const { random } = life;
  const summary = summaryOf(life);
  if (summary.startsWith("Upheld")) return "upheld";
  if (summary.startsWith("Partly")) return "partly_upheld";
  if (summary.startsWith("Not upheld")) return "not_upheld";
  return random.weighted(["upheld", "partly_upheld", "not_upheld"] as const, (finding) =>
    finding === "upheld" ? 5 : finding === "partly_upheld" ? 3 : 2,
  );
}

function summaryOf(life: Life): string {
  life.outcome ??= life.notes.outcome(life.intake);
  return life.outcome;
}

/** Closes a case with its outcome and lesson; what was not answered yet is answered first. */
export function closeWith(life: Life, { at, actor }: Moment): void {
  const { row, random, data, notes, intake } = life;
  const last = row.answeredAt === null || row.state !== "answered" ? answerAll(life, { at, actor }) : at;
  const closedAt = plus(last, 1);
  const outcome = outcomeOf(life);
  const { hasChanged, text: lesson } = notes.lesson(intake);
  const id = idAt(random, closedAt);
  data.closings.push({
    ...{ id, caseId: row.id, siteId: row.siteId, outcome, summary: summaryOf(life), hasChanged, lesson },
    ...{ openRequestsReason: null, answeredAt: row.answeredAt, closedById: actor.row.id, closedAt },
    ...{ reopenReason: null, reopenedById: null, reopenedAt: null },
  });
  row.state = "closed";
  row.closedAt = closedAt;
  life.touch(closedAt);
  life.tell(closedAt, actor, { type: "case.closed", data: { outcome: OUTCOME_LABELS[outcome], closingId: id } });
}

function outcomeOf(life: Life): CaseOutcome {
  const { row, notes, intake } = life;
  if (!needsFindings(row.kind)) return "answered";
  if (/could not be reached/.test(summaryOf(life)))
    return row.kind === "grievance" ? "reasonable_action" : "unreachable";
  return notes.isContent(intake) ? "satisfied" : "reasonable_action";
}

/** What nobody has decided about an issue yet; most are coded as they are listed. */
export function undecided({ random, intake }: Life) {
  const isUnhappy = intake.kind === "concern" || intake.kind === "complaint" || intake.kind === "grievance";
  const isCoded = isUnhappy && random.chance(0.7);
  return {
    stage: isCoded ? random.pick(STAGES) : null,
    staffGroup: isCoded ? random.pick(STAFF) : null,
    allegedHarm: isCoded ? random.int(0, intake.text.severity + 1) : null,
    ...{ foundHarm: null, finding: null, answer: null, whatChanged: null, decidedById: null, decidedAt: null },
    ...{ voidedAt: null, voidReason: null },
  };
}

const STAGES = ["admission", "examination", "examination", "ward", "ward", "procedure", "discharge", "other"] as const;
const STAFF = [
  "medical",
  "medical",
  "nursing",
  "nursing",
  "allied_health",
  "administrative",
  "administrative",
] as const;
