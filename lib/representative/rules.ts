import { formatDay, yearsBetween } from "@/lib/shared/dates";
import { BASIS_LABELS } from "./labels";
import type { AuthorityBasis } from "./schema";
import type { Representative, Represented } from "./types";

export type MayBeTold = {
  answer: "yes" | "no" | "expired";
  sentence: string;
  /** The ground of the answer, where there is one on record. */
  basis: AuthorityBasis | null;
  /** Something to check that changes no answer by itself. */
  note: string | null;
};

type Question = {
  /** As they were named when the case was logged: "Jo Price (daughter)". */
  person: string;
  /** Null: about the patient in general. */
  caseId: string | null;
  /** Today in the zone of the patient's site. */
  day: string;
  patient: Represented;
};

/** 18 in most places, but not in all (19 in Alabama and Nebraska, 16 in Scotland), so it only ever makes a note. */
const USUAL_AGE_OF_MAJORITY = 18;
const EXPIRES_SOON_DAYS = 30;

/**
 * Whether somebody may be told about a patient's case (45 CFR 164.510(b) and 164.502(g)): only on an authority that is on record, was
 * seen, and holds on the day; the last day counts. Of several records of one person the one that allows most decides.
 */
export function mayBeTold(representatives: Representative[], question: Question): MayBeTold {
  const named = representatives.filter(({ name }) => isSameName(name, question.person));
  const answers = named.map((one) => judge(one, question));
  const best = ORDER.flatMap((answer) => answers.find((one) => one.answer === answer) ?? [])[0];
  if (best) return best;
  const who = bareName(question.person);
  const sentence = who
    ? `No authority on record for ${who}: do not disclose before it is checked.`
    : sentenceForUnnamed(representatives, question);
  return { answer: "no", sentence, basis: null, note: null };
}

// Whoever gave no name may be one of those on record: to be asked, never to be taken for granted.
function sentenceForUnnamed(representatives: Representative[], question: Question): string {
  const told = representatives
    .filter((one) => judge(one, question).answer === "yes")
    .flatMap(({ name }) => name.trim() || []);
  if (told.length === 0) return "No authority on record for whoever speaks: do not disclose before it is checked.";
  const names = new Intl.ListFormat("en", { type: "disjunction" }).format(new Set(told));
  return `Whoever spoke gave no name. ${names} may be told: ask whether it is they before you disclose.`;
}

const ORDER = ["yes", "expired", "no"] as const;

type Standing = "holds" | "ends_soon" | "expired" | "not_yet" | "not_seen" | "ended" | "out_of_place";

/** How one authority stands on a day, whatever is asked about: for the chips of a list. */
export function standingOf(one: Representative, { day, patient }: Pick<Question, "day" | "patient">): Standing {
  if (one.ended) return "ended";
  if (one.expiresOn !== null && one.expiresOn < day) return "expired";
  if (one.startsOn !== null && one.startsOn > day) return "not_yet";
  if (refusalByDeath(one, patient)) return "out_of_place";
  if (one.basis !== "parent_of_minor" && one.seenOn === null) return "not_seen";
  return one.expiresOn !== null && daysBetween(day, one.expiresOn) <= EXPIRES_SOON_DAYS ? "ends_soon" : "holds";
}

