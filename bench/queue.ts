import { readOffered } from "@/lib/case/queries/offered";
import { countTabs, listCases } from "@/lib/case/queries/queue";
import { findSteps } from "@/lib/case/queries/walk";
import { usualOrder } from "@/lib/case/rules";
import { QUEUE_SORTS, QUEUE_TABS, type QueueTab, queueSchema } from "@/lib/case/schema";
import type { CaseRow } from "@/lib/case/types";
import type { Page } from "@/lib/shared/page";
import { parseSearchParams } from "@/lib/shared/search-params";
import type { Size } from "@/tests/support/two-sizes";
import { askBySize, type Question } from "./by-size";

const RUNS = Number(process.env.HEARD_BENCH_RUNS ?? 30);
/** A page far in: the hundredth at 50 cases a page. */
const FAR = 100;

const rowsOf = (answer: unknown) => (answer as Page<CaseRow>).rows.length;

/** As the page reads its address: in the usual order where none is asked for. */
function filterOf(tab: QueueTab, asked: Record<string, string>) {
  const filter = parseSearchParams(queueSchema, asked);
  return asked.sort ? filter : { ...filter, ...usualOrder(tab, filter, false) };
}

const now = new Date();
const daysAgo = (days: number) => new Date(now.getTime() - days * 86_400_000).toISOString().slice(0, 10);

function listed(tab: QueueTab, asked: (size: Size) => Promise<Record<string, string>> | Record<string, string>) {
  return async (size: Size) => {
    const filter = filterOf(tab, await asked(size));
    return () => listCases(size.viewer, tab, filter, now);
  };
}

/** The page that has as many rows at either size. */
const wholeOf = (tab: QueueTab) => (tab === "all" ? "all, as it opens" : "open, as it opens");

function page(tab: QueueTab, asked: Record<string, string>, name = Object.entries(asked).flat().join(" ")): Question {
  return { name: `${tab}, ${name || "as it opens"}`, ask: listed(tab, () => asked), count: rowsOf, like: wholeOf(tab) };
}

/** The same page after another, as a person who presses Next comes to it. */
function far(tab: QueueTab, asked: Record<string, string>): Question {
  const cursorOf = async ({ viewer }: Size) => {
    let cursor: string | null = null;
    for (let turn = 0; turn < FAR; turn++) {
      const { next } = await listCases(
        viewer,
        tab,
        filterOf(tab, { ...asked, ...(cursor ? { page: cursor } : {}) }),
        now,
      );
      if (!next) break;
      cursor = next;
    }
    return cursor ?? "";
  };
  return {
    name: `${tab}, ${Object.values(asked).join(" ")}, page ${FAR + 1}`,
    ask: listed(tab, async (size) => ({ ...asked, page: await cursorOf(size) })),
    count: rowsOf,
  };
}

/** From a case in the middle of a page, and from its last case, where the next page is read too. */
function walk(name: string, at: (references: string[]) => string | undefined): Question {
  return {
    name,
    ask: async ({ viewer }) => {
      const { rows, next, previous } = await listCases(viewer, "open", filterOf("open", {}), now);
      const references = rows.map(({ reference }) => reference);
      const asked = { query: "tab=open", reference: at(references) ?? "", references, next, previous, rowsOf: [] };
      return () => findSteps(viewer, asked, now);
    },
  };
}

/** Everything that app/(staff)/cases/page.tsx reads for itself. */
const wholePage: Question = {
  name: "the page's reads",
  ask:
    ({ viewer }) =>
    () =>
      Promise.all([
        listCases(viewer, "open", filterOf("open", {}), now),
        countTabs(viewer, [...QUEUE_TABS]),
        readOffered(viewer),
      ]),
};

async function choices({ viewer }: Size) {
  const {
    sites: [site],
    owners: [owner],
    tags: [tag],
  } = await readOffered(viewer);
  return { site: site?.id ?? "", unit: site?.units[0]?.id ?? "", owner: owner?.id ?? "", tag: tag?.id ?? "" };
}

const FILTERS: Record<string, string>[] = [
  { kind: "complaint" },
  { kind: "grievance,complaint" },
  { severity: "3" },
  { state: "investigating" },
  { state: "closed" },
  { channel: "letter" },
  { reporter: "visitor" },
  { language: "es" },
  { waiting: "unit" },
  { escalated: "yes" },
  { clock: "late" },
  { clock: "soon" },
  { unheard: "7" },
  { owner: "me" },
  { owner: "nobody" },
  { unit: "none" },
  { from: daysAgo(60), to: daysAgo(30) },
  { updatedFrom: daysAgo(7) },
  { kind: "complaint", severity: "3" },
  { kind: "grievance", channel: "letter", severity: "3", language: "es" },
];

function chosen(tab: QueueTab, key: "site" | "unit" | "owner" | "tag"): Question {
  return {
    name: `${tab}, ${key}`,
    ask: listed(tab, async (size) => ({ [key]: (await choices(size))[key] })),
    count: rowsOf,
    like: wholeOf(tab),
  };
}

const questions: Question[] = [
  wholePage,
  {
    name: "the tabs' counts",
    ask:
      ({ viewer }) =>
      () =>
        countTabs(viewer, [...QUEUE_TABS]),
  },
  ...(["open", "all", "mine", "unassigned", "escalated", "closed"] as const).map((tab) => page(tab, {})),
  far("all", {}),
  far("all", { sort: "patient" }),
  walk("walk: the next case", (references) => references[20]),
  walk("walk: over the end of a page", (references) => references.at(-1)),
  ...(["all", "open"] as const).flatMap((tab) => [
    ...QUEUE_SORTS.flatMap((sort) => (["asc", "desc"] as const).map((order) => page(tab, { sort, order }))),
    ...FILTERS.map((asked) => page(tab, asked)),
    ...(["site", "unit", "owner", "tag"] as const).map((key) => chosen(tab, key)),
  ]),
  ...QUEUE_SORTS.map((sort) => page("mine", { sort, order: "asc" })),
  // Filters beside an order that has no index with them.
  ...(["patient", "due", "updated"] as const).flatMap((sort) => [
    page("all", { kind: "grievance", sort, order: "asc" }),
    page("all", { severity: "3", sort, order: "asc" }),
    page("all", { state: "investigating", sort, order: "asc" }),
    page("all", { unit: "none", sort, order: "asc" }),
  ]),
  page("open", { clock: "late", sort: "received", order: "desc" }),
  page("open", { unheard: "7", sort: "received", order: "desc" }),
  page("all", { updatedFrom: daysAgo(7), sort: "received", order: "desc" }),
];

await askBySize(process.env.HEARD_BENCH_AS ?? "supervisor@heard.example", questions, RUNS);
process.exit(0);
