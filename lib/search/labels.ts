import type { PartKind } from "./schema";

/** "In a note, 3 May 2026". */
export const PART_LABELS: Record<PartKind, string> = {
  about: "In what it is about",
  words: "In their own words",
  wanted: "In what they would like",
  reporter: "In the name of who raised it",
  issue: "In an issue",
  note: "In a note",
  contact: "In a contact",
  letter: "In a letter",
  request: "In a request to a unit",
  escalation: "In an escalation",
  closing: "In how it was closed",
  file: "In what a file is called",
  file_text: "In the file",
};
