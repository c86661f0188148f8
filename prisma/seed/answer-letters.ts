import { createHash } from "node:crypto";
import { STATE_LABELS } from "@/lib/case/labels";
import { OUTCOME_LABELS, WAY_LABELS } from "@/lib/contact/labels";
import { LETTER_KIND_LABELS, LETTER_WAY_LABELS } from "@/lib/letter/labels";
import { type ComposeFacts, composeLetter } from "@/lib/letter/rules/compose";
import { letterNeededFor } from "@/lib/letter/rules/demands";
import { headOf } from "@/lib/letter/rules/site-head";
import { STARTERS } from "@/lib/letter/rules/starters";
import type { LetterState } from "@/lib/letter/schema";
import type { Letter } from "@/lib/platform/generated/client";
import type { CaseKind } from "@/lib/platform/generated/enums";
import { packOf } from "@/lib/regulation/rules";
import { factsForLetter, keptOf, personOf } from "./letter-facts";
import type { Life } from "./life";
import { type Worker, workersAt } from "./people";
import { idAt, type Random } from "./random";
import { DAY, dateIn, HOUR, plus } from "./times";

type Moment = { at: Date; actor: Worker };
type Hand = Exclude<LetterState, "sent" | "void">;

/** What becomes of the letters of cases that are about to be answered. */
const IN_HAND: readonly Hand[] = ["approved", "returned", "for_approval", "for_approval"];
/** Complaints are often answered by letter too, where nothing asks for one. */
const WRITTEN_TO: readonly CaseKind[] = ["complaint", "grievance"];
const READ = "We read what you told us, and what the unit had written down.";
const WHAT_TO_MEND = "Please say more plainly what we will do so that it does not happen again, and who sees to it.";

/** Whether the pack of a case asks for a letter before it is answered. */
export function needsLetter({ row }: Life): boolean {
  const need = letterNeededFor(packOf(row), row.kind, "answered");
  return need !== null && row.reporterKind !== "anonymous";
}

/** When the answer to a case that is looked into is prepared, where it is by now; null where it is not that far. */
export function whenPrepared(life: Life): Date | null {
  const { row, data, now, toldAt } = life;
  const isWrittenTo = WRITTEN_TO.includes(row.kind) && row.reporterKind !== "anonymous";
  const isFree = row.state === "investigating" && row.escalatedAt === null && isWrittenTo;
  const quiet = now.getTime() - toldAt.getTime();
  if (!isFree || quiet < 4 * HOUR || handOf(life) === undefined) return null;
  if (data.requests.some(({ caseId, state }) => caseId === row.id && state === "open")) return null;
  return plus(toldAt, quiet * 0.5);
}

/** What becomes of the next letter that does not go out; undefined once there are enough. */
function handOf({ data }: Life): Hand | undefined {
  return IN_HAND[data.letters.filter(({ state }) => state !== "sent").length];
}

/** How long before they are told the issues are decided, so that the letter can be written and approved. */
export function leadOf({ row, toldAt, random }: Life, at: Date): number {
  const share = 0.3 + 0.4 * random.fork(`lead of ${row.reference}`).next();
  return Math.max(0, Math.min(3 * DAY, (at.getTime() - toldAt.getTime()) * share));
}

/** Writes the letter with the answer after the last decision, has it approved, and sends it at the moment. */
export function sendAnswer(life: Life, { at, actor }: Moment): void {
  const { random, by, from } = deskOf(life, { at, actor });
  const step = (share: number) => plus(from, (at.getTime() - from.getTime()) * share);
  const begun = beginLetter(life, { at: step(0.15), actor }, random);
  const asked = submit(life, { at: step(0.4), actor }, begun);
  const approved = approve(life, { at: step(0.85), actor: by }, asked);
  life.data.letters.push({ ...approved.letter, state: "sent" });
  keepSending(life, { at: plus(at, -2), actor, by }, approved.letter);
}

