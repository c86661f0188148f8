import "server-only";
import type { Difference, FailureCode, SeeAlso } from "@/lib/shared/result";

/** What a verb throws when it refuses. The action wrapper turns it into a value; its message is shown to the person. */
export class DomainError extends Error {
  constructor(
    readonly code: FailureCode,
    message: string,
    readonly details: { fieldErrors?: Record<string, string[]>; differences?: Difference[]; see?: SeeAlso } = {},
  ) {
    super(message);
    this.name = "DomainError";
  }
}

export class NotFound extends DomainError {
  constructor(what = "This") {
    super("NOT_FOUND", `${what} could not be found. It may have been moved, or you may not have access to it.`);
  }
}

export class Forbidden extends DomainError {
  constructor(message = "Your role does not allow this. Ask a supervisor of the site.") {
    super("FORBIDDEN", message);
  }
}

export class Conflict extends DomainError {
  constructor(message: string, differences: Difference[] = []) {
    super("CONFLICT", message, { differences });
  }
}

/** Nothing speaks against it but that somebody else changed the same at that moment, so it may go through when tried again. */
export class LostRace extends Conflict {
  constructor() {
    super("Somebody else changed this at the same moment. Look at it again, then repeat your change.");
  }
}

/** Input that a schema cannot judge alone: shown beside the field. */
export class Invalid extends DomainError {
  constructor(fieldErrors: Record<string, string>, see?: SeeAlso) {
    super("INVALID", "Some of this needs another look.", {
      fieldErrors: Object.fromEntries(Object.entries(fieldErrors).map(([name, message]) => [name, [message]])),
      ...(see ? { see } : {}),
    });
  }
}
