import { hasHeardFromUs, laterOf } from "@/lib/contact/rules/heard";
import type { Contact } from "@/lib/platform/generated/client";
import { InterpreterMode } from "@/lib/platform/generated/enums";
import type { Intake } from "./intake";
import { fits, meaningsOf } from "./note-writer";
import type { Staff } from "./people";
import { idAt, type Random } from "./random";
import { MINUTE, plus } from "./times";
import { CONTACTS, type ContactStage, type ContactText } from "./words/contacts";
import { fillSlots } from "./words/fill";

/** How often something written in a stage is a contact and not a note. */
const SHARES: Record<ContactStage, number> = { acknowledge: 1, work: 0.5, waiting: 0.65, answer: 0.9, end: 0.6 };
const SPOKEN = ["phone", "in_person"];
const CHECKS = [
  "Consent form on file",
  "Named on the care record as next of kin, with the patient's agreement",
  "The patient said so on the phone, two identifiers checked",
  "Lasting power of attorney, copy on file",
];

export type ContactWriter = {
  /** What took place with the patient, or with whoever speaks for them, and was written down at `at`; null where a note fits better. */
  write(given: { intake: Intake; stage: ContactStage; at: Date; caseId: string; authorId: string }): Contact | null;
};

export function openContactWriter(random: Random, staff: Staff): ContactWriter {
  const uses = new Map<ContactText, number>();
  return {
    write({ intake, stage, at, caseId, authorId }) {
      const who = whoOf(random, intake);
      if (!who || !random.chance(SHARES[stage])) return null;
      const fitting = CONTACTS.filter((text) => text.stage === stage && fits(text, intake));
      if (fitting.length === 0) return null;
      const text = random.weighted(fitting, (each) => likelihood(each) / (1 + (uses.get(each) ?? 0)));
      uses.set(text, (uses.get(text) ?? 0) + 1);
      const isSpoken = SPOKEN.includes(text.channel) && text.outcome === "reached";
      const minutes = isSpoken ? random.int(4, 38) : null;
      const began = plus(at, -((minutes ?? 0) + random.int(1, 12)) * MINUTE);
      const took = began > intake.loggedAt ? began : at;
      return {
        id: idAt(random, at),
        caseId,
        siteId: intake.site.row.id,
        ...{ direction: text.direction, channel: text.channel, outcome: text.outcome },
        at: took,
        minutes,
        ...who,
        summary: text.body && fillSlots(text.body, meaningsOf(random, staff, intake), random),
        isAcknowledgement: text.stage === "acknowledge" && text.outcome === "sent",
        ...interpreterOf(random, {
          intake,
          at: took,
          minutes,
          isPatient: who.party === "patient",
          isLate: took === at,
        }),
        authorId,
        createdAt: at,
        voidedAt: null,
        voidReason: null,
        voidedById: null,
        idempotencyKey: idAt(random, at),
      };
    },
  };
}

// Most first calls and letters arrive, sooner or later on the same day.
function likelihood({ stage, outcome }: ContactText): number {
  return stage === "acknowledge" && (outcome === "reached" || outcome === "sent") ? 30 : 1;
}

/** The later of what was known and this contact, if the patient heard from us by it. */
export function heardBy(contact: Contact, before: Date | null): Date | null {
  if (!hasHeardFromUs(contact)) return before;
  return laterOf(before, contact.at);
}

type Who = Pick<Contact, "party" | "otherName" | "otherRelation" | "mayBeTold" | "checkedHow">;

// Somebody who stays anonymous cannot be reached; a colleague who told us is no contact of the patient's.
function whoOf(random: Random, { patient, reporterKind, reporterName, reporter }: Intake): Who | null {
  const isPatient = reporterKind === "patient" ? patient !== null || reporterName !== null : patient === null;
  if (reporterKind === "anonymous" || reporterKind === "staff") return null;
  if (isPatient) {
    return { party: "patient", otherName: null, otherRelation: null, mayBeTold: "yes", checkedHow: null };
  }
  if (reporterName === null) return null;
  const mayBeTold = random.weighted(
    ["yes", "not_checked", "no"] as const,
    (each) => ({ yes: 14, not_checked: 2, no: 1 })[each],
  );
  return {
    party: "other",
    otherName: reporterName.replace(/ \(.*\)$/u, ""),
    otherRelation: reporter.replace(/^the /u, ""),
    mayBeTold,
    checkedHow: mayBeTold === "yes" ? random.pick(CHECKS) : null,
  };
}

type Interpreted = { intake: Intake; at: Date; minutes: number | null; isPatient: boolean; isLate: boolean };

function interpreterOf(random: Random, { intake, at, minutes, isPatient, isLate }: Interpreted) {
  const row = intake.patient?.row;
  const isNeeded = isPatient && row?.needsInterpreter && row.language && minutes !== null;
  const mode = random.pick([
    InterpreterMode.phone,
    InterpreterMode.phone,
    InterpreterMode.video,
    InterpreterMode.in_person,
  ]);
  return {
    interpreterLanguage: isNeeded ? row.language : null,
    interpreterMode: isNeeded ? mode : null,
    interpreterNumber: isNeeded ? `Interpreter ${random.int(1200, 8900)}` : null,
    interpreterStartedAt: isNeeded && !isLate ? plus(at, MINUTE) : null,
    interpreterEndedAt: isNeeded && !isLate ? plus(at, Math.max(2, minutes) * MINUTE) : null,
  };
}
