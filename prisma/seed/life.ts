import { NEVER_DUE } from "@/lib/clock/rules/kept";
import type { HeardEvent } from "@/lib/events/schema";
import type { Case } from "@/lib/platform/generated/client";
import type { Facts } from "@/lib/regulation/schema";
import { whenPrepared } from "./answer-letters";
import type { BillingDesk } from "./billing";
import { prepareAll, undecided } from "./closing";
import type { ContactWriter } from "./contact-writer";
import { LIFE_DEEDS, type Step, workerOn } from "./deeds";
import type { Chronicle } from "./events";
import type { Fate } from "./fates";
import type { Intake } from "./intake";
import { factsOf, packNames, proposeLower, recordFacts, ruleFor } from "./kinds";
import type { NoteWriter } from "./note-writer";
import type { Staff, Worker } from "./people";
import { idAt, type Random } from "./random";
import { withRequests } from "./requests";
import type { DemoData } from "./rows";
import { planSteps } from "./steps";
import { plus } from "./times";

/** A case while its life is told: its row as it stands, and all that a deed needs. */
export type Life = {
  row: Case;
  intake: Intake;
  fate: Fate;
  /** What is known of it, for the rules of its site. */
  facts: Facts;
  random: Random;
  staff: Staff;
  notes: NoteWriter;
  contacts: ContactWriter;
  data: DemoData;
  changesHands: boolean;
  openEscalationId: string | null;
  /** How it ended, once somebody has had to say so. */
  outcome: string | null;
  owner: Worker | null;
  now: Date;
  /** When the last thing about it was told. */
  toldAt: Date;
  tell(at: Date, actor: Worker, event: HeardEvent): void;
  /** Counts a change to what two people may edit at once. */
  touch(at: Date): void;
};

type World = {
  random: Random;
  staff: Staff;
  notes: NoteWriter;
  billing: BillingDesk;
  contacts: ContactWriter;
  data: DemoData;
  chronicle: Chronicle;
  now: Date;
};

/** Lives a case from its logging to where it stands now, leaving its rows and its events. */
export function liveCase(
  world: World,
  { intake, fate, reference }: { intake: Intake; fate: Fate; reference: string },
): void {
  const steps = withRequests(world, { intake, fate, reference }, planSteps(world, intake, fate));
  const life = beginLife(world, { intake, fate, reference, steps });
  const quiet = longestPause(life.row.loggedAt, steps, fate.closedAt ? null : world.now);
  for (const [index, step] of steps.entries()) {
    if (index === quiet.before) world.billing.tell(life, quiet);
    LIFE_DEEDS[step.deed](life, step);
  }
  if (quiet.before === steps.length) world.billing.tell(life, quiet);
  const preparedAt = whenPrepared(life);
  if (preparedAt) prepareAll(life, { at: preparedAt, actor: workerOn(life, preparedAt) });
  const after = life.toldAt;
  proposeLower(life, { after, now: world.now, by: life.owner ?? intake.logger });
  world.data.cases.push(life.row);
}

// When something can be told that takes its time: between two steps, or from the last one to `end` where it is given.
function longestPause(loggedAt: Date, steps: Step[], end: Date | null): { before: number; from: Date; to: Date } {
  const moments = [loggedAt, ...steps.map(({ at }) => at), ...(end ? [end] : [])];
  const pauses = moments.slice(1).map((to, before) => ({ before, from: moments[before] ?? loggedAt, to }));
  if (end) return pauses.at(-1) ?? { before: 0, from: loggedAt, to: end };
  const length = ({ from, to }: { from: Date; to: Date }) => to.getTime() - from.getTime();
  return pauses.reduce((longest, pause) => (length(pause) > length(longest) ? pause : longest), {
    ...{ before: 0, from: loggedAt, to: loggedAt },
  });
}

function beginLife(
  { random, staff, notes, contacts, data, chronicle, now }: World,
  { intake, fate, reference, steps }: { intake: Intake; fate: Fate; reference: string; steps: Step[] },
): Life {
  const facts = factsOf(random.fork(`facts of ${reference}`), intake);
  const isAsLogged = steps.every(({ was }) => was?.kind === undefined);
  const row = loggedRow(random, { intake, reference, steps });
  if (isAsLogged) row.kindRuleId = ruleFor(intake, facts);
  const subject = { noun: "case", id: row.id } as const;
  const life: Life = {
    row,
    intake,
    fate,
    facts,
    random,
    staff,
    notes,
    contacts,
    data,
    changesHands: steps.some(({ deed }) => deed === "reassign"),
    openEscalationId: null,
    outcome: null,
    owner: null,
    now,
    toldAt: row.loggedAt,
    tell: (at, actor, event) => {
      life.toldAt = at;
      chronicle.tell({ subject, siteId: row.siteId, at, actor: actor.row, event });
    },
    touch: (at) => {
      row.version += 1;
      row.updatedAt = at;
    },
  };
  const { reference: named, kind, channel, severity } = row;
  const unit = row.unitId && (intake.unit?.name ?? null);
  life.tell(row.loggedAt, intake.logger, {
    type: "case.logged",
    data: { reference: named, kind, channel, severity, unit },
  });
  addFirstIssue(life);
  if (isAsLogged) recordFacts(life, plus(row.loggedAt, 1), intake.logger);
  return life;
}

/** The places of a text that are filled with the name of somebody of the staff. */
const NAMES_STAFF = /\{(nurse|doctor)/;

// What a later step corrects is logged as it was before the correction.
function loggedRow(
  random: Random,
  { intake, reference, steps }: { intake: Intake; reference: string; steps: Step[] },
): Case {
  const { site, unit, patient, logger, loggedAt, text } = intake;
  const first = steps.find((step) => step.deed === "correct")?.was ?? {};
  return {
    id: idAt(random, loggedAt),
    reference,
    siteId: site.row.id,
    unitId: first.isWithoutUnit ? null : (unit?.row.id ?? null),
    patientId: patient?.row.id ?? null,
    kind: first.kind ?? intake.kind,
    state: "new",
    channel: intake.channel,
    reporterKind: intake.reporterKind,
    reporterName: intake.reporterName,
    reporterContact: intake.reporterContact,
    about: intake.about,
    words: intake.words,
    wanted: intake.wanted,
    severity: first.severity ?? text.severity,
    receivedAt: intake.receivedAt,
    loggedAt,
    loggedById: logger.row.id,
    ownerId: null,
    escalatedAt: null,
    answeredAt: null,
    answeredVia: null,
    toldAt: null,
    lastHeardAt: null,
    closedAt: null,
    updatedAt: loggedAt,
    version: 1,
    idempotencyKey: idAt(random, loggedAt),
    ...packNames(intake),
    kindRuleId: null,
    namesStaff: intake.kind === "compliment" && NAMES_STAFF.test(text.words),
    setAsideRuleIds: [],
    mergedIntoId: null,
    ...{ kindSince: null, nextDueAt: NEVER_DUE, clocksAt: null },
    // The database makes these.
    ...{
      patientKey: "2",
      unitKey: "2",
      ownerKey: "2",
      unheardSince: null,
      isOpen: null,
      language: null,
      waitingFor: null,
    },
  };
}

function addFirstIssue(life: Life): void {
  const { row, intake, random, data } = life;
  const [issue] = intake.issues;
  if (!issue) return;
  const { id: caseId, siteId, loggedAt: createdAt } = row;
  const unitId = intake.unit?.row.id ?? null;
  data.issues.push({
    id: idAt(random, createdAt),
    caseId,
    siteId,
    unitId,
    position: 1,
    ...issue,
    createdAt,
    ...undecided(life),
  });
}
