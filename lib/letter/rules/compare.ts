import { diffWordsWithSpace } from "diff";

/** A run of words that stayed, came or went. */
export type Change = { text: string; is: "same" | "added" | "removed" };

// A text that was written anew shares nothing worth showing, and comparing it word by word would take seconds.
const MOST_EDITS = 4_000;

/** What changed from one text to another, word by word. Put together without what was added it is the one, without what was removed the other. */
export function compareTexts(before: string, after: string): Change[] {
  const parts = diffWordsWithSpace(before, after, { maxEditLength: MOST_EDITS });
  if (!parts) return wholly(before, after);
  return parts.map(({ value, added, removed }) => ({ text: value, is: kindOf(added, removed) }));
}

function wholly(before: string, after: string): Change[] {
  return [
    { text: before, is: "removed" },
    { text: after, is: "added" },
  ];
}

function kindOf(isAdded: boolean, isRemoved: boolean): Change["is"] {
  if (isAdded) return "added";
  return isRemoved ? "removed" : "same";
}
