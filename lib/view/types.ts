import type { CappedCount } from "@/lib/shared/page";
import type { Density, QueueColumn } from "./schema";

export type Look = { columns: QueueColumn[]; density: Density };

/** A saved view as a tab. */
export type QueueView = Look & {
  id: string;
  name: string;
  /** Tab, filters and order as an address says them. */
  query: string;
  version: number;
  /** For whom else it is: "St Brigid General", "associates at St Brigid General"; null: for nobody else. */
  sharedWith: string | null;
  mayChange: boolean;
};

/** How many cases views hold, by their ids; without those that were not counted. */
export type ViewCounts = ReadonlyMap<string, CappedCount>;

export type QueueChoices = Look & { defaultViewId: string | null };
