import "server-only";
import { countQueue, readQueue, type WholeQueue } from "@/lib/case/queries/whole-queue";
import type { CaseRow } from "@/lib/case/types";
import type { Tx } from "@/lib/platform/db";
import type { Viewer } from "@/lib/platform/viewer";
import { readViewQuery } from "@/lib/view/rules";
import { QUEUE_COLUMNS, type QueueColumn } from "@/lib/view/schema";
import { tellAbout } from "../rules/about";
import { fieldsOf } from "../rules/cells";
import { BYTE_ORDER_MARK, csvLine, MARK_HEADER, markOf, tellMark } from "../rules/csv";
import { workbook } from "../rules/workbook";
import type { ExportFormat } from "../schema";
import type { About, Tally } from "../types";

/** What an export is to hold, as its row says. */
export type Wanted = {
  id: string;
  format: ExportFormat;
  query: string;
  columns: string[];
  claims: string[];
  caseIds: string[];
  siteIds: string[];
  madeAt: Date;
};

/** The bytes of an export as its maker may read the cases now, some rows at a time; `tally` keeps up with them. */
export async function* readContents(viewer: Viewer, db: Tx, wanted: Wanted, tally: Tally): AsyncGenerator<Uint8Array> {
  const queue = wholeQueueOf(wanted);
  tally.total = await countQueue(viewer, db, queue);
  const columns = QUEUE_COLUMNS.filter((column) => wanted.columns.includes(column)).toSorted(
    (one, other) => wanted.columns.indexOf(one) - wanted.columns.indexOf(other),
  );
  const about = aboutOf(viewer, wanted, columns, tally.total);
  const pages = counted(readQueue(viewer, db, queue), tally);
  switch (wanted.format) {
    case "csv":
      return yield* csvOf(columns, about, pages);
    case "xlsx":
      return yield* workbookOf(columns, about, pages);
    default:
      return wanted.format satisfies never;
  }
}

/** Which cases an export is about. */
export function wholeQueueOf({
  query,
  caseIds,
  siteIds,
  madeAt,
}: Pick<Wanted, "query" | "caseIds" | "siteIds" | "madeAt">) {
  const filter = readViewQuery(query);
  const { site } = filter;
  const sites = caseIds.length === 0 && site ? siteIds.filter((id) => site.includes(id)) : siteIds;
  return { tab: filter.tab ?? "open", filter, caseIds, sites, now: madeAt } satisfies WholeQueue;
}

function aboutOf(viewer: Viewer, { madeAt, claims, siteIds }: Wanted, columns: QueueColumn[], total: number): About {
  const sites = viewer.sites.filter(({ id }) => siteIds.includes(id)).map(({ name }) => name);
  return { by: viewer.name, madeAt: madeAt.toISOString(), zone: viewer.zone, claims, columns, sites, total };
}

async function* counted(pages: AsyncIterable<CaseRow[]>, tally: Tally): AsyncGenerator<CaseRow[]> {
  for await (const rows of pages) {
    yield rows;
    tally.rows += rows.length;
    for (const { site } of rows) tally.bySite.set(site.id, (tally.bySite.get(site.id) ?? 0) + 1);
  }
}

async function* csvOf(columns: QueueColumn[], about: About, pages: AsyncIterable<CaseRow[]>) {
  const fields = fieldsOf(columns);
  let head = BYTE_ORDER_MARK + csvLine([...fields.map(({ header }) => header), MARK_HEADER]);
  let number = 0;
  for await (const rows of pages) {
    const lines = rows.map((row) => csvLine([...fields.map(({ cell }) => cell(row)), markOf(about, ++number)]));
    yield encode(head + lines.join(""));
    head = "";
  }
  if (head) yield encode(head);
}

const encoder = new TextEncoder();

function encode(text: string): Uint8Array {
  return encoder.encode(text.toWellFormed());
}

async function* workbookOf(columns: QueueColumn[], about: About, pages: AsyncIterable<CaseRow[]>) {
  const fields = fieldsOf(columns);
  let number = 0;
  async function* cells() {
    for await (const rows of pages) {
      yield rows.map((row) => [...fields.map(({ cell }) => cell(row)), markOf(about, ++number)]);
    }
  }
  yield* workbook({
    name: "Cases",
    headers: [...fields.map(({ header }) => header), MARK_HEADER],
    pages: cells(),
    mark: tellMark(about),
    about: { name: "About this export", rows: () => tellAbout(about) },
  });
}
