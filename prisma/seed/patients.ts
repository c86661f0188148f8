import { contactDetails } from "./contact-details";
import type { Actor, Chronicle } from "./events";
import { asNaming, type Naming, nameSomebody, preferredName, type Wish } from "./naming";
import type { DemoSite } from "./places";
import { idAt, type Random } from "./random";
import type { PatientRow } from "./rows";
import { DAY, dayOf, MINUTE, plus } from "./times";
import { CONTACT_NOTES, INTERPRETER_NOTES, LONG_NAMES } from "./words/names";
import type { AgeBand } from "./words/text";

/** A patient and what their row does not say. */
export type DemoPatient = { row: PatientRow; sex: "f" | "m"; age: AgeBand; family: string; lastSeenAt: Date };

/** Somebody who was registered twice. */
export type Twin = { twin: DemoPatient; of: DemoPatient };

type Registration = { site: DemoSite; by: Actor; at: Date; wish: Wish };

/** Registers patients one by one, as cases bring them. */
export type Registry = {
  /** Somebody already known who fits, or a new patient. */
  find(registration: Registration): DemoPatient;
  register(registration: Registration): DemoPatient;
  known(site: DemoSite): DemoPatient[];
};

const YEAR = 365.25 * DAY;
const AGES: Record<AgeBand, [min: number, max: number]> = {
  baby: [0.05, 0.9],
  child: [2, 11],
  teen: [13, 17],
  young: [19, 42],
  adult: [20, 73],
  grown: [52, 74],
  old: [75, 94],
};
const GROWN_UP: readonly AgeBand[] = ["young", "adult", "grown", "old"];
const REUSE = 0.47;

export function openRegistry(random: Random): Registry {
  const bySite = new Map<string, DemoPatient[]>();
  const numbers = new Map<string, number>();
  const longNames = new Map<string, (typeof LONG_NAMES)[number][]>();

  const register = (registration: Registration): DemoPatient => {
    const { site, wish } = registration;
    const sex = wish.sex ?? random.pick(["f", "m"] as const);
    const age =
      wish.age ?? random.weighted(["adult", "grown", "old"] as const, (each) => ({ adult: 5, grown: 3, old: 2 })[each]);
    const unusual = longNames.get(site.row.id) ?? LONG_NAMES.filter((_, index) => index % 3 === siteIndex(site));
    longNames.set(site.row.id, unusual);
    const taken = unusual.findIndex((one) => one.sex === sex && fitsWish(one.language, wish));
    const naming =
      taken >= 0 && age !== "child" && random.chance(0.05)
        ? asNaming(unusual.splice(taken, 1)[0])
        : nameSomebody(random, { country: site.plan.country, sex, wish });
    const patient = makePatient(random, { ...registration, sex, age, naming, recordNumber: nextNumber(site) });
    const patients = bySite.get(site.row.id) ?? [];
    patients.push(patient);
    bySite.set(site.row.id, patients);
    return patient;
  };

  // Climbs by uneven steps from a start of its own at each site, so that no two are the same.
  const nextNumber = (site: DemoSite): string => {
    const last = numbers.get(site.row.id) ?? 41_000_000 + siteIndex(site) * 9_150_000;
    const next = last + random.int(137, 6_210);
    numbers.set(site.row.id, next);
    return String(next);
  };

  return {
    register,
    known: (site) => bySite.get(site.row.id) ?? [],
    find(registration) {
      const known = bySite.get(registration.site.row.id) ?? [];
      const fitting = known.filter((patient) => fits(patient, registration));
      const isFull = known.length >= registration.site.plan.patientCount - 24;
      const reuse = fitting.length > 0 && (isFull || random.chance(REUSE));
      const patient = reuse ? random.pick(fitting) : register(registration);
      patient.lastSeenAt = registration.at;
      return patient;
    },
  };
}

export function tellRegistration(chronicle: Chronicle, { row }: DemoPatient, actor: Actor): void {
  const subject = { noun: "patient", id: row.id } as const;
  const event = { type: "patient.registered", data: { name: row.name } } as const;
  chronicle.tell({ subject, siteId: row.siteId, at: row.createdAt, actor, event });
}