/** Writes the letter, which has not gone out yet: it is drafted, waits for approval, was returned, or is approved. */
export function prepareAnswer(life: Life, { at, actor }: Moment): void {
  const { random, by, from } = deskOf(life, { at, actor });
  const step = (share: number) => plus(from, (at.getTime() - from.getTime()) * share);
  const hand = handOf(life) ?? "draft";
  const before = STATE_LABELS[life.row.state];
  life.row.state = "response_drafted";
  life.touch(step(0.1));
  const data = { event: "draft_response" as const, from: before, to: STATE_LABELS.response_drafted };
  life.tell(step(0.1), actor, { type: "case.moved", data });
  let { letter, ...rest } = beginLetter(life, { at: step(0.15), actor }, random);
  if (hand !== "draft") ({ letter, ...rest } = submit(life, { at: step(0.4), actor }, { letter, ...rest }));
  if (hand === "approved") ({ letter } = approve(life, { at: step(0.85), actor: by }, { letter, ...rest }));
  if (hand === "returned") ({ letter } = sendBack(life, { at: step(0.85), actor: by }, { letter, ...rest }));
  life.data.letters.push(letter);
}

function deskOf(life: Life, { at, actor }: Moment) {
  const { row, staff, intake, toldAt, random: world } = life;
  const random = world.fork(`letter of ${row.reference}`);
  const roles = row.severity === 3 ? (["manager"] as const) : (["supervisor", "manager"] as const);
  const able = workersAt(staff, { site: intake.site, roles: [...roles], at }).filter((worker) => worker !== actor);
  const by = able.length > 0 ? random.pick(able) : random.pick(staff.workers.filter((worker) => worker !== actor));
  return { random, by, from: toldAt };
}

type Begun = { letter: Letter; facts: ComposeFacts; random: Random };

function beginLetter(life: Life, { at, actor }: Moment, random: Random): Begun {
  const { row, intake, data } = life;
  const patient = intake.patient?.row.name ?? "";
  const facts = factsForLetter({ site: intake.site, data }, { row, owner: actor.row, patient, at });
  const body = facts.outsideBodies.length > 0 ? STARTERS.en.resolution : withoutBodies(STARTERS.en.resolution);
  // What is said in every letter, also where nobody outside the office was asked.
  const steps = [READ, ...facts.steps];
  const text = composeLetter(body, { ...facts, steps }, "en");
  const { id: caseId, siteId } = row;
  const id = idAt(random, at);
  life.tell(at, actor, { type: "letter.begun", data: { letterId: id, kind: LETTER_KIND_LABELS.resolution } });
  data.letterVersions.push({ id: idAt(random, at), letterId: id, siteId, number: 1, text, authorId: actor.row.id, at });
  const letter: Letter = {
    ...{ id, caseId, siteId, kind: "resolution", language: "en", state: "draft", text, version: 1 },
    ...{ template: "Answer, English, version 1", templateVersionId: null },
    ...{ savedById: actor.row.id, savedAt: at, authorId: actor.row.id, createdAt: at },
    ...{ submittedById: null, submittedAt: null, submittedFacts: null, lookedVersion: null },
    ...{ decidedById: null, decidedAt: null, decidedFacts: null, voidReason: null, voidedById: null, voidedAt: null },
    idempotencyKey: idAt(random, at),
  };
  return { letter, facts, random };
}

