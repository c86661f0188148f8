import type { CaseKind, LetterKind } from "@/lib/platform/generated/enums";
import { packOf } from "@/lib/regulation/rules";
import { type ApproverRole, approversOf } from "./demands";

/** Who approves a letter by the pack of its case; `roles` null: nobody needs to, so that whoever works on it may. */
export type Approval = { roles: readonly ApproverRole[] | null; mayApproveOwn: boolean; basis: string | null };

type OnCase = { kind: CaseKind; severity: number; packId: string; packVersion: string };

export function approvalOf(letter: LetterKind, { kind, severity, ...pack }: OnCase): Approval {
  const demands = packOf(pack);
  const approvers = approversOf(demands, { letter, kind, severity });
  return {
    roles: approvers?.roles ?? null,
    mayApproveOwn: demands.mayApproveOwn || approvers === null,
    basis: approvers?.basis ?? null,
  };
}
