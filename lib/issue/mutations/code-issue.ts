import "server-only";
import { SEVERITY_LABELS } from "@/lib/case/labels";
import type { Severity } from "@/lib/case/schema";
import { escalateByMatrix } from "@/lib/escalation/mutations/by-matrix";
import { recordEvent } from "@/lib/events/record";
import { type UserCtx, withTransaction } from "@/lib/platform/context";
import { Invalid } from "@/lib/platform/errors";
import { compareChanges } from "@/lib/shared/changes";
import { CATEGORY_LABELS, CODING_LABELS, HARM_LABELS, STAFF_GROUP_LABELS, STAGE_LABELS } from "../labels";
import type { CareStage, CodeIssueInput, Harm, HcatCategory, StaffGroup } from "../schema";
import { contest, findIssueForChange } from "./decide-issue";

const FIELDS = ["summary", "category", "severity", "stage", "staffGroup", "unitId", "allegedHarm"] as const;
type Field = (typeof FIELDS)[number];

/** Codes one issue after the Healthcare Complaints Analysis Tool: category, severity, stage of care, staff group, harm as they tell it. */
export async function codeIssue(ctx: UserCtx, input: CodeIssueInput): Promise<{ reference: string }> {
  return withTransaction(ctx, async (tx) => {
    const row = await findIssueForChange(tx, ctx, input.issueId);
    const unit = input.unitId
      ? await tx.unit.findFirst({ where: { id: input.unitId, siteId: row.siteId }, select: { name: true } })
      : null;
    if (input.unitId && !unit) throw new Invalid({ unitId: "Choose a unit of this site." });
    const { wanted, contested } = compareChanges(FIELDS, { row, base: input.base, input });
    if (contested.length > 0) {
      throw contest(
        contested.map((field) => ({
          field,
          label: CODING_LABELS[field],
          theirs: inWords(field, row[field], row.unit?.name),
          yours: inWords(field, input[field], unit?.name),
          theirValue: String(row[field] ?? ""),
        })),
      );
    }
    if (wanted.length === 0) return { reference: row.case.reference };
    const changes = wanted.map((field) => ({
      field,
      before: inWords(field, row[field], row.unit?.name),
      after: inWords(field, input[field], unit?.name),
    }));
    await tx.issue.update({
      where: { id: row.id },
      data: Object.fromEntries(wanted.map((field) => [field, input[field]])),
    });
    await recordEvent(tx, ctx, {
      subject: { noun: "case", id: row.caseId },
      siteId: row.siteId,
      event: { type: "issue.coded", data: { issueId: row.id, position: row.position, fields: [...wanted], changes } },
    });
    await escalateByMatrix(tx, ctx, row.caseId);
    return { reference: row.case.reference };
  });
}

function inWords(field: Field, value: string | number | null, unit: string | undefined): string {
  if (value === null) return "none";
  switch (field) {
    case "summary":
      return String(value);
    case "category":
      return CATEGORY_LABELS[value as HcatCategory];
    case "severity":
      return SEVERITY_LABELS[value as Severity];
    case "stage":
      return STAGE_LABELS[value as CareStage];
    case "staffGroup":
      return STAFF_GROUP_LABELS[value as StaffGroup];
    case "unitId":
      return unit ?? "none";
    case "allegedHarm":
      return HARM_LABELS[value as Harm];
    default:
      return field satisfies never;
  }
}
