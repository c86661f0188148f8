import { z } from "zod";
import { Role } from "@/lib/platform/generated/enums";
import { isTimeZone } from "@/lib/shared/dates";
import { idSchema } from "@/lib/shared/ids";
import { isMailable } from "@/lib/shared/mail-address";
import { isCountry } from "@/lib/shared/places";
import { LIMITS, optionalText, requiredText } from "@/lib/shared/text";
import { isObviousPassword, OBVIOUS_PASSWORD } from "./rules";

export { Role };

export const emailSchema = z
  .string({ error: "Enter an e-mail address." })
  .trim()
  .max(254, "This is longer than an e-mail address can be.")
  .pipe(z.email("Enter an e-mail address like dana@hospital.org."))
  .transform((email) => email.toLowerCase());

export const signInSchema = z.object({ email: z.string().max(254), password: z.string().max(500) });

/** NIST SP 800-63B: length counts, composition rules do not. */
const newPassword = z
  .string({ error: "Choose a password." })
  .min(12, "Use at least 12 characters; a few words in a row are easy to remember.")
  .max(200, "Use at most 200 characters.")
  .refine((password) => !isObviousPassword(password), OBVIOUS_PASSWORD);

const notTheAddress = ({ email, password }: { email: string; password: string }) => !isObviousPassword(password, email);
const obvious = { path: ["password"], error: OBVIOUS_PASSWORD };

const name = requiredText({ max: LIMITS.name, what: "A name" });
const siteName = requiredText({ max: LIMITS.line, what: "A name for the site" });
const timeZone = z.string({ error: "Choose a time zone." }).refine(isTimeZone, "Choose a time zone from the list.");
const country = z.string({ error: "Choose a country." }).refine(isCountry, "Choose a country from the list.");

export const foundSchema = z
  .object({
    organisation: requiredText({ max: LIMITS.line, what: "The name of your organisation" }),
    site: siteName,
    timeZone,
    country,
    name,
    email: emailSchema,
    password: newPassword,
  })
  .refine(notTheAddress, obvious);
export type FoundInput = z.infer<typeof foundSchema>;

export const addSiteSchema = z.object({ name: siteName, timeZone, country });
export type AddSiteInput = z.infer<typeof addSiteSchema>;

const unitName = requiredText({ max: LIMITS.line, what: "A name for the unit" });

export const addUnitSchema = z.object({ siteId: idSchema, name: unitName });
export type AddUnitInput = z.infer<typeof addUnitSchema>;

/** `base` is what the form began with. */
export const renameUnitSchema = z.object({
  unitId: idSchema,
  name: unitName,
  base: z.object({ name: z.string().max(LIMITS.line) }),
});
export type RenameUnitInput = z.infer<typeof renameUnitSchema>;

const optionalDay = z
  .string()
  .optional()
  .transform((day) => day || null)
  .pipe(z.iso.date("Enter its last day as year-month-day, like 2027-03-12.").nullable());

/** `closedOn`: its last day, "yyyy-mm-dd", empty for a unit that is open; `base` is what the form began with. */
export const closeUnitSchema = z.object({
  unitId: idSchema,
  closedOn: optionalDay,
  base: z.object({ closedOn: optionalDay }).default({ closedOn: null }),
});
export type CloseUnitInput = z.infer<typeof closeUnitSchema>;

const packId = z.string({ error: "Choose a policy pack." }).min(1, "Choose a policy pack.").max(LIMITS.line);

export const choosePackSchema = z.object({ siteId: idSchema, expectedPackId: packId, packId });
export type ChoosePackInput = z.infer<typeof choosePackSchema>;

/** What stands above and below the letters of a site. */
export const LETTERHEAD = ["address", "phone", "email", "web"] as const;
export type LetterheadField = (typeof LETTERHEAD)[number];

const MOST_ADDRESS_LINES = 6;
const WEB = /^(?:https?:\/\/)?[^\s/]+\.[^\s/]+(?:\/\S*)?$/iu;

