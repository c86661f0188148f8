import "server-only";
import { recordEvent } from "@/lib/events/record";
import { BYTE_ORDER_MARK, csvLine, MARK_HEADER, tellMark } from "@/lib/export/rules/csv";
import { workbook } from "@/lib/export/rules/workbook";
import type { Cell } from "@/lib/export/types";
import { type UserCtx, withTransaction } from "@/lib/platform/context";
import { Forbidden, NotFound } from "@/lib/platform/errors";
import { dayIn, isoDay } from "@/lib/shared/dates";
import { REPORT_MEDIA, tellKinds, tellPeriod } from "../labels";
import { printReport } from "../print/report";
import { countBehind, readBehind } from "../queries/behind";
import { getReport } from "../queries/reports";
import { behindHeaders, behindRow, behindWhat } from "../rules/behind-rows";
import type { ReportResult } from "../rules/result";
import { FIGURE_HEADERS, figureRows, tellFileName } from "../rules/rows";
import type { ReportFormat, TakeReport } from "../schema";
import type { ReportDetail } from "../types";

export type HandedOut = { name: string; media: string; body: ReadableStream<Uint8Array> };

/** Hands a report out as a file, or what one figure of it counted, and writes down who took what. */
export async function handOutReport(ctx: UserCtx, reportId: string, asked: TakeReport): Promise<HandedOut> {
  const report = await getReport(ctx.viewer, reportId);
  const { result } = report;
  if (!report.mayTake) throw new Forbidden("Your role does not take figures out of every site of this report.");
  if (!result) throw new NotFound("This file");
  return asked.figure === undefined
    ? handOutFigures(ctx, report, result, asked.format)
    : handOutBehind(ctx, report, result, { ...asked, figure: asked.figure });
}

async function handOutFigures(ctx: UserCtx, report: ReportDetail, result: ReportResult, format: ReportFormat) {
  const rows = figureRows(result);
  const mark = markOf(ctx);
  const body =
    format === "pdf"
      ? one(await printReport(report, result, { by: ctx.viewer.name, at: ctx.now, ...placeOf(ctx) }))
      : table(format, {
          headers: FIGURE_HEADERS,
          pages: pagesOf(rows),
          ...{ mark, total: rows.length, name: "Figures", about: aboutOf(ctx, report, result) },
        });
  await writeDown(ctx, report, { format, figure: null, rows: rows.length });
  return { name: nameOf(ctx, report.title, format), media: REPORT_MEDIA[format], body };
}

type Behind = Omit<TakeReport, "figure"> & { figure: string };

async function handOutBehind(ctx: UserCtx, report: ReportDetail, result: ReportResult, asked: Behind) {
  const figure = result.sections.flatMap(({ figures }) => figures).find(({ key }) => key === asked.figure);
  const key = asked.of ? `${asked.figure}:of` : asked.figure;
  const { id: reportId, siteIds } = report;
  const total = figure ? await countBehind(ctx.viewer, { reportId, key, siteIds }) : null;
  // One that was counted before lists were left out has them still.
  if (!figure || total === null || report.forPublication) throw new NotFound("What this figure counted");
  const format = asked.format === "xlsx" ? "xlsx" : "csv";
  const what = behindWhat(figure);
  const lists = readBehind(ctx.viewer, { reportId, key, siteIds });
  async function* pages() {
    for await (const rows of lists) yield rows.map((row) => behindRow(row, what));
  }
  const label = `${figure.label}${asked.of ? ", of which" : ""}`;
  const body = table(format, {
    headers: behindHeaders(what),
    pages: pages(),
    ...{ mark: markOf(ctx), total, name: "Cases", about: aboutOf(ctx, report, result, label) },
  });
  await writeDown(ctx, report, { format, figure: key, rows: total });
  return { name: nameOf(ctx, `${label}, ${report.title}`, format), media: REPORT_MEDIA[format], body };
}

type Table = {
  headers: string[];
  pages: AsyncIterable<Cell[][]>;
  mark: string;
  total: number;
  name: string;
  about: [string, Cell][];
};

/** Rows as CSV or a workbook, each with who took it and when, and which row of how many it is. */
function table(
  format: "csv" | "xlsx",
  { headers, pages, mark, total, name, about }: Table,
): ReadableStream<Uint8Array> {
  let number = 0;
  async function* marked() {
    for await (const rows of pages) {
      yield rows.map((cells): Cell[] => {
        number += 1;
        return [...cells, `${mark}, row ${number} of ${total}`];
      });
    }
  }
  const withMark = [...headers, MARK_HEADER];
  if (format === "xlsx") {
    return streamOf(
      workbook({
        ...{ name, headers: withMark, pages: marked(), mark },
        about: { name: "About this report", rows: () => about },
      }),
    );
  }
  return streamOf(csv(withMark, marked()));
}

async function* csv(headers: string[], pages: AsyncIterable<Cell[][]>): AsyncGenerator<Uint8Array> {
  const encoder = new TextEncoder();
  yield encoder.encode(BYTE_ORDER_MARK + csvLine(headers));
  for await (const rows of pages) yield encoder.encode(rows.map(csvLine).join("").toWellFormed());
}

async function* pagesOf(rows: Cell[][]): AsyncGenerator<Cell[][]> {
  yield rows;
}

function streamOf(chunks: AsyncGenerator<Uint8Array>): ReadableStream<Uint8Array> {
  return new ReadableStream({
    async pull(controller) {
      const next = await chunks.next();
      if (next.done) controller.close();
      else controller.enqueue(next.value);
    },
    async cancel() {
      await chunks.return(undefined);
    },
  });
}

function one(bytes: Uint8Array): ReadableStream<Uint8Array> {
  return new ReadableStream({
    start(controller) {
      controller.enqueue(bytes);
      controller.close();
    },
  });
}

function placeOf({ viewer }: UserCtx) {
  return { zone: viewer.zone, country: viewer.sites[0]?.country ?? "" };
}

function markOf({ viewer, now }: UserCtx): string {
  const { zone } = viewer;
  return tellMark({ by: viewer.name, madeAt: now.toISOString(), zone, claims: [], columns: [], sites: [], total: 0 });
}

function aboutOf(
  { viewer, now }: UserCtx,
  report: ReportDetail,
  result: ReportResult,
  figure?: string,
): [string, Cell][] {
  const counted = report.countedAt ?? now.toISOString();
  return [
    ["Report", report.title],
    ...(figure ? [["What this figure counted", figure] satisfies [string, Cell]] : []),
    ["Sites", report.sites.join(", ")],
    ["Days", tellPeriod(report)],
    ["Kinds", tellKinds(report)],
    ["Counted at", { at: counted, zone: report.zone }],
    ["Time zone of that", report.zone],
    ["Downloaded by", viewer.name],
    ["Downloaded at", { at: now.toISOString(), zone: viewer.zone }],
    ...result.remarks.map((remark): [string, Cell] => ["Remark", remark]),
  ];
}

function nameOf({ viewer, now }: UserCtx, title: string, format: string): string {
  return tellFileName(`${title} ${isoDay(dayIn(now, viewer.zone))} ${viewer.name}`, format);
}

type Taken = { format: ReportFormat; figure: string | null; rows: number };

async function writeDown(ctx: UserCtx, { id: reportId, siteIds }: ReportDetail, taken: Taken): Promise<void> {
  await withTransaction(ctx, async (tx) => {
    for (const siteId of siteIds.toSorted()) {
      const event = { type: "report.taken", data: { reportId, ...taken } } as const;
      await recordEvent(tx, ctx, { subject: { noun: "site", id: siteId }, siteId, event });
    }
  });
}
