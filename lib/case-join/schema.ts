import { z } from "zod";
import { CaseState } from "@/lib/case/schema";
import { CaseLinkType } from "@/lib/platform/generated/enums";
import { idSchema } from "@/lib/shared/ids";
import { LIMITS, optionalText, requiredText } from "@/lib/shared/text";

export { CaseLinkType };

const reference = requiredText({ max: LIMITS.line, what: "A case" });
const reason = requiredText({ max: LIMITS.reason, what: "The reason", isMultiline: true });

/** The id comes with the form, so that sending it twice merges once. `into` is a reference as people type it. */
export const mergeCasesSchema = z.object({ mergeId: idSchema, caseId: idSchema, into: reference, reason });
export type MergeCasesInput = z.infer<typeof mergeCasesSchema>;

export const unmergeCasesSchema = z.object({ mergeId: idSchema, reason });
export type UnmergeCasesInput = z.infer<typeof unmergeCasesSchema>;

/** What this case is to the other one. */
export const RELATIONS = ["same_event", "same_person", "follow_up", "followed_up_by", "related"] as const;
export type Relation = (typeof RELATIONS)[number];

export const linkCasesSchema = z.object({
  linkId: idSchema,
  caseId: idSchema,
  other: reference,
  relation: z.enum(RELATIONS, { error: "Say how the two belong together." }),
  note: optionalText({ max: LIMITS.line, what: "A note" }),
});
export type LinkCasesInput = z.infer<typeof linkCasesSchema>;

/** `caseId` is the side from which the link is taken off. */
export const unlinkCasesSchema = z.object({
  linkId: idSchema,
  caseId: idSchema,
  reason: requiredText({ max: LIMITS.line, what: "The reason" }),
});
export type UnlinkCasesInput = z.infer<typeof unlinkCasesSchema>;

/** The new case's id comes with the form, so that sending it twice makes one. */
export const splitIssueSchema = z.object({ newCaseId: idSchema, issueId: idSchema });
export type SplitIssueInput = z.infer<typeof splitIssueSchema>;

/** How the merged case stood, and what went over to the survivor: each issue with the place it had. */
export const snapshotSchema = z.object({
  state: z.enum(CaseState),
  ownerId: z.uuid().nullable(),
  closedAt: z.iso.datetime().nullable(),
  issues: z.array(z.object({ id: z.uuid(), position: z.number().int() })),
  requests: z.array(z.uuid()),
  /** Follow-ups and promises that were open; merges from before there were any have none. */
  followUps: z.array(z.uuid()).default([]),
  promises: z.array(z.uuid()).default([]),
  /** Letters that had not gone out, likewise. */
  letters: z.array(z.uuid()).default([]),
});
export type Snapshot = z.infer<typeof snapshotSchema>;