function withoutBodies(body: string): string {
  const [before = "", after = ""] = body.split(/# If you do not agree[\s\S]*\{\{outside_bodies\}\}\n\n/u);
  return before + after;
}

function submit(life: Life, { at, actor }: Moment, { letter, facts, random }: Begun): Begun {
  tell(life, { at, actor }, "letter.submitted", letter);
  const asked = { submittedById: actor.row.id, submittedAt: at, submittedFacts: {} };
  return { letter: { ...letter, state: "for_approval", ...asked }, facts, random };
}

function approve(life: Life, { at, actor }: Moment, { letter, facts, random }: Begun): Begun {
  tell(life, { at, actor }, "letter.approved", letter);
  const decided = { decidedById: actor.row.id, decidedAt: at, decidedFacts: keptOf(facts), lookedVersion: 1 };
  return { letter: { ...letter, state: "approved", ...decided }, facts, random };
}

function sendBack(life: Life, { at, actor }: Moment, { letter, facts, random }: Begun): Begun {
  const commentId = idAt(random, at);
  const { id: letterId, siteId } = letter;
  life.data.letterComments.push({
    ...{ id: commentId, letterId, siteId, quote: null, body: WHAT_TO_MEND, authorId: actor.row.id, at },
    ...{ resolvedById: null, resolvedAt: null },
  });
  const kind = LETTER_KIND_LABELS[letter.kind];
  life.tell(at, actor, { type: "letter.returned", data: { letterId, commentId, kind } });
  const decided = { decidedById: actor.row.id, decidedAt: at, lookedVersion: 1 };
  return { letter: { ...letter, state: "returned", ...decided }, facts, random };
}

function tell(life: Life, { at, actor }: Moment, type: "letter.submitted" | "letter.approved", letter: Letter): void {
  life.tell(at, actor, { type, data: { letterId: letter.id, kind: LETTER_KIND_LABELS[letter.kind] } });
  life.row.updatedAt = at;
}

/** The letter as it went out by post, and the contact that stands for it. */
function keepSending(life: Life, { at, actor, by }: Moment & { by: Worker }, letter: Letter): void {
  const { row, data, intake, random: world } = life;
  const random = world.fork(`sending of ${row.reference}`);
  const { id: letterId, caseId, siteId, text, authorId } = letter;
  const [contactId, sendingId] = [idAt(random, at), idAt(random, at)];
  const named = { kind: LETTER_KIND_LABELS.resolution, way: LETTER_WAY_LABELS.post };
  const patient = intake.patient?.row;
  const isPatient = row.reporterKind === "patient" || row.reporterName === null;
  const addressee = (isPatient ? patient?.name : null) ?? personOf(row.reporterName);
  data.contacts.push({
    ...{ id: contactId, caseId, siteId, direction: "outgoing", channel: "letter", outcome: "sent", at, minutes: null },
    ...(isPatient
      ? { party: "patient", otherName: null, otherRelation: null, mayBeTold: "yes", checkedHow: null }
      : {
          party: "other",
          otherName: personOf(row.reporterName),
          otherRelation: null,
          mayBeTold: "yes",
          checkedHow: CHECKED,
        }),
    ...{ summary: `${named.kind}: ${named.way.toLowerCase()}.`, isAcknowledgement: false },
    ...{ interpreterLanguage: null, interpreterMode: null, interpreterNumber: null },
    ...{ interpreterStartedAt: null, interpreterEndedAt: null, authorId: actor.row.id, createdAt: at },
    ...{ voidedAt: null, voidReason: null, voidedById: null, idempotencyKey: idAt(random, at) },
  });
  data.letterSendings.push({
    ...{ id: sendingId, letterId, caseId, siteId, contactId, text, findings: [], authorId, approverId: by.row.id },
    digest: createHash("sha256").update(text).digest("hex"),
    ...{ way: "post", toldVia: null, sentOn: dateIn(at, intake.site.plan.timeZone), note: null },
    addressLines: [addressee ?? "", ...(isPatient ? (patient?.address ?? "").split("\n") : [])].filter(Boolean),
    ...{ proof: `Franking list, ${random.int(1, 60)}`, sentById: actor.row.id, at },
    letterhead: headOf(intake.site.row),
    ...{ mailedTo: null, returnedOn: null, returnedReason: null, returnedById: null, returnedAt: null },
  });
  const contact = { direction: "outgoing", channel: WAY_LABELS.letter, outcome: OUTCOME_LABELS.sent } as const;
  life.tell(at, actor, { type: "contact.logged", data: { contactId, ...contact } });
  life.tell(plus(at, 1), actor, { type: "letter.sent", data: { letterId, sendingId, ...named } });
}

const CHECKED = "Consent form on file";
