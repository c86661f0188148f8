import { personHere } from "@/components/layout/own-store";
import type { CaseRow } from "@/lib/case/types";
import type { Walk } from "./walk-memory";

/** The queue as it is shown beside a case: held by this page alone, and in no store of the browser, for it tells of people. */
export type Beside = {
  walk: Walk | null;
  rows: ReadonlyMap<string, CaseRow>;
  gone: ReadonlySet<string>;
  /** The instant from which its rows count time. */
  at: string;
};

export const NOTHING_BESIDE: Beside = { walk: null, rows: new Map(), gone: new Set(), at: "" };

// Of whoever is here alone: the next person in the same tab is shown nothing of it.
let kept = { personId: "", beside: NOTHING_BESIDE };
const listeners = new Set<() => void>();

export function readBeside(): Beside {
  return kept.personId === personHere() ? kept.beside : NOTHING_BESIDE;
}

export function listenBeside(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** The queue was shown anew, by itself. */
export function setBeside(walk: Walk, rows: CaseRow[]): void {
  set({ walk, rows: byReference(rows), gone: new Set(), at: new Date().toISOString() });
}

/** What was learnt of it from a case: a row that is known is told anew, and none is taken away. */
export function addBeside(walk: Walk, { rows, gone }: { rows: CaseRow[]; gone: string[] }): void {
  const beside = readBeside();
  const known = new Map([...beside.rows, ...byReference(rows)]);
  set({ walk, rows: known, gone: new Set([...beside.gone, ...gone]), at: new Date().toISOString() });
}

function set(next: Beside): void {
  kept = { personId: personHere(), beside: next };
  for (const listener of listeners) listener();
}

function byReference(rows: CaseRow[]): Map<string, CaseRow> {
  return new Map(rows.map((row) => [row.reference, row]));
}
