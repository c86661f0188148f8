import type { ArticleState } from "./schema";

/** After its review day an article is marked wherever it stands, and read all the same: an old answer with its warning beats none. */
export function isReviewDue(reviewOn: string, today: string): boolean {
  return reviewOn < today;
}

type Standing = { state: ArticleState; isChanged: boolean; reviewOn: string };

/** Why the words as they stand cannot be published, as a sentence; null where they can. What was withdrawn may come back as it was. */
export function whyNotPublish({ state, isChanged, reviewOn }: Standing, today: string): string | null {
  if (state === "published" && !isChanged) return "What is published says the same already.";
  if (reviewOn <= today) return "The day for reading it again is not after today. Edit it, and choose a later one.";
  return null;
}
