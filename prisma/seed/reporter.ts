import type { ReporterKind } from "@/lib/platform/generated/enums";
import { mailbox, phoneNumber } from "./contact-details";
import { nameSomebody } from "./naming";
import type { DemoPatient } from "./patients";
import type { Random } from "./random";
import type { Coming } from "./story";
import type { Kin } from "./words/text";

/** Who speaks. */
export type Reporter = {
  reporterKind: ReporterKind;
  reporterName: string | null;
  reporterContact: string | null;
  /** How staff refer to them: "the patient", "the daughter". */
  reporter: string;
  /** How they sign, empty when they do not. */
  me: string;
};

/** What a woman or a man is to the patient whom they call so, and the patient's own sex. */
export const RELATIONS: Record<Kin, { f: string; m: string; patient: "f" | "m" }> = {
  mother: { f: "daughter", m: "son", patient: "f" },
  father: { f: "daughter", m: "son", patient: "m" },
  wife: { f: "wife", m: "husband", patient: "f" },
  husband: { f: "wife", m: "husband", patient: "m" },
  daughter: { f: "mother", m: "father", patient: "f" },
  son: { f: "mother", m: "father", patient: "m" },
  grandmother: { f: "granddaughter", m: "grandson", patient: "f" },
  grandfather: { f: "granddaughter", m: "grandson", patient: "m" },
  sister: { f: "sister", m: "brother", patient: "f" },
  brother: { f: "sister", m: "brother", patient: "m" },
};

export function nameReporter(random: Random, coming: Coming, patient: DemoPatient | null): Reporter {
  const kind = coming.text.by ?? "patient";
  if (kind === "patient" && patient) {
    const nobodyElse = { reporterName: null, reporterContact: null };
    return { reporterKind: kind, ...nobodyElse, reporter: "the patient", me: patient.row.name };
  }
  // Whoever answers a survey without a name stays unknown, and cannot be written to.
  if (kind === "anonymous" || (coming.channel === "survey" && !patient)) {
    const saysPatient = kind === "patient" && random.chance(0.5);
    const nobody = { reporterName: null, reporterContact: null, me: "" };
    return { reporterKind: "anonymous", ...nobody, reporter: saysPatient ? "the patient" : "the writer" };
  }
  return somebodyElse(random, coming, { kind, patient });
}

function somebodyElse(
  random: Random,
  { site, text }: Coming,
  { kind, patient }: { kind: ReporterKind; patient: DemoPatient | null },
): Reporter {
  const { country } = site.plan;
  const told = kind === "patient" ? text.sex : text.writer;
  const sex = (text.kin && partnerSex(text.kin)) ?? told ?? random.pick(["f", "m"] as const);
  const relation = text.kin ? RELATIONS[text.kin][sex] : kind;
  const reporter = kind === "staff" ? "the colleague" : `the ${relation}`;
  if (kind === "staff" && random.chance(0.6)) {
    return { reporterKind: kind, reporterName: null, reporterContact: null, reporter, me: "" };
  }
  const language = text.language ?? (kind === "representative" ? (patient?.row.language ?? "en") : "en");
  const name = nameRelative(random, { country, sex, language, patient });
  const contact = random.chance(0.7) ? phoneNumber(random, country) : mailbox(random, name);
  return {
    reporterKind: kind,
    reporterName: text.kin ? `${name} (${relation})` : name,
    reporterContact: random.chance(0.8) ? contact : null,
    reporter,
    me: name,
  };
}

type Relative = {
  country: Coming["site"]["plan"]["country"];
  sex: "f" | "m";
  language: string;
  patient: DemoPatient | null;
};

// Often of the patient's family, and never of the very same name.
function nameRelative(random: Random, { country, sex, language, patient }: Relative): string {
  for (;;) {
    const { name, family } = nameSomebody(random, { country, sex, wish: { language } });
    const shared = patient && random.chance(0.55) ? shareFamily(name, family, patient) : name;
    if (shared !== patient?.row.name) return shared;
  }
}

function partnerSex(kin: Kin): "f" | "m" | undefined {
  if (kin === "wife") return "m";
  return kin === "husband" ? "f" : undefined;
}

function shareFamily(name: string, family: string, patient: DemoPatient): string {
  const isSameScript = /\p{Script=Latin}/u.test(name) === /\p{Script=Latin}/u.test(patient.family);
  return family && patient.family && isSameScript ? name.replace(family, patient.family) : name;
}
