import { findCaseReference } from "@/lib/case/queries/detail";
import { listCasesByReference } from "@/lib/case/queries/lists";
import { listCases } from "@/lib/case/queries/queue";
import { guessReferences } from "@/lib/case/rules";
import { queueSchema } from "@/lib/case/schema";
import { searchPatients } from "@/lib/patient/queries";
import { searchCases } from "@/lib/search/queries/cases";
import { parseSearchParams } from "@/lib/shared/search-params";
import type { Size } from "@/tests/support/two-sizes";
import { askBySize, type Question } from "./by-size";

const RUNS = Number(process.env.HEARD_BENCH_RUNS ?? 30);
const now = new Date();

/** One of the cases that were closed last, of a patient with more than one name. */
async function someRow({ viewer }: Size) {
  const { rows } = await listCases(viewer, "closed", parseSearchParams(queueSchema, {}), now);
  const row = rows.find(({ patient }) => patient !== null && patient.name.split(" ").length > 1) ?? rows.at(-1);
  if (!row?.patient) throw new Error("There is no case of a patient to look for.");
  return { ...row, patient: row.patient };
}

const rowsOf = (answer: unknown) => (answer as unknown[]).length;
const hitsOf = (answer: unknown) => {
  const { hits } = answer as { hits?: unknown[] };
  return hits?.length ?? 0;
};

/** A name with two letters of its last part the wrong way round. */
function mistyped(name: string): string {
  const at = name.length - 3;
  return `${name.slice(0, at)}${name[at + 1]}${name[at]}${name.slice(at + 2)}`;
}

function written(name: string, text: string): Question {
  return {
    name: `${name}: ${text}`,
    ask:
      ({ viewer }) =>
      () =>
        searchCases(viewer, text, now),
    count: hitsOf,
  };
}

const questions: Question[] = [
  {
    name: "by reference",
    ask: async (size) => {
      const { reference } = await someRow(size);
      return () => findCaseReference(size.viewer, reference);
    },
  },
  {
    name: "by a part of a reference",
    ask: async (size) => {
      const { reference } = await someRow(size);
      const parts = guessReferences(reference.split("-")[2] ?? "", now);
      return () => listCasesByReference(size.viewer, parts, now);
    },
    count: rowsOf,
  },
  {
    name: "by name",
    ask: async (size) => {
      const { patient } = await someRow(size);
      return () => searchPatients(size.viewer, patient.name, now);
    },
    count: rowsOf,
  },
  {
    name: "by name with a typo",
    ask: async (size) => {
      const { patient } = await someRow(size);
      return () => searchPatients(size.viewer, mistyped(patient.name), now);
    },
    count: rowsOf,
  },
  {
    name: "by record number",
    ask: async (size) => {
      const { patient } = await someRow(size);
      return () => searchPatients(size.viewer, patient.recordNumber ?? "", now);
    },
    count: rowsOf,
  },
  written("by a frequent word", "ward"),
  written("by a word", "curtain"),
  written("by two words", "curtain visiting"),
  written("by a phrase", '"curtain open"'),
  written("without a word", "ward -nurse"),
  written("by the beginning of a word", "curt"),
  written("by a word that nobody wrote", "zyzzyva"),
];

await askBySize(process.env.HEARD_BENCH_AS ?? "supervisor@heard.example", questions, RUNS);
process.exit(0);
