import type { ContactChannel } from "./schema";

export const CONTACT_CHANNEL_LABELS: Record<ContactChannel, string> = {
  phone: "Phone",
  email: "E-mail",
  letter: "Letter",
  portal: "Portal",
  in_person: "In person",
};

// Offered in the language list; the field takes any BCP 47 tag.
const LANGUAGES = [
  "en",
  "es",
  "fr",
  "de",
  "it",
  "pt",
  "pt-BR",
  "ro",
  "pl",
  "uk",
  "ru",
  "bg",
  "hu",
  "cs",
  "el",
  "tr",
  "ar",
  "fa",
  "ur",
  "hi",
  "bn",
  "pa",
  "gu",
  "ta",
  "te",
  "ne",
  "zh",
  "yue",
  "ja",
  "ko",
  "vi",
  "th",
  "tl",
  "id",
  "sw",
  "so",
  "am",
  "yo",
  "ig",
  "ha",
  "ht",
  "mi",
  "sm",
  "to",
  "nl",
  "sv",
  "da",
  "nb",
  "fi",
  "he",
  "sq",
  "ase",
  "asf",
  "bfi",
  "isg",
  "nzs",
];

const names = new Intl.DisplayNames(["en"], { type: "language" });

/** Names of ISO 639-3 that the platform does not know. */
const SIGN_LANGUAGES = new Map([
  ["asf", "Auslan"],
  ["bfi", "British Sign Language"],
  ["isg", "Irish Sign Language"],
  ["nzs", "New Zealand Sign Language"],
]);

/**
 * The languages on offer, by name. Made on the server and handed down: browsers know some languages by other names, and a page that
 * says two things is drawn twice.
 */
export function listLanguages(): { tag: string; name: string }[] {
  return LANGUAGES.map((tag) => ({ tag, name: languageName(tag) })).toSorted((a, b) => a.name.localeCompare(b.name));
}

/** Whether a tag is one of the languages on offer. */
export function isLanguage(tag: string): boolean {
  return LANGUAGES.includes(tag);
}

/** The tag of a language on offer by its English name, in any case: "ar" for "Arabic". */
export function findLanguage(name: string): string | undefined {
  const wanted = name.trim().toLowerCase();
  return LANGUAGES.find((tag) => languageName(tag).toLowerCase() === wanted);
}

/** "Romanian" for "ro"; a tag without a name is shown as it is. */
export function languageName(tag: string): string {
  try {
    return SIGN_LANGUAGES.get(tag) ?? names.of(tag) ?? tag;
  } catch {
    return tag;
  }
}

export const PATIENT_FIELD_LABELS = {
  name: "Name",
  preferredName: "Preferred name",
  pronouns: "Pronouns",
  recordNumber: "Record number",
  bornOn: "Date of birth",
  isDeceased: "Has died",
  diedOn: "Date of death",
  language: "Language",
  needsInterpreter: "Needs an interpreter",
  sex: "Sex",
  ethnicity: "Ethnicity",
  phone: "Phone",
  email: "E-mail",
  address: "Address",
  preferredChannel: "Best way to reach them",
  contactNote: "Note on reaching them",
} as const;

/** Enough of a record number to tell two people apart, not enough to read it off a screen. */
export function shortRecordNumber(recordNumber: string | null): string | null {
  if (!recordNumber) return null;
  return recordNumber.length > 6 ? `${recordNumber.slice(0, 4)}…${recordNumber.slice(-2)}` : recordNumber;
}
