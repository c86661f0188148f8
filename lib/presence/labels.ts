import type { Here } from "./types";

/** "Sam Ortiz is writing. Dana Moreau is here." */
export function describeHere(people: Here["people"]): string {
  return people.map(({ name, isWriting }) => `${name} is ${isWriting ? "writing" : "here"}.`).join(" ");
}
