import type { HeardEvent } from "@/lib/events/schema";
import type { Case } from "@/lib/platform/generated/client";
import { LIFE_DEEDS, type Step } from "./deeds";
import type { Chronicle } from "./events";
import type { Fate } from "./fates";
import type { Intake } from "./intake";
import type { NoteWriter } from "./note-writer";
import type { Staff, Worker } from "./people";
import { idAt, type Random } from "./random";
import { withRequests } from "./requests";
import type { DemoData } from "./rows";
import { planSteps } from "./steps";

/** A case while its life is told: its row as it stands, and all that a deed needs. */
export type Life = {
  row: Case;
  intake: Intake;
  fate: Fate;
  random: Random;
  staff: Staff;
  notes: NoteWriter;
  data: DemoData;
  changesHands: boolean;
  openEscalationId: string | null;
  owner: Worker | null;
  tell(at: Date, actor: Worker, event: HeardEvent): void;
  /** Counts a change to what two people may edit at once. */
  touch(at: Date): void;
};

type World = { random: Random; staff: Staff; notes: NoteWriter; data: DemoData; chronicle: Chronicle; now: Date };

/** Lives a case from its logging to where it stands now, leaving its rows and its events. */
export function liveCase(
  world: World,
  { intake, fate, reference }: { intake: Intake; fate: Fate; reference: string },
): void {
  const steps = withRequests(world, { intake, fate, reference }, planSteps(world, intake, fate));
  const life = beginLife(world, { intake, fate, reference, steps });
  for (const step of steps) LIFE_DEEDS[step.deed](life, step);
  world.data.cases.push(life.row);
}

function beginLife(
  { random, staff, notes, data, chronicle }: World,
  { intake, fate, reference, steps }: { intake: Intake; fate: Fate; reference: string; steps: Step[] },
): Life {
  const row = loggedRow(random, { intake, reference, steps });
  const subject = { noun: "case", id: row.id } as const;
  const life: Life = {
    row,
    intake,
    fate,
    random,
    staff,
    notes,
    data,
    changesHands: steps.some(({ deed }) => deed === "reassign"),
    openEscalationId: null,
    owner: null,
    tell: (at, actor, event) => chronicle.tell({ subject, siteId: row.siteId, at, actor: actor.row, event }),
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
  return life;
}

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
    closedAt: null,
    updatedAt: loggedAt,
    version: 1,
    idempotencyKey: idAt(random, loggedAt),
  };
}

function addFirstIssue({ row, intake, random, data }: Life): void {
  const [issue] = intake.issues;
  if (!issue) return;
  const { id: caseId, siteId, loggedAt: createdAt } = row;
  const unitId = intake.unit?.row.id ?? null;
  data.issues.push({ id: idAt(random, createdAt), caseId, siteId, unitId, position: 1, ...issue, createdAt });
}