/** The same person registered a second time, with a slip in the name and without a record number. */
export function registerTwice(
  random: Random,
  { patient, by, at }: { patient: DemoPatient; by: Actor; at: Date },
): DemoPatient {
  const { row } = patient;
  const twin: PatientRow = {
    ...row,
    id: idAt(random, at),
    name: withSlip(random, row.name),
    preferredName: null,
    pronouns: null,
    recordNumber: null,
    bornOn: row.bornOn && random.chance(0.3) ? plus(row.bornOn, random.pick([-9, 1, 10, 31]) * DAY) : row.bornOn,
    phone: random.chance(0.6) ? row.phone : null,
    email: null,
    contactNote: null,
    registeredById: by.id,
    createdAt: at,
    idempotencyKey: idAt(random, at),
  };
  return { ...patient, row: twin, lastSeenAt: at };
}

function makePatient(
  random: Random,
  entry: Registration & { sex: "f" | "m"; age: AgeBand; naming: Naming; recordNumber: string },
): DemoPatient {
  const { site, by, at, wish, sex, age, naming, recordNumber } = entry;
  const { phone, email, address } = contactDetails(random, { country: site.plan.country, name: naming.name });
  const isChild = age === "baby" || age === "child" || age === "teen";
  const row: PatientRow = {
    id: idAt(random, at),
    siteId: site.row.id,
    name: naming.name,
    preferredName: isChild ? null : preferredName(random, naming.language, sex),
    pronouns: random.chance(0.14) ? pronounsOf(random, sex) : null,
    recordNumber: random.chance(0.9) ? recordNumber : null,
    bornOn: isChild || random.chance(0.93) ? birthDay(random, at, age) : null,
    isDeceased: wish.hasDied ?? false,
    diedOn: wish.hasDied && random.chance(0.8) ? dayOf(plus(at, -random.int(4, 45) * DAY)) : null,
    language: random.chance(0.92) || naming.language !== "en" ? naming.language : null,
    needsInterpreter: naming.needsInterpreter,
    sex: null,
    ethnicity: null,
    phone: random.chance(0.86) ? phone : null,
    email: random.chance(age === "old" ? 0.3 : 0.6) ? email : null,
    address: random.chance(0.7) ? address : null,
    preferredChannel: random.chance(0.6)
      ? random.pick(["phone", "phone", "email", "letter", "portal", "in_person"] as const)
      : null,
    contactNote: isChild ? null : contactNote(random, naming),
    registeredById: by.id,
    createdAt: at,
    version: 1,
    idempotencyKey: idAt(random, plus(at, -MINUTE)),
    mergedIntoId: null,
  };
  return { row, sex, age, family: naming.family, lastSeenAt: at };
}

function fits({ row, sex, age }: DemoPatient, { wish, at }: Registration): boolean {
  if (wish.hasDied || row.isDeceased || row.createdAt >= at) return false;
  if (wish.sex && wish.sex !== sex) return false;
  if (wish.age ? wish.age !== age : !GROWN_UP.includes(age)) return false;
  if (wish.needsInterpreter !== undefined && wish.needsInterpreter !== row.needsInterpreter) return false;
  return wish.language === undefined || wish.language === (row.language ?? "en");
}

function fitsWish(language: string, { language: wanted, needsInterpreter }: Wish): boolean {
  return !needsInterpreter && (wanted === undefined || wanted === language);
}

// Two letters swapped, one doubled or one left out, inside a word.
function withSlip(random: Random, name: string): string {
  const letters = [...name];
  for (let attempt = 0; attempt < 50; attempt++) {
    const at = random.int(1, Math.max(1, letters.length - 2));
    const [here = "", next = ""] = letters.slice(at, at + 2);
    const slip = random.pick([[next, here], [here, here, next], [next]]);
    const slipped = [...letters.slice(0, at), ...slip, ...letters.slice(at + 2)].join("");
    if (/^\p{Ll}\p{Ll}$/u.test(here + next) && slipped !== name) return slipped;
  }
  return name;
}

function contactNote(random: Random, { needsInterpreter }: Naming): string | null {
  if (needsInterpreter && random.chance(0.35)) return random.pick(INTERPRETER_NOTES);
  return random.chance(0.12) ? random.pick(CONTACT_NOTES) : null;
}

function pronounsOf(random: Random, sex: "f" | "m"): string {
  if (random.chance(0.14)) return "they/them";
  return sex === "f" ? "she/her" : "he/him";
}

function birthDay(random: Random, at: Date, age: AgeBand): Date {
  const [min, max] = AGES[age];
  const isVeryOld = age === "old" && random.chance(0.09);
  const years = isVeryOld ? 95.5 + random.next() * 9 : min + random.next() * (max - min);
  return dayOf(plus(at, -years * YEAR));
}

function siteIndex(site: DemoSite): number {
  return ["general", "clinics", "home"].indexOf(site.plan.key);
}