const letterhead = {
  address: optionalText({ max: LIMITS.name, what: "The address", isMultiline: true }).refine(
    (text) => text === null || text.trim().split("\n").length <= MOST_ADDRESS_LINES,
    `A letterhead has room for ${MOST_ADDRESS_LINES} lines. Put some of them together.`,
  ),
  phone: optionalText({ max: LIMITS.line, what: "The phone number" }).refine(
    (text) => text === null || /\d.*\d.*\d/u.test(text),
    "Enter a number that can be called, like (716) 555-0140.",
  ),
  email: optionalText({ max: 254, what: "The e-mail address" }).refine(
    (text) => text === null || isMailable(text),
    "Enter an e-mail address like answers@hospital.org.",
  ),
  web: optionalText({ max: LIMITS.line, what: "The web address" }).refine(
    (text) => text === null || WEB.test(text),
    "Enter a web address like www.hospital.org.",
  ),
};

const seenText = z
  .string()
  .max(LIMITS.name)
  .optional()
  .transform((text) => text?.replaceAll("\r\n", "\n") || null);

/** `base` is what the form began with. */
export const saveLetterheadSchema = z.object({
  siteId: idSchema,
  ...letterhead,
  base: z
    .object({ address: seenText, phone: seenText, email: seenText, web: seenText })
    .optional()
    .transform((seen) => seen ?? { address: null, phone: null, email: null, web: null }),
});
export type SaveLetterheadInput = z.infer<typeof saveLetterheadSchema>;

const optionalUnit = z
  .string()
  .optional()
  .transform((value) => value || null)
  .pipe(idSchema.nullable());

const roleChoice = {
  siteId: z.uuid("Choose a site."),
  role: z.enum(Role, { error: "Choose a role." }),
  unitId: optionalUnit,
};

export const addPersonSchema = z
  .object({ name, email: emailSchema, password: newPassword, ...roleChoice })
  .refine(notTheAddress, obvious);
export type AddPersonInput = z.infer<typeof addPersonSchema>;

export const grantRoleSchema = z.object({ personId: idSchema, ...roleChoice });
export type GrantRoleInput = z.infer<typeof grantRoleSchema>;

export const withdrawRoleSchema = z.object({ grantId: idSchema });
export const personSchema = z.object({ personId: idSchema });
export const setPasswordSchema = z.object({ personId: idSchema, password: newPassword });
export type SetPasswordInput = z.infer<typeof setPasswordSchema>;

export const changePasswordSchema = z
  .object({
    current: z.string({ error: "Enter the password you have now." }).max(500),
    password: newPassword,
    again: z.string({ error: "Type the new password once more." }).max(500),
  })
  .refine(({ password, again }) => password === again, {
    path: ["again"],
    error: "The two do not match. Type the new password once more.",
  });
export type ChangePasswordInput = z.infer<typeof changePasswordSchema>;

const day = (what: string) => z.iso.date(`Enter ${what} as year-month-day, like 2026-03-12.`);

/** The id comes with the form, so that sending it twice sets one absence. */
export const planAbsenceSchema = z
  .object({
    absenceId: idSchema,
    personId: idSchema,
    fromOn: day("the first day away"),
    untilOn: day("the last day away"),
    coverId: z
      .string()
      .optional()
      .transform((value) => value || null)
      .pipe(idSchema.nullable()),
    note: optionalText({ max: LIMITS.line, what: "A note" }),
  })
  .refine(({ fromOn, untilOn }) => fromOn <= untilOn, {
    path: ["untilOn"],
    error: "The last day lies before the first. Check both.",
  });
export type PlanAbsenceInput = z.infer<typeof planAbsenceSchema>;

export const endAbsenceSchema = z.object({ absenceId: idSchema });
export type EndAbsenceInput = z.infer<typeof endAbsenceSchema>;

export const findSessionSchema = z.object({});

export const endSessionSchema = z.object({ sessionId: idSchema });

/** Where the list of people starts, as its URL says it. */
export const peoplePageSchema = z.object({
  q: z.string().max(300).catch("").default(""),
  page: z.string().max(2_000).optional().catch(undefined),
});
