import type { CheckInput, LetterFacts } from "@/lib/letter/rules/check";
import { elementsOf } from "@/lib/letter/rules/demands";
import { ENGLISH } from "@/lib/letter/rules/words-en";
import { packOf } from "@/lib/regulation/rules";

export const US = packOf({ packId: "us-hospital", packVersion: "2026-1" });

export const FACTS: LetterFacts = {
  reference: "PR-26-004217-8",
  patientName: "Maria Silva",
  contactPerson: { name: "Dana Moreau", phone: "555-0142" },
  steps: ["Interviewed the charge nurse of 4 West", "Read the call-bell log of 3 March"],
  completedOn: "2026-03-12",
  receivedOn: "2026-03-04",
  issues: [
    {
      ...{ id: "a", position: 1, summary: "Nobody answered the call bell for forty minutes", finding: "upheld" },
      answer: "The log shows that your bell rang for 41 minutes. Two nurses were with another patient.",
    },
    {
      ...{ id: "b", position: 2, summary: "The discharge papers named the wrong tablets", finding: "partly" },
      answer: "Your papers listed an old dose. The pharmacist has corrected the list.",
    },
  ],
  outsideBodies: [{ name: "The State Department of Health", howToReach: "555-0199, 1 Main Street, Springfield" }],
  site: { name: "Harbor General Hospital", address: "2 Bay Road", phone: "555-0100" },
};

/** The passages of a letter that finds nothing, each by what it is there for. */
export const PASSAGES = {
  greeting: "Dear Ms Silva,",
  reference: "We write about your case PR-26-004217-8.",
  contact_person: "If you have questions, please call Dana Moreau at 555-0142.",
  steps_taken:
    "To find out what happened, we interviewed the charge nurse of 4 West. We also read the log of the call bells.",
  results: "We found that you were right in most of what you told us.",
  "issue-a":
    "## Nobody answered the call bell\n\nYour bell rang for 41 minutes, as the log shows. Two nurses were with another patient. We are sorry that we left you alone.",
  "issue-b":
    "## The wrong tablets\n\nYour discharge papers listed an old dose of the tablets. The pharmacist has put the list right.",
  date_completed: "We completed our work on this on March 12, 2026.",
  outside_bodies: "You can also turn to the State Department of Health, 1 Main Street, Springfield, phone 555-0199.",
  farewell: "Yours sincerely,\n\nPat Okafor",
} as const;

export const letterOf = (passages: Partial<Record<keyof typeof PASSAGES, string>> = PASSAGES) =>
  Object.values(passages).join("\n\n");

export function input(change: Partial<CheckInput> = {}): CheckInput {
  return {
    text: letterOf(),
    letterKind: "resolution",
    language: "en",
    writtenOn: "2026-03-13",
    elements: elementsOf(US, "resolution", "grievance"),
    facts: FACTS,
    words: ENGLISH,
    forbidden: { privileged: [], otherPatients: [], staffNames: [] },
    blocking: US.letterBlocks,
    ...change,
  };
}
