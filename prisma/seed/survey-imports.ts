import { createHash } from "node:crypto";
import type {
  ImportedResponse,
  ImportedTally,
  SurveyImport,
  SurveyImportProfile,
  SurveyImportReject,
} from "@/lib/platform/generated/client";
import { FFT_ANSWERS } from "@/lib/survey/rules/score";
import { type Problem, plainName, type ReadRow, type RowRules, readRow } from "@/lib/survey-import/rules/read-row";
import { whyImportedWorries } from "@/lib/survey-import/rules/worries";
import type { Mapping } from "@/lib/survey-import/schema";
import type { Chronicle } from "./events";
import { type Staff, workersAt } from "./people";
import type { DemoSite } from "./places";
import { idAt, itemAt, type Random } from "./random";
import { DAY, dateIn, MINUTE, plus } from "./times";
import { IMPORTED_COMMENTS } from "./words/imported";

type Work = { random: Random; chronicle: Chronicle; staff: Staff; site: DemoSite; now: Date };

export type DemoImport = {
  profiles: SurveyImportProfile[];
  imports: SurveyImport[];
  rejects: SurveyImportReject[];
  responses: ImportedResponse[];
  tallies: ImportedTally[];
};

const SOURCE = "Outpatient Friends and Family";
const NAME = "fft-outpatient.csv";
const AGO = 3 * DAY;
const ROWS = 240;
const OVER_DAYS = 110;
/** Of a hundred, how many answer how. */
const WEIGHTS = [58, 26, 7, 4, 3, 2];
const COLUMNS = [
  { name: "Response ID", role: "response_id" },
  { name: "Date", role: "day" },
  { name: "Ward", role: "unit" },
  { name: "Answer", role: "answer" },
  { name: "Comment", role: "comment" },
] as const;

const MAPPING: Mapping = {
  ...{ kind: "fft", dayFormat: "dmy", scale: "one_to_five", unknownUnit: "reject", raises: false, raiseDays: 14 },
  columns: COLUMNS.map(({ name, role }) => ({ name, role })),
};

/** One file of a vendor that the hospital's manager imported three days ago, a few of its lines rejected: read by the product's own rules. */
export function importAnswers({ random, chronicle, staff, site, now }: Work): DemoImport {
  const all: DemoImport = { profiles: [], imports: [], rejects: [], responses: [], tallies: [] };
  const subject = { noun: "site", id: site.row.id } as const;
  const at = new Date(Math.max(plus(now, -AGO).getTime(), chronicle.lastOf(subject).getTime() + MINUTE));
  const [by] = workersAt(staff, { site, roles: ["manager"], at });
  if (!by || plus(at, 5 * MINUTE) > now) return all;
  const siteId = site.row.id;
  const importId = idAt(random, at);
  const lines = linesOf({ random, site, at });
  const rules: RowRules = {
    ...{ mapping: MAPPING, source: SOURCE, width: COLUMNS.length },
    today: dateIn(at, site.plan.timeZone).toISOString().slice(0, 10),
    places: COLUMNS.map(({ name, role }, index) => ({ name, role, at: index })),
    units: new Map(site.units.map(({ row }) => [plainName(row.name), row.id])),
  };
  for (const [index, cells] of lines.entries()) {
    const line = index + 2;
    const read = readRow(rules, cells);
    if ("problems" in read)
      all.rejects.push(...read.problems.map((problem, position) => rejectOf({ importId, line, position, problem })));
    else all.responses.push(responseOf({ id: idAt(random, at), importId, siteId, line, row: read.row }));
  }
  all.tallies.push(...tallyOf(random, at, all.responses));
  const added = all.responses.length;
  const rejected = lines.length - added;
  const changed = { changedById: by.row.id, changedAt: at };
  all.profiles.push({
    id: idAt(random, at),
    siteId,
    name: SOURCE,
    key: plainName(SOURCE),
    mapping: MAPPING,
    ...changed,
  });
  all.imports.push({
    ...{
      id: importId,
      siteId,
      byId: by.row.id,
      name: NAME,
      bytes: bytesOf(lines),
      sha256: digestOf(JSON.stringify(lines), "hex"),
    },
    ...{
      encoding: "windows-1252",
      delimiter: ";",
      receivedAt: at,
      state: "imported",
      source: SOURCE,
      instrument: "fft",
    },
    columns: COLUMNS.map(({ name }, index) => ({
      name,
      samples: samplesOf(lines, index),
      fits: null,
    })),
    ...{ mapping: MAPPING, done: lines.length, fresh: added, same: 0, rejected, added, note: null },
    unknownUnits: [{ name: "Ward 99", rows: 1 }],
    ...{ endedAt: plus(at, 4 * MINUTE), undoneAt: null, claimId: null, beatAt: null, attempts: 0 },
    ...{ key: null, expiresAt: plus(at, 30 * DAY), sweptAt: null },
  });
  const tell = (minutes: number, event: Parameters<Chronicle["tell"]>[0]["event"]) =>
    chronicle.tell({ subject, siteId, at: plus(at, minutes * MINUTE), actor: by.row, event });
  tell(0, { type: "survey_import.received", data: { importId, name: NAME, bytes: bytesOf(lines) } });
  tell(1, { type: "survey_import.mapped", data: { importId, source: SOURCE, instrument: "fft" } });
  tell(2, { type: "survey_import.checked", data: { importId, fresh: added, same: 0, rejected } });
  tell(3, { type: "survey_import.begun", data: { importId, source: SOURCE, rows: added } });
  tell(4, { type: "survey_import.ended", data: { importId, source: SOURCE, added } });
  return all;
}

