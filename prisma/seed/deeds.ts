import { KIND_LABELS, SEVERITY_LABELS, STATE_LABELS } from "@/lib/case/labels";
import type { FieldChange } from "@/lib/events/schema";
import type { CaseKind, CaseState } from "@/lib/platform/generated/enums";
import type { Life } from "./life";
import { type Worker, workersAt } from "./people";
import { idAt } from "./random";
import { askUnit, type PlannedRequest, remindUnit, settleRequest } from "./requests";
import { plus } from "./times";
import type { Stage } from "./words/notes";
import type { Severity } from "./words/text";

/** What a case was logged as before somebody corrected it. */
export type Was = { kind?: CaseKind; severity?: Severity; isWithoutUnit?: boolean };
export type Deed =
  | "assign"
  | "reassign"
  | "correct"
  | "addIssue"
  | "investigate"
  | "wait"
  | "resume"
  | "answer"
  | "escalate"
  | "answerEscalation"
  | "noteFirst"
  | "noteWork"
  | "noteWaiting"
  | "noteEnd"
  | "askUnit"
  | "remindUnit"
  | "settleRequest"
  | "close";
export type Step = { deed: Deed; at: Date; was?: Was; issue?: number; request?: PlannedRequest };

/** Each thing that can be done on a case: it changes the row, adds rows, and says so in the case's chain. */
export const LIFE_DEEDS: Record<Deed, (life: Life, step: Step) => void> = {
  assign,
  reassign,
  correct,
  addIssue,
  investigate: (life, { at }) => enter(life, at, "investigating"),
  wait: (life, { at }) => enter(life, at, "waiting"),
  resume: (life, { at }) => enter(life, at, "investigating"),
  answer: (life, { at }) => enter(life, at, "answered"),
  escalate,
  answerEscalation,
  noteFirst: (life, { at }) => addNote(life, at, "first"),
  noteWork: (life, { at }) => addNote(life, at, "work"),
  noteWaiting: (life, { at }) => addNote(life, at, "waiting"),
  noteEnd: (life, { at }) => addNote(life, at, "end"),
  askUnit,
  remindUnit,
  settleRequest,
  close,
};

// Whoever has it in the end; a case that is going to change hands starts with somebody else.
function assign(life: Life, { at }: Step): void {
  const { random, fate, changesHands } = life;
  const others = here(life, at, ["associate"]).filter((worker) => worker !== fate.owner);
  const owner = fate.owner && !changesHands ? fate.owner : random.pick(others);
  const actor = random.chance(0.55) ? owner : random.pick(here(life, at, ["supervisor"]));
  give(life, { at, actor, owner });
  life.row.state = "triaged";
  life.tell(plus(at, 1), actor, { type: "case.triaged", data: {} });
}

function reassign(life: Life, { at }: Step): void {
  const { random, fate } = life;
  if (fate.owner) give(life, { at, actor: random.pick(here(life, at, ["supervisor"])), owner: fate.owner });
}

function give(life: Life, { at, actor, owner }: { at: Date; actor: Worker; owner: Worker }): void {
  const before = life.owner;
  life.owner = owner;
  life.row.ownerId = owner.row.id;
  life.touch(at);
  const from = { fromId: before?.row.id ?? null, fromName: before?.row.name ?? null };
  life.tell(at, actor, { type: "case.assigned", data: { ...from, toId: owner.row.id, toName: owner.row.name } });
}

function correct(life: Life, { at, was = {} }: Step): void {
  const { row, intake } = life;
  const changes: FieldChange[] = [];
  if (was.kind) changes.push({ field: "kind", before: KIND_LABELS[was.kind], after: KIND_LABELS[intake.kind] });
  if (was.severity)
    changes.push({
      field: "severity",
      before: SEVERITY_LABELS[was.severity],
      after: SEVERITY_LABELS[intake.text.severity],
    });
  if (was.isWithoutUnit) changes.push({ field: "unitId", before: null, after: intake.unit?.name ?? null });
  row.kind = intake.kind;
  row.severity = intake.text.severity;
  row.unitId = intake.unit?.row.id ?? null;
  life.touch(at);
  life.tell(at, workerOn(life, at), { type: "case.changed", data: { changes } });
}

