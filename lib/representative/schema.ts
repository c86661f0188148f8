import { z } from "zod";
import { AuthorityBasis, AuthorityExtent } from "@/lib/platform/generated/enums";
import { idSchema } from "@/lib/shared/ids";
import { LIMITS, optionalText, requiredText } from "@/lib/shared/text";

export { AuthorityBasis, AuthorityExtent };

const EARLIEST_DAY = "1900-01-01";
const LATEST_DAY = "2999-12-31";

const optionalDay = (what: string) =>
  z
    .string()
    .optional()
    .transform((text) => text?.trim() || null)
    .pipe(z.iso.date(`Enter ${what} as year-month-day, like 2027-03-12.`).nullable())
    .refine((day) => day === null || (day >= EARLIEST_DAY && day <= LATEST_DAY), {
      error: `Check the year of ${what}.`,
    });

const optionalId = z
  .string()
  .optional()
  .transform((value) => value || null)
  .pipe(idSchema.nullable());

const fields = {
  name: requiredText({ max: LIMITS.name, what: "A name" }),
  relation: optionalText({ max: 60, what: "What they are to the patient" }),
  phone: optionalText({ max: 60, what: "A phone number" }),
  email: optionalText({ max: 254, what: "An e-mail address" }),
  basis: z.enum(AuthorityBasis, { error: "Choose on what ground they may be told." }),
  extent: z.enum(AuthorityExtent, { error: "Choose what they may be told." }),
  caseId: optionalId,
  agreed: optionalText({ max: LIMITS.reason, what: "What was agreed", isMultiline: true }),
  startsOn: optionalDay("the first day"),
  expiresOn: optionalDay("the last day"),
  document: optionalText({ max: LIMITS.line, what: "A document" }),
  seenOn: optionalDay("the day it was seen"),
};

type Fields = { [K in keyof typeof fields]: z.infer<(typeof fields)[K]> };

const CHECKS: [path: keyof Fields, holds: (input: Fields) => boolean, error: string][] = [
  [
    "expiresOn",
    ({ startsOn, expiresOn }) => startsOn === null || expiresOn === null || startsOn <= expiresOn,
    "It would end before it begins. Check both days.",
  ],
  [
    "caseId",
    ({ extent, caseId }) => extent !== "this_case" || caseId !== null,
    "Choose the case they may be told about.",
  ],
  [
    "agreed",
    ({ extent, agreed }) => extent !== "as_agreed" || agreed !== null,
    "Write what was agreed, so that a colleague can keep to it.",
  ],
];

function checkWhole(input: Fields, ctx: z.RefinementCtx) {
  for (const [path, holds, message] of CHECKS) {
    if (!holds(input)) ctx.addIssue({ code: "custom", path: [path], message });
  }
}

/** What is not about the chosen extent is dropped, so that nothing that no longer counts is kept beside it. */
function withinExtent<T extends Fields>(input: T): T {
  return {
    ...input,
    caseId: input.extent === "this_case" ? input.caseId : null,
    agreed: input.extent === "as_agreed" ? input.agreed : null,
  };
}

/** The id comes with the form, so that sending it twice adds it once. */
export const addRepresentativeSchema = z
  .object({ representativeId: idSchema, patientId: idSchema, ...fields })
  .superRefine(checkWhole)
  .transform(withinExtent);
export type AddRepresentativeInput = z.infer<typeof addRepresentativeSchema>;

/** `base` is what the person saw when they began, so that only a field both changed is a conflict. */
export const changeRepresentativeSchema = z
  .object({ representativeId: idSchema, ...fields, base: z.object(fields).transform(withinExtent) })
  .superRefine(checkWhole)
  .transform(withinExtent);
export type ChangeRepresentativeInput = z.infer<typeof changeRepresentativeSchema>;

export const endRepresentativeSchema = z.object({
  representativeId: idSchema,
  reason: requiredText({ max: LIMITS.line, what: "A reason" }),
});
export type EndRepresentativeInput = z.infer<typeof endRepresentativeSchema>;
