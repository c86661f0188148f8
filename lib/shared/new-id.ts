import { v7 } from "uuid";

/** A new UUID v7: sorts by time of making. By itself, so that a page that makes one does not load what checks others. */
export function newId(): string {
  return v7();
}
