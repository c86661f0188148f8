import { z } from "zod";
import { idSchema } from "@/lib/shared/ids";
import { LIMITS, requiredText } from "@/lib/shared/text";

const day = (what: string) =>
  z
    .string({ error: what })
    .pipe(z.iso.date(what))
    .refine((value) => value >= "1950" && value < "2100", "Enter a day between 1950 and 2099.");

/** `delegationId` is the id of the version to be; `base` the number of the newest that the form was opened on. */
export const recordDelegationSchema = z
  .object({
    delegationId: idSchema,
    siteId: idSchema,
    base: z.coerce.number().int().min(0),
    committee: requiredText({ max: LIMITS.line, what: "The name of the committee" }),
    signedBy: requiredText({ max: LIMITS.line, what: "Who signed" }),
    adoptedOn: day("Enter the day on which it was adopted."),
    ends: z.enum(["on", "never"], { error: "Say whether it ends." }),
    expiresOn: z
      .string()
      .optional()
      .transform((value) => value || null)
      .pipe(day("Enter the last day on which it holds.").nullable()),
  })
  .superRefine(({ ends, adoptedOn, expiresOn }, context) => {
    const tell = (message: string) => context.addIssue({ code: "custom", path: ["expiresOn"], message });
    if (ends === "on" && expiresOn === null) tell("Enter the last day on which it holds.");
    if (ends === "on" && expiresOn !== null && expiresOn < adoptedOn) tell("This is before it was adopted.");
  })
  .transform(({ ends, expiresOn, ...rest }) => ({ ...rest, expiresOn: ends === "on" ? expiresOn : null }));
export type RecordDelegationInput = z.infer<typeof recordDelegationSchema>;

/** What the upload of the signed document says of itself, in its address; the file itself is the body. */
export const attachDocumentSchema = z.object({
  delegationId: idSchema,
  name: z.string().max(2_000, "This name is too long. Give the file a shorter one and attach it again."),
});
export type AttachDocumentInput = z.infer<typeof attachDocumentSchema>;

export const committeePageSchema = z.object({ site: z.uuid().optional().catch(undefined) });
