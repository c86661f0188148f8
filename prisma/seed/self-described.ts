import { NOT_SAID } from "@/lib/patient/rules/self-described";
import type { DemoPatient } from "./patients";
import type { DemoSite } from "./places";
import type { Random } from "./random";
import type { PatientRow } from "./rows";

type Weights = Record<string, number>;

/** What people who speak a language say of themselves here; of English speakers there are all. */
const BY_LANGUAGE: Record<"US" | "GB", Record<string, Weights>> = {
  US: {
    en: { "us-white": 60, "us-black": 21, "us-hispanic": 9, "us-asian": 5, "us-several": 4, "us-native": 0.6 },
    es: { "us-hispanic": 1 },
    ar: { "us-mena": 1 },
    fr: { "us-black": 4, "us-white": 1 },
    so: { "us-black": 1 },
    ...fromAll(["zh", "ko", "vi", "hi", "ta", "ur"], { "us-asian": 1 }),
    ...fromAll(["sm", "to"], { "us-pacific": 1 }),
  },
  GB: {
    en: {
      ...{ "ew-british": 66, "ew-irish": 3, "ew-indian": 5, "ew-pakistani": 4, "ew-caribbean": 4, "ew-african": 4 },
      ...{ "ew-white-black-caribbean": 2, "ew-white-asian": 1, "ew-traveller": 0.4 },
    },
    ar: { "ew-arab": 1 },
    so: { "ew-african": 1 },
    zh: { "ew-chinese": 1 },
    ur: { "ew-pakistani": 1 },
    ro: { "ew-white-other": 9, "ew-roma": 1 },
    ...fromAll(["hi", "ta"], { "ew-indian": 1 }),
    ...fromAll(["ko", "vi"], { "ew-asian-other": 1 }),
  },
};

/** A patient with what they say of themselves where they were asked: by a source of chance of its own, so that nobody else becomes another. */
export function sayOfThemselves(random: Random, site: DemoSite, { row, sex }: DemoPatient): PatientRow {
  const wasAsked = random.chance(0.9);
  const said = random.chance(0.96);
  const isOther = random.chance(0.008);
  const hasEthnicity = random.chance(0.82);
  const tellsIt = random.chance(0.94);
  const ethnicity = ethnicityAt(random, site.plan.country, row.language ?? "en");
  const told = { f: "female", m: "male" } as const;
  return {
    ...row,
    sex: wasAsked ? sexOf({ said, isOther, told: told[sex] }) : null,
    ethnicity: hasEthnicity && ethnicity ? (tellsIt ? ethnicity : NOT_SAID) : null,
  };
}

function sexOf({ said, isOther, told }: { said: boolean; isOther: boolean; told: "female" | "male" }) {
  if (!said) return "unknown";
  return isOther ? "other" : told;
}

function ethnicityAt(random: Random, country: "US" | "GB" | "NZ", language: string): string | null {
  if (country === "NZ") return null;
  const elsewhere: Weights = country === "US" ? { "us-white": 1 } : { "ew-white-other": 1 };
  const weights = BY_LANGUAGE[country][language.slice(0, 2)] ?? elsewhere;
  return random.weighted(Object.keys(weights), (code) => weights[code] ?? 0);
}

function fromAll(languages: string[], weights: Weights): Record<string, Weights> {
  return Object.fromEntries(languages.map((language) => [language, weights]));
}
