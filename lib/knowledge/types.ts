import type { Person } from "@/lib/shared/person";
import type { ArticleCategory, ArticleState } from "./schema";

/** The words of an article, and what is said about them. Days are "yyyy-mm-dd". */
export type Wording = { title: string; body: string; language: string; category: ArticleCategory; reviewOn: string };

export type ArticleRow = Omit<Wording, "body"> & {
  id: string;
  state: ArticleState;
  /** The number of its newest version; 0 where it has none. */
  version: number;
  /** Whether a next version is being written. Told to nobody who only reads. */
  isChanged: boolean;
  isReviewDue: boolean;
  site: string;
};

export type ArticleList = {
  rows: ArticleRow[];
  isCapped: boolean;
  isTooSlow: boolean;
  /** The words were looked for among those saved last alone. */
  isPartial: boolean;
};

export type ArticleVersionRow = { number: number; by: Person; at: string };

export type ArticleDetail = {
  id: string;
  state: ArticleState;
  version: number;
  site: { id: string; name: string; zone: string };
  /** The wording on the screen. */
  shown: Wording & { isReviewDue: boolean };
  /** Null: what the next version would say. */
  shownVersion: ArticleVersionRow | null;
  /** The newest first. */
  versions: ArticleVersionRow[];
  /** What is told to whoever keeps it: the words being written, and why it was withdrawn. */
  draft: { by: Person; at: string } | null;
  withdrawal: { reason: string; by: Person; at: string } | null;
  /** How often its words were saved. */
  revision: number;
  may: { keep: boolean };
  /** Why what stands there cannot be published; null where it can. */
  whyNotPublish: string | null;
};

/** An article as it is edited. */
export type ArticleToEdit = Wording & { id: string; state: ArticleState; version: number; site: string; zone: string };
