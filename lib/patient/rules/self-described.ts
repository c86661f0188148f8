import { PatientSex } from "@/lib/platform/generated/enums";

export type EthnicGroup = { code: string; label: string; group: string };
type EthnicityList = { title: string; packs: readonly string[]; groups: readonly EthnicGroup[] };

const within = (group: string, entries: Record<string, string>): EthnicGroup[] =>
  Object.entries(entries).map(([code, label]) => ({ code, label, group }));
const each = (entries: Record<string, string>): EthnicGroup[] =>
  Object.entries(entries).map(([code, label]) => ({ code, label, group: label }));

/**
 * How people may describe their ethnicity, by the list of their country; a policy pack without one asks nobody.
 * Sources: US Office of Management and Budget, Statistical Policy Directive No. 15, revision of 28 March 2024, the seven minimum categories and its
 * tabulation of those who name several; Office for National Statistics, Census 2021, England and Wales, the 19 categories in their five groups.
 */
const ETHNICITY_LISTS: readonly EthnicityList[] = [
  {
    title: "US categories (OMB 2024)",
    packs: ["us-hospital", "us-nursing-home"],
    groups: each({
      "us-native": "American Indian or Alaska Native",
      "us-asian": "Asian",
      "us-black": "Black or African American",
      "us-hispanic": "Hispanic or Latino",
      "us-mena": "Middle Eastern or North African",
      "us-pacific": "Native Hawaiian or Pacific Islander",
      "us-white": "White",
      "us-several": "More than one of these",
    }),
  },
  {
    title: "England and Wales categories (Census 2021)",
    packs: ["england", "wales"],
    groups: [
      ...within("Asian, Asian British or Asian Welsh", {
        "ew-bangladeshi": "Bangladeshi",
        "ew-chinese": "Chinese",
        "ew-indian": "Indian",
        "ew-pakistani": "Pakistani",
        "ew-asian-other": "Any other Asian background",
      }),
      ...within("Black, Black British, Black Welsh, Caribbean or African", {
        "ew-african": "African",
        "ew-caribbean": "Caribbean",
        "ew-black-other": "Any other Black, Black British or Caribbean background",
      }),
      ...within("Mixed or Multiple ethnic groups", {
        "ew-white-asian": "White and Asian",
        "ew-white-black-african": "White and Black African",
        "ew-white-black-caribbean": "White and Black Caribbean",
        "ew-mixed-other": "Any other Mixed or Multiple background",
      }),
      ...within("White", {
        "ew-british": "English, Welsh, Scottish, Northern Irish or British",
        "ew-irish": "Irish",
        "ew-traveller": "Gypsy or Irish Traveller",
        "ew-roma": "Roma",
        "ew-white-other": "Any other White background",
      }),
      ...within("Other ethnic group", { "ew-arab": "Arab", "ew-other": "Any other ethnic group" }),
    ],
  },
];

/** Asked, and not said: no category of anybody's list. */
export const NOT_SAID = "not-said";

const NOT_SAID_LABEL = "Prefers not to say";
const known = new Map(ETHNICITY_LISTS.flatMap(({ groups }) => groups.map((one) => [one.code, one])));

export function isEthnicity(code: string): boolean {
  return code === NOT_SAID || known.has(code);
}

/** What is called so in the lists: "Roma"; a code of no list as it is. */
export function ethnicityName(code: string): string {
  return code === NOT_SAID ? NOT_SAID_LABEL : (known.get(code)?.label ?? code);
}

/** The group under which figures count a code: the census's five, and each of the seven. */
export function ethnicGroup(code: string): string {
  return code === NOT_SAID ? NOT_SAID_LABEL : (known.get(code)?.group ?? code);
}

export type EthnicityChoice = { label: string; options: { value: string; label: string }[] };

/** What a form offers at sites of these packs, beside what already stands there. Nothing where no list holds. */
export function ethnicityChoices(packIds: readonly string[], current: string | null = null): EthnicityChoice[] {
  const lists = ETHNICITY_LISTS.filter(
    ({ packs, groups }) => packs.some((id) => packIds.includes(id)) || groups.some(({ code }) => code === current),
  );
  if (lists.length === 0 && current === null) return [];
  const choices = lists.flatMap(({ title, groups }) =>
    [...Map.groupBy(groups, ({ group }) => group)].flatMap(([group, members]) => {
      const options = members.map(({ code, label }) => ({ value: code, label }));
      return options.length > 1 ? [{ label: group, options }] : [{ label: title, options }];
    }),
  );
  const joined = [...Map.groupBy(choices, ({ label }) => label)].map(([label, same]) => ({
    label,
    options: same.flatMap(({ options }) => options),
  }));
  return [...joined, { label: "Asked", options: [{ value: NOT_SAID, label: NOT_SAID_LABEL }] }];
}

/** As HL7 FHIR's administrative-gender has it: of the codes only "unknown" is worded anew, because it was asked. */
export const SEX_LABELS: Record<PatientSex, string> = {
  female: "Female",
  male: "Male",
  other: "Other",
  unknown: NOT_SAID_LABEL,
};

export const SEX_CHOICES = Object.values(PatientSex).map((value) => ({ value, label: SEX_LABELS[value] }));

/** A value that is kept as a code, as a person reads it: "Roma" for "ew-roma". */
export function codeInWords(field: string, value: string): string {
  if (field === "sex") return SEX_LABELS[value as PatientSex] ?? value;
  return field === "ethnicity" ? ethnicityName(value) : value;
}
