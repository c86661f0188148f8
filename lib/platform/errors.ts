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

/** Input that a schema cannot judge alone: shown beside the field. */
export class Invalid extends DomainError {
  constructor(fieldErrors: Record<string, string>, see?: SeeAlso) {
    super("INVALID", "Some of this needs another look.", {
      fieldErrors: Object.fromEntries(Object.entries(fieldErrors).map(([name, message]) => [name, [message]])),
      ...(see ? { see } : {}),
    });
  }
}
