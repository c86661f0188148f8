import type { ImprovementState } from "./schema";

const MOVES = ["start", "finish", "abandon", "reopen", "verify"] as const;
export type Move = (typeof MOVES)[number];

/** From which states each move leads on. What was verified or abandoned may be taken up again, with a reason. */
const FROM: Record<Move, readonly ImprovementState[]> = {
  start: ["planned"],
  finish: ["doing"],
  abandon: ["planned", "doing"],
  reopen: ["done", "verified_effective", "verified_not_effective", "abandoned"],
  verify: ["done"],
};

export function canMove(state: ImprovementState, move: Move): boolean {
  return FROM[move].includes(state);
}

/** Not done yet, and nobody has given it up. */
export const OPEN_STATES = ["planned", "doing"] as const satisfies readonly ImprovementState[];
