import type { RequestState } from "./schema";

/** What can happen to a request. */
export type RequestDeed = "answer" | "return" | "withdraw" | "remind";

/** An open request is settled once: answered, returned by the unit, or withdrawn by whoever asked. Asking again makes another. */
const TABLE: Record<RequestState, Record<RequestDeed, RequestState | null>> = {
  open: { answer: "answered", return: "returned", withdraw: "withdrawn", remind: "open" },
  answered: { answer: null, return: null, withdraw: null, remind: null },
  returned: { answer: null, return: null, withdraw: null, remind: null },
  withdrawn: { answer: null, return: null, withdraw: null, remind: null },
};

/** The state after a deed, or null where the deed is not allowed. */
export function nextState(state: RequestState, deed: RequestDeed): RequestState | null {
  return TABLE[state][deed];
}