/** The lines of the file, three of them as files come: a day in another order, an answer off the scale, a ward that is none. */
function linesOf({ random, site, at }: { random: Random; site: DemoSite; at: Date }): string[][] {
  const lines = Array.from({ length: ROWS }, (_, index) => {
    const day = plus(at, -(2 + Math.floor(random.next() * OVER_DAYS)) * DAY)
      .toISOString()
      .slice(0, 10);
    const answer = pick(random);
    const words = IMPORTED_COMMENTS[FFT_ANSWERS[answer] ?? ""] ?? [];
    const unit = itemAt(site.units, Math.floor(random.next() * site.units.length)).row.name;
    const comment = random.next() < 0.3 ? itemAt(words, index % words.length) : "";
    return [`OP-${1001 + index}`, day.split("-").toReversed().join("/"), unit, String(answer + 1), comment];
  });
  const spoil = (index: number, column: number, value: (cell: string) => string) => {
    const line = lines[index];
    if (line) line[column] = value(line[column] ?? "");
  };
  spoil(40, 1, (day) => `${day.slice(3, 5)}/28/${day.slice(6)}`);
  spoil(117, 3, () => "7");
  spoil(188, 2, () => "Ward 99");
  return lines;
}

function pick(random: Random): number {
  let left = random.next() * WEIGHTS.reduce((sum, weight) => sum + weight, 0);
  const found = WEIGHTS.findIndex((weight) => {
    left -= weight;
    return left < 0;
  });
  return Math.max(found, 0);
}

type Rejected = { importId: string; line: number; position: number; problem: Problem };

function rejectOf({ problem, ...place }: Rejected): SurveyImportReject {
  return { ...place, ...problem };
}

type Taken = { id: string; importId: string; siteId: string; line: number; row: ReadRow };

function responseOf({ row, ...place }: Taken): ImportedResponse {
  const { day, unitId, unit, items, comment, language, respondent, key } = row;
  const said = JSON.stringify([day, plainName(unit), Object.entries(items), comment, language, respondent]);
  return {
    ...place,
    ...{ unitId, instrument: "fft", key: key ?? "", digest: digestOf(said, "base64url").slice(0, 22), respondent },
    ...{
      isCounted: Object.keys(items).length > 0,
      answeredOn: new Date(day),
      items,
      comment,
      language,
      concernId: null,
    },
    worries: whyImportedWorries(MAPPING, { items, comment }),
  };
}

function tallyOf(random: Random, at: Date, responses: ImportedResponse[]): ImportedTally[] {
  const sums = new Map<string, ImportedTally>();
  for (const { importId, siteId, unitId, answeredOn, items } of responses) {
    const month = new Date(`${answeredOn.toISOString().slice(0, 7)}-01`);
    for (const [item, value] of Object.entries(items as Record<string, string>)) {
      const key = JSON.stringify([unitId, month, item, value]);
      const sum = sums.get(key);
      if (sum) sum.count += 1;
      else {
        const place = { importId, siteId, unitId, instrument: "fft", source: SOURCE };
        sums.set(key, { id: idAt(random, at), ...place, month, item, value, count: 1 });
      }
    }
  }
  return [...sums.values()];
}

function samplesOf(lines: string[][], index: number): string[] {
  return [...new Set(lines.map((cells) => cells[index] ?? ""))].filter((cell) => cell !== "").slice(0, 4);
}

function bytesOf(lines: string[][]): number {
  return lines.reduce((sum, cells) => sum + cells.join(";").length + 2, 0);
}

function digestOf(text: string, encoding: "hex" | "base64url"): string {
  return createHash("sha256").update(text).digest(encoding);
}
