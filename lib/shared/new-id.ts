import { v7 } from "uuid";

/** A new UUID v7: sorts by time of making. By itself, for the browser: what every page carries does without zod. */
export function newId(): string {
  return v7();
}
