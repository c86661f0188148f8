import { SEVERITY_LABELS } from "@/lib/case/labels";
import { OUTCOME_LABELS, WAY_LABELS } from "@/lib/contact/labels";
import type { FieldChange } from "@/lib/events/schema";
import type { CaseKind } from "@/lib/platform/generated/enums";
import { answerAll, closeWith, move, undecided } from "./closing";
import { heardBy } from "./contact-writer";
import { changeKind, recordFacts } from "./kinds";
import type { Life } from "./life";
import { type Worker, workersAt } from "./people";
import { idAt } from "./random";
import { askUnit, type PlannedRequest, remindUnit, settleRequest } from "./requests";
import { DAY, HOUR, plus } from "./times";
import type { ContactStage } from "./words/contacts";
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
  | "acknowledge"
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
  investigate: (life, { at }) => move(life, { at, actor: workerOn(life, at) }, "investigate", "investigating"),
  wait: (life, { at }) => move(life, { at, actor: workerOn(life, at) }, "wait", "waiting"),
  resume: (life, { at }) => move(life, { at, actor: workerOn(life, at) }, "resume", "investigating"),
  answer,
  escalate,
  answerEscalation,
  acknowledge: (life, { at }) => addContact(life, at, "acknowledge"),
  noteFirst: (life, { at }) => addNote(life, at, "first"),
  noteWork: (life, { at }) => write(life, at, "work"),
  noteWaiting: (life, { at }) => write(life, at, "waiting"),
  noteEnd: (life, { at }) => write(life, at, "end"),
  askUnit,
  remindUnit,
  settleRequest,
  close: (life, { at }) => closeWith(life, { at, actor: workerOn(life, at) }),
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
  if (was.kind) {
    const by = workerOn(life, at);
    recordFacts(life, at, by);
    changeKind(life, plus(at, 1), by);
    return;
  }
  const { row, intake } = life;
  const changes: FieldChange[] = [];
  if (was.severity)
    changes.push({
      field: "severity",
      before: SEVERITY_LABELS[was.severity],
      after: SEVERITY_LABELS[intake.text.severity],
    });
  if (was.isWithoutUnit) changes.push({ field: "unitId", before: null, after: intake.unit?.name ?? null });
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
  data.issues.push({ id, caseId, siteId, unitId, position: index + 1, ...issue, createdAt: at, ...undecided(life) });
  const { summary, severity } = issue;
  life.tell(at, workerOn(life, at), { type: "issue.added", data: { issueId: id, summary, severity } });
}

function answer(life: Life, { at }: Step): void {
  const told = answerAll(life, { at, actor: workerOn(life, at) });
  addContact(life, plus(told, 1), "answer");
}

// What is written down is as a rule a call or a letter, and else a note.
function write(life: Life, at: Date, stage: Exclude<Stage, "first">): void {
  if (!addContact(life, at, stage)) addNote(life, at, stage);
}

function addContact(life: Life, at: Date, stage: ContactStage): boolean {
  const { row, data, contacts, intake } = life;
  const author = workerOn(life, at);
  const contact = contacts.write({ intake, stage, at, caseId: row.id, authorId: author.row.id });
  if (!contact) return false;
  const { id: contactId, direction, channel, outcome } = contact;
  data.contacts.push(contact);
  row.lastHeardAt = heardBy(contact, row.lastHeardAt);
  life.tell(at, author, {
    type: "contact.logged",
    data: { contactId, direction, channel: WAY_LABELS[channel], outcome: OUTCOME_LABELS[outcome] },
  });
  return true;
}

function addNote(life: Life, at: Date, stage: Stage): void {
  const { row, random, data, notes, intake, owner } = life;
  const isOwners = random.chance(0.85);
  const author = isOwners ? workerOn(life, at) : random.pick(here(life, at, ["associate", "supervisor"]));
  const id = idAt(random, at);
  data.notes.push({
    id,
    caseId: row.id,
    siteId: row.siteId,
    authorId: author.row.id,
    body: owner && owner !== author ? `@${owner.row.name} ${notes.write(intake, stage)}` : notes.write(intake, stage),
    createdAt: at,
    idempotencyKey: idAt(random, at),
  });
  if (owner && owner !== author) mention(life, { noteId: id, at, owner });
  life.tell(at, author, { type: "note.added", data: { noteId: id } });
}

// What an owner was told weeks ago they have seen.
function mention(
  { row, random, data, now }: Life,
  { noteId, at, owner }: { noteId: string; at: Date; owner: Worker },
): void {
  const seenAt = plus(at, random.int(1, 20) * HOUR);
  data.noteMentions.push({
    id: idAt(random, at),
    noteId,
    caseId: row.id,
    siteId: row.siteId,
    personId: owner.row.id,
    createdAt: at,
    seenAt: seenAt < plus(now, -10 * DAY) ? seenAt : null,
  });
}

/** What the matrix has to say of an escalation that a person made before there was one. */
export const ESCALATED_BY_HAND = {
  ...{ level: 1, toRole: null, route: null, ruleId: null, matrixVersion: null, occasion: null, isUrgent: false },
  ...{ answerBy: null, nextCheckAt: null, reminders: 0, previousId: null, runId: null, endedAs: null },
};

function escalate(life: Life, { at }: Step): void {
  const { row, random, data, notes, intake } = life;
  const raiser = workerOn(life, at);
  const to = random.chance(0.55) ? random.pick(here(life, at, ["supervisor", "manager"])) : null;
  const id = idAt(random, at);
  const level = row.severity === 3 ? 2 : 1;
  const answerBy = plus(at, 2 * DAY);
  data.escalations.push({
    id,
    caseId: row.id,
    siteId: row.siteId,
    reason: notes.reason(intake),
    raisedById: raiser.row.id,
    raisedAt: at,
    toPersonId: to?.row.id ?? null,
    // What went unanswered before the demonstration began stands late.
    ...{ ...ESCALATED_BY_HAND, level, answerBy, nextCheckAt: answerBy > life.now ? answerBy : null },
    toldAt: at,
    answer: null,
    answeredById: null,
    answeredAt: null,
  });
  row.escalatedAt = at;
  row.updatedAt = at;
  life.openEscalationId = id;
  life.tell(at, raiser, { type: "escalation.raised", data: { escalationId: id, toName: to?.row.name ?? null, level } });
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
  escalation.nextCheckAt = null;
  row.escalatedAt = null;
  row.updatedAt = at;
  life.openEscalationId = null;
  life.tell(at, answerer, { type: "escalation.answered", data: { escalationId: escalation.id } });
}

export function workerOn(life: Life, at: Date): Worker {
  const { owner, intake, random } = life;
  const worker = owner ?? intake.logger;
  return worker.until === null || at < worker.until ? worker : random.pick(here(life, at, ["associate"]));
}

function here({ staff, intake }: Life, at: Date, roles: Parameters<typeof workersAt>[1]["roles"]): Worker[] {
  return workersAt(staff, { site: intake.site, roles, at });
}
