export type FailureCode = "UNAUTHENTICATED" | "INVALID" | "NOT_FOUND" | "FORBIDDEN" | "CONFLICT" | "UNEXPECTED";

/**
 * One field on which two people disagreed, in words fit to show; `theirValue` is what a form would hold for theirs. `isKept` marks one
 * that only the other changed: nobody disagrees, and theirs stays whatever is decided.
 */
export type Difference = {
  field: string;
  label: string;
  theirs: string;
  yours: string;
  theirValue: string;
  isKept?: true;
};

/** Where to look at what stands in the way of a field, for whoever may see it. */
export type SeeAlso = { field: string; href: string; label: string };

export type Failure = {
  ok: false;
  code: FailureCode;
  /** Fit to show to the person. */
  message: string;
  fieldErrors?: Record<string, string[]>;
  see?: SeeAlso;
  /** Everything that was submitted, so that nothing typed is lost. */
  values?: Record<string, unknown>;
  /** For CONFLICT: what differs. */
  differences?: Difference[];
};

export type ActionResult<T> = { ok: true; data: T } | Failure;
