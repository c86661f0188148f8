import { z } from "zod";
import { Channel, Finding, severitySchema } from "@/lib/case/schema";
import { draftSeenFields } from "@/lib/draft/schema";
import { CareStage, HcatCategory, StaffGroup } from "@/lib/platform/generated/enums";
import { idSchema } from "@/lib/shared/ids";
import { LIMITS, optionalText, requiredText } from "@/lib/shared/text";

export { CareStage, HcatCategory, StaffGroup };

/** 0 none, 1 minimal, 2 minor, 3 moderate, 4 major, 5 catastrophic. */
export const HARMS = [0, 1, 2, 3, 4, 5] as const;
export type Harm = (typeof HARMS)[number];

const optional = <T extends z.ZodType<unknown, string | null>>(schema: T) =>
  z
    .string()
    .optional()
    .transform((value) => value || null)
    .pipe(schema);

const choice = <T extends Record<string, string>>(values: T) =>
  optional(z.enum(values, { error: "Choose from the list." }).nullable());
const optionalId = optional(idSchema.nullable());
const harm = optional(
  z
    .string()
    .regex(/^[0-5]$/, "Choose from the list.")
    .transform((value) => Number(value) as Harm)
    .nullable(),
);
const summary = requiredText({ max: LIMITS.line, what: "What they raise" });

export const addIssueSchema = z.object({
  issueId: idSchema,
  caseId: idSchema,
  summary,
  severity: severitySchema,
  category: choice(HcatCategory),
  unitId: optionalId,
});
export type AddIssueInput = z.infer<typeof addIssueSchema>;

const coding = {
  summary,
  category: choice(HcatCategory),
  severity: severitySchema,
  stage: choice(CareStage),
  staffGroup: choice(StaffGroup),
  unitId: optionalId,
  allegedHarm: harm,
};

/** `base` is what the person saw when they began, so that only a field both changed is a conflict. */
export const codeIssueSchema = z.object({ issueId: idSchema, ...coding, base: z.object(coding) });
export type CodeIssueInput = z.infer<typeof codeIssueSchema>;

const decision = {
  finding: choice(Finding),
  answer: optionalText({ max: LIMITS.note, what: "The answer", isMultiline: true }),
  whatChanged: optionalText({ max: LIMITS.reason, what: "What changed", isMultiline: true }),
  foundHarm: harm,
};

export const decideIssueSchema = z.object({
  issueId: idSchema,
  ...decision,
  base: z.object(decision),
  ...draftSeenFields,
});
export type DecideIssueInput = z.infer<typeof decideIssueSchema>;

export const voidIssueSchema = z.object({
  issueId: idSchema,
  reason: requiredText({ max: LIMITS.line, what: "The reason" }),
});
export type VoidIssueInput = z.infer<typeof voidIssueSchema>;

export const agreeIssuesSchema = z.object({
  agreementId: idSchema,
  caseId: idSchema,
  /** The list as it was read out, so that an issue added meanwhile is not taken for agreed. */
  issueIds: z
    .string()
    .transform((text) => text.split(","))
    .pipe(z.array(idSchema).min(1).max(100)),
  /** What it said, so that an issue that was reworded meanwhile is not taken for agreed either. */
  listDigest: z.string().max(64).optional(),
  channel: z.enum(Channel, { error: "Say how you spoke with them." }),
  /** In the site's zone, as a datetime-local control writes it. */
  agreedAt: z.iso.datetime({ local: true, offset: false, error: "Enter the day and time." }),
  remark: optionalText({ max: LIMITS.line, what: "A remark" }),
});
export type AgreeIssuesInput = z.infer<typeof agreeIssuesSchema>;

/** What an issue said when the list was agreed. */
export const agreedWordingsSchema = z.array(z.object({ id: idSchema, position: z.number(), summary: z.string() }));
export type AgreedWording = z.infer<typeof agreedWordingsSchema>[number];

/** What became of an agreed list since. */
export type AgreementChange =
  | { what: "reworded"; before: string; after: string }
  | { what: "added" | "taken_off"; summary: string };
