import { v7 } from "uuid";
import { z } from "zod";

// zod would otherwise try to compile code, which the content policy refuses.
z.config({ jitless: true });

/** A new UUID v7: sorts by time of making. */
export function newId(): string {
  return v7();
}

/** An id that came from outside. Anything else is a made-up link, so callers treat a failure as not found. */
export const idSchema = z.uuid("This link is not complete. Go back and open it again.");