function addIssue(life: Life, { at, issue: index = 1 }: Step): void {
  const { row, intake, random, data } = life;
  const issue = intake.issues[index];
  if (!issue) return;
  const id = idAt(random, at);
  const { id: caseId, siteId, unitId } = row;
  data.issues.push({ id, caseId, siteId, unitId, position: index + 1, ...issue, createdAt: at });
  const { summary, severity } = issue;
  life.tell(at, workerOn(life, at), { type: "issue.added", data: { issueId: id, summary, severity } });
}

function enter(life: Life, at: Date, state: CaseState): void {
  const changes = [{ field: "state", before: STATE_LABELS[life.row.state], after: STATE_LABELS[state] }];
  life.row.state = state;
  life.touch(at);
  life.tell(at, workerOn(life, at), { type: "case.changed", data: { changes } });
}

function addNote(life: Life, at: Date, stage: Stage): void {
  const { row, random, data, notes, intake } = life;
  const isOwners = random.chance(0.85);
  const author = isOwners ? workerOn(life, at) : random.pick(here(life, at, ["associate", "supervisor"]));
  const id = idAt(random, at);
  data.notes.push({
    id,
    caseId: row.id,
    siteId: row.siteId,
    authorId: author.row.id,
    body: notes.write(intake, stage),
    createdAt: at,
    idempotencyKey: idAt(random, at),
  });
  life.tell(at, author, { type: "note.added", data: { noteId: id } });
}

function escalate(life: Life, { at }: Step): void {
  const { row, random, data, notes, intake } = life;
  const raiser = workerOn(life, at);
  const to = random.chance(0.55) ? random.pick(here(life, at, ["supervisor", "manager"])) : null;
  const id = idAt(random, at);
  data.escalations.push({
    id,
    caseId: row.id,
    siteId: row.siteId,
    reason: notes.reason(intake),
    raisedById: raiser.row.id,
    raisedAt: at,
    toPersonId: to?.row.id ?? null,
    answer: null,
    answeredById: null,
    answeredAt: null,
  });
  row.escalatedAt = at;
  row.updatedAt = at;
  life.openEscalationId = id;
  life.tell(at, raiser, { type: "escalation.raised", data: { escalationId: id, toName: to?.row.name ?? null } });
}

function answerEscalation(life: Life, { at }: Step): void {
  const { row, random, data, notes, intake } = life;
  const escalation = data.escalations.findLast(({ id }) => id === life.openEscalationId);
  if (!escalation) return;
  const able = here(life, at, ["supervisor", "manager"]);
  const answerer = able.find((worker) => worker.row.id === escalation.toPersonId) ?? random.pick(able);
  escalation.answer = notes.answer(intake);
  escalation.answeredById = answerer.row.id;
  escalation.answeredAt = at;
  row.escalatedAt = null;
  row.updatedAt = at;
  life.openEscalationId = null;
  life.tell(at, answerer, { type: "escalation.answered", data: { escalationId: escalation.id } });
}

function close(life: Life, { at }: Step): void {
  const { row, notes, intake, random } = life;
  row.state = "closed";
  row.closedAt = at;
  life.touch(at);
  const outcome = random.chance(0.9) ? notes.outcome(intake) : null;
  life.tell(at, workerOn(life, at), { type: "case.closed", data: { outcome } });
}

function workerOn(life: Life, at: Date): Worker {
  const { owner, intake, random } = life;
  const worker = owner ?? intake.logger;
  return worker.until === null || at < worker.until ? worker : random.pick(here(life, at, ["associate"]));
}

function here({ staff, intake }: Life, at: Date, roles: Parameters<typeof workersAt>[1]["roles"]): Worker[] {
  return workersAt(staff, { site: intake.site, roles, at });
}
