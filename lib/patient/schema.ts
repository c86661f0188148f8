import { z } from "zod";
import { draftSeenFields } from "@/lib/draft/schema";
import { ContactChannel, PatientSex } from "@/lib/platform/generated/enums";
import { idSchema } from "@/lib/shared/ids";
import { LIMITS, optionalText, requiredText } from "@/lib/shared/text";
import { findLanguage } from "./labels";
import { EARLIEST_DAY, LATEST_DAY } from "./rules/find";
import { isEthnicity } from "./rules/self-described";

export { ContactChannel, PatientSex };

/** Languages offered by name; any other BCP 47 tag can be typed. */
const languageTag = optionalText({ max: 60, what: "A language" })
  .transform((text) => text && (findLanguage(text) ?? text))
  .refine((tag) => tag === null || isLanguage(tag), {
    error: "Choose a language from the list, or type its name in English or its code, like ro or pt-BR.",
  });

const optionalDay = (what: string) =>
  z
    .string()
    .optional()
    .transform((text) => text?.trim() || null)
    .pipe(
      z.iso
        .date({
          error: ({ input }) =>
            /^\d{4}-\d{2}-\d{2}$/.test(String(input))
              ? `There is no such day. Check ${what}.`
              : `Enter ${what} as year-month-day, like 1959-03-12.`,
        })
        .nullable(),
    )
    .refine((day) => day === null || (day >= EARLIEST_DAY && day <= LATEST_DAY), {
      error: `Check the year of ${what}.`,
    });

const checkbox = z
  .string()
  .optional()
  .transform((value) => value === "on" || value === "true");

/** Kept as it was typed but for the spaces around it; the database compares it without spaces and dashes. A dash alone says that there is none. */
const recordNumber = optionalText({ max: 40, what: "A record number" }).transform((text) =>
  text !== null && /[^\s\p{Pd}]/u.test(text) ? text.trim() : null,
);

const choice = z
  .string()
  .optional()
  .transform((value) => value || null);

const fields = {
  name: requiredText({ max: LIMITS.name, what: "A name" }),
  preferredName: optionalText({ max: LIMITS.name, what: "A preferred name" }),
  pronouns: optionalText({ max: 60, what: "Pronouns" }),
  recordNumber,
  bornOn: optionalDay("the date of birth"),
  isDeceased: checkbox,
  diedOn: optionalDay("the date of death"),
  language: languageTag,
  needsInterpreter: checkbox,
  sex: choice.pipe(z.enum(PatientSex, { error: "Choose from the list." }).nullable()),
  ethnicity: choice.refine((code) => code === null || isEthnicity(code), { error: "Choose from the list." }),
  phone: optionalText({ max: 60, what: "A phone number" }).refine((phone) => phone === null || /\p{Nd}/u.test(phone), {
    error: "A phone number has digits. Put anything else in the note on reaching them.",
  }),
  email: optionalText({ max: 254, what: "An e-mail address" }).refine(
    (email) => email === null || /^[^@\s]+@[^@\s]+$/u.test(email.trim()),
    { error: "An e-mail address has an @ between a name and a place, like ana@example.org." },
  ),
  address: optionalText({ max: 500, what: "An address", isMultiline: true }),
  preferredChannel: choice.pipe(z.enum(ContactChannel, { error: "Choose from the list." }).nullable()),
  contactNote: optionalText({ max: LIMITS.line, what: "A note on contacting them" }),
};

type Dates = { bornOn: string | null; diedOn: string | null; isDeceased: boolean };
const diedAfterBirth = ({ bornOn, diedOn }: Dates) => bornOn === null || diedOn === null || bornOn <= diedOn;
const diedMeansDeceased = ({ diedOn, isDeceased }: Dates) => diedOn === null || isDeceased;
const afterBirth = { path: ["diedOn"], error: "The date of death lies before the date of birth. Check both." };
const markDeceased = { path: ["diedOn"], error: "Tick “Has died” as well, or leave the date of death empty." };

export const registerPatientSchema = z
  .object({ idempotencyKey: idSchema, siteId: z.uuid("Choose a site."), ...fields, ...draftSeenFields })
  .refine(diedAfterBirth, afterBirth)
  .refine(diedMeansDeceased, markDeceased);
export type RegisterPatientInput = z.infer<typeof registerPatientSchema>;

/** `base` is what the person saw when they began, so that only a field both changed is a conflict. */
export const changePatientSchema = z
  .object({ patientId: idSchema, ...fields, base: z.object(fields) })
  .refine(diedAfterBirth, afterBirth)
  .refine(diedMeansDeceased, markDeceased);
export type ChangePatientInput = z.infer<typeof changePatientSchema>;

export const searchPatientsSchema = z.object({
  q: z.string().max(300).catch("").default(""),
  /** Only patients of this site. */
  siteId: z.uuid().optional().catch(undefined),
});

function isLanguage(tag: string): boolean {
  try {
    return Intl.getCanonicalLocales(tag).length === 1;
  } catch {
    return false;
  }
}