function judge(one: Representative, { caseId, day, patient }: Question): MayBeTold {
  const { name, basis } = one;
  const ground = BASIS_LABELS[basis];
  const no = (sentence: string): MayBeTold => ({ answer: "no", sentence, basis, note: null });
  const standing = standingOf(one, { day, patient });
  switch (standing) {
    case "ended":
      return no(`The authority of ${name} was ended: do not disclose.`);
    case "expired":
      return {
        answer: "expired",
        sentence: `The authority of ${name} (${ground.toLowerCase()}) ran out on ${inWords(one.expiresOn)}: renew it before you disclose.`,
        basis,
        note: null,
      };
    case "not_yet":
      return no(`The authority of ${name} begins on ${inWords(one.startsOn)}: do not disclose before.`);
    case "out_of_place":
      return no(refusalByDeath(one, patient) ?? "");
    case "not_seen":
      return no(
        `${name} names an authority (${ground.toLowerCase()}) that nobody has seen: do not disclose before it is checked.`,
      );
    case "holds":
    case "ends_soon":
      break;
    default:
      return standing satisfies never;
  }
  if (one.extent === "this_case" && one.case?.id !== caseId) {
    return no(`${name} may be told about another case only: do not disclose before it is checked.`);
  }
  const until = one.expiresOn === null ? "" : `, until ${inWords(one.expiresOn)}`;
  return {
    answer: "yes",
    sentence: `${name} may be told ${extentWords(one)}${until}. ${ground}.`,
    basis,
    note: noteOnAge(one, { day, patient }),
  };
}

// Consent, guardianship and a power of attorney end with the patient; the executor then stands in their place (164.502(g)(4)).
function refusalByDeath({ basis, name }: Representative, { isDeceased }: Represented): string | null {
  if (isDeceased && basis !== "executor") {
    return `The patient has died, and the authority of ${name} may have ended with it: check who speaks for the estate before you disclose.`;
  }
  if (!isDeceased && basis === "executor") {
    return `${name} is on record as executor, but the patient is not recorded as deceased: check before you disclose.`;
  }
  return null;
}

/** "everything about the patient", "about this case only", or what was agreed. */
export function extentWords({ extent, case: about, agreed }: Representative): string {
  switch (extent) {
    case "everything":
      return "everything about the patient";
    case "this_case":
      return about?.reference ? `about ${about.reference} only` : "about one case only";
    case "as_agreed":
      return `what was agreed: ${(agreed ?? "nothing yet").replace(/[.]\s*$/u, "")}`;
    default:
      return extent satisfies never;
  }
}

/** What must be checked once a child has probably come of age, or null. */
export function noteOnAge(
  { basis }: Representative,
  { day, patient }: Pick<Question, "day" | "patient">,
): string | null {
  if (basis !== "parent_of_minor") return null;
  if (patient.bornOn === null) return "The date of birth is not known: check that the patient is a minor.";
  const age = yearsBetween(new Date(patient.bornOn), new Date(day));
  if (age < USUAL_AGE_OF_MAJORITY) return null;
  return `The patient is ${age}. A parent's authority usually ends at ${USUAL_AGE_OF_MAJORITY}; the age differs by place and is not confirmed for this site.`;
}

/** Whether two names are one, but for case, accents, spacing and what stands in brackets after it. */
export function isSameName(one: string, other: string): boolean {
  const folded = fold(one);
  return folded !== "" && folded === fold(other);
}

/** "Jo Price" of "Jo Price (daughter)". */
function bareName(name: string): string {
  return name.replace(/\s*\([^()]*\)\s*$/u, "").trim() || name;
}

type Spoke = { reporterName: string | null; reporterContact: string | null };

/** What is known of who spoke, as the form for a representative holds it. */
export function fieldsFromReporter({ reporterName, reporterContact }: Spoke): Record<string, string> {
  const name = reporterName ?? "";
  const contact = reporterContact ?? "";
  const relation = /\(([^()]*)\)\s*$/u.exec(name)?.[1] ?? "";
  return {
    name: bareName(name),
    relation: relation.slice(0, 60),
    [contact.includes("@") ? "email" : "phone"]: contact,
  };
}

function fold(name: string): string {
  return bareName(name)
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .replace(/[\s\p{Pd}]+/gu, " ")
    .trim()
    .toLowerCase();
}

function inWords(day: string | null): string {
  return day === null ? "a day not known" : formatDay(new Date(day));
}

function daysBetween(from: string, to: string): number {
  return Math.round((new Date(to).getTime() - new Date(from).getTime()) / 86_400_000);
}
