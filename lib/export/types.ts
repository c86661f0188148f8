import type { QueueColumn } from "@/lib/view/schema";
import type { ExportFormat } from "./schema";

/** What stands in one cell. An instant is told in the zone of the case's site. */
export type Cell = string | number | null | { at: string; zone: string };

/** What a file says of itself. */
export type About = {
  by: string;
  madeAt: string;
  /** The zone of whoever made it. */
  zone: string;
  /** Which part of the queue it is, its filters and its order, in words. */
  claims: string[];
  columns: QueueColumn[];
  sites: string[];
  /** How many cases it holds. */
  total: number;
};

/** How many cases a file holds by now, and how many it is to hold. */
export type Tally = { rows: number; total: number; bySite: Map<string, number> };

/** An export as its maker sees it in the list. */
export type ExportRow = {
  id: string;
  format: ExportFormat;
  madeAt: string;
  zone: string;
  claims: string[];
  /** `unfinished`: it was closed before its end, or never fetched. */
  state: "writing" | "written" | "failed" | "unfinished";
  isBackground: boolean;
  done: number;
  total: number | null;
  rows: number | null;
  /** Whether its file can still be downloaded, and up to which day. */
  keptUntil: string | null;
};
