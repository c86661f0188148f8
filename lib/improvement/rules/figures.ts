import type { ImprovementState } from "../schema";

/** One action that fell due; days "yyyy-mm-dd". */
export type DueAction = { state: ImprovementState; dueOn: string; doneOn: string | null };

export type ActionFigures = {
  /** Fell due by today; what was abandoned is left out. */
  due: number;
  onTime: number;
  /** Not done although its day is over. */
  overdue: number;
  /** Of those that fell due: verified one way or the other. */
  verified: number;
  effective: number;
};

/** Counts what fell due. What is open after its day counts as missed; what was done and not verified yet is in no share of effect. */
export function countActions(actions: DueAction[], today: string): ActionFigures {
  const due = actions.filter(({ state, dueOn }) => state !== "abandoned" && dueOn < today);
  const open = due.filter(({ state }) => state === "planned" || state === "doing");
  const verified = due.filter(({ state }) => state === "verified_effective" || state === "verified_not_effective");
  return {
    due: due.length,
    onTime: due.filter(({ doneOn, dueOn }) => doneOn !== null && doneOn <= dueOn).length,
    overdue: open.length,
    verified: verified.length,
    effective: verified.filter(({ state }) => state === "verified_effective").length,
  };
}
