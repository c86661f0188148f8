import type { CaseKind, HcatCategory } from "@/lib/platform/generated/enums";
import type { ImprovementState } from "../schema";

/** What planning asks for. Where it is to change stays at its site. */
export const PLAN_FIELDS = [
  ...(["title", "change", "ownerId", "dueOn"] as const),
  ...(["unitId", "measure", "direction", "kinds", "cause"] as const),
] as const;
export type PlanField = (typeof PLAN_FIELDS)[number];

export type Plan = {
  title: string;
  change: string;
  ownerId: string;
  dueOn: string;
  unitId: string | null;
  measure: string;
  direction: string;
  kinds: readonly CaseKind[];
  cause: HcatCategory | null;
};

/** Each as a form holds it, so that two of them can be compared. */
export function asTexts(plan: Plan): Record<PlanField, string> {
  const { title, change, ownerId, dueOn, unitId, measure, direction, kinds, cause } = plan;
  return {
    ...{ title, change, ownerId, dueOn, measure, direction },
    ...{ unitId: unitId ?? "", kinds: kinds.toSorted().join(), cause: cause ?? "" },
  };
}

type Judged = Pick<Plan, "unitId" | "measure" | "direction" | "kinds" | "cause"> & { doneOn: string | null };

/** By what an action is judged, as one text: who verifies it says which of them they saw. `doneOn` "yyyy-mm-dd". */
export function judgedBy({ unitId, measure, direction, kinds, cause, doneOn }: Judged): string {
  return [doneOn, unitId, measure, direction, kinds.toSorted().join(), cause].map((part) => part ?? "").join(" ");
}

/** A plan may be changed until somebody has judged the action, or given it up. */
export function canChangePlan(state: ImprovementState): boolean {
  return state === "planned" || state === "doing" || state === "done";
}

const SETTLED: readonly PlanField[] = ["dueOn", "unitId", "measure", "direction", "kinds", "cause"];

/**
 * Of these fields those that need a reason: once the change is made, another figure may be picked by its result, and another day decides
 * whether it was made in time.
 */
export function needReason(state: ImprovementState, fields: readonly PlanField[]): PlanField[] {
  return state === "done" ? fields.filter((field) => SETTLED.includes(field)) : [];
}
