import type { ScoreLine } from "@/lib/survey/rules/scores";
import type { FileColumn, ImportedInstrument, Mapping, SurveyImportState } from "./schema";

export type ImportRow = {
  id: string;
  name: string;
  site: { name: string; zone: string };
  by: string;
  receivedAt: string;
  state: SurveyImportState;
  source: string | null;
  added: number;
  same: number;
  rejected: number;
};

export type ImportProgress = { id: string; state: SurveyImportState; done: number };

export type RejectedLine = { line: number; column: string; value: string; reason: string };

export type WorryingAnswer = {
  id: string;
  line: number;
  on: string;
  unit: string | null;
  comment: string | null;
  language: string | null;
  worries: string[];
  concern: string | null;
};

export type ImportDetail = ImportRow & {
  siteId: string;
  bytes: number;
  encoding: string;
  delimiter: string;
  columns: FileColumn[];
  mapping: Mapping | null;
  instrument: ImportedInstrument | null;
  done: number;
  fresh: number;
  unknownUnits: { name: string; rows: number }[];
  note: string | null;
  hasFile: boolean;
  endedAt: string | null;
  rejects: RejectedLine[];
  worrying: WorryingAnswer[];
  concerns: number;
};

export type ProfileView = { id: string; name: string; mapping: Mapping };

/** How an imported survey comes out in the latest twelve months that it has. */
export type ImportedFigure = {
  key: string;
  instrument: ImportedInstrument;
  source: string;
  from: string;
  to: string;
  lines: ScoreLine[];
};
