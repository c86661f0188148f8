import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { BulkBar } from "@/components/bulk/bulk-bar";
import { SelectingRows } from "@/components/bulk/selecting";
import { CaseTable } from "@/components/case/case-table";
import { PanesSwitch } from "@/components/case/queue-beside";
import { QueueChipForm, QueueFilterForm } from "@/components/case/queue-filter";
import { RememberQueue } from "@/components/case/queue-memory";
import { ExportButton } from "@/components/export/export-button";
import { PageHeader } from "@/components/layout/page-header";
import { QueueLive } from "@/components/presence/queue-live";
import { FilterChips } from "@/components/table/filter-chips";
import { Pager } from "@/components/table/pager";
import type { Sort } from "@/components/table/sort-header";
import { ButtonLink } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import { Tabs } from "@/components/ui/tabs";
import { LookPanel } from "@/components/view/look-panel";
import { SortMenu } from "@/components/view/sort-menu";
import { ViewMenu } from "@/components/view/view-menu";
import { ViewName } from "@/components/view/view-name";
import { ViewsMenu } from "@/components/view/views-menu";
import { ROLE_LABELS } from "@/lib/access/labels";
import { canAnywhere, homeRole, sitesFor } from "@/lib/access/policy";
import { MOST_PICKED } from "@/lib/bulk/schema";
import { TAB_LABELS } from "@/lib/case/labels";
import { queueTabFor, queueTabsOf } from "@/lib/case/policy";
import { listUsedLanguages } from "@/lib/case/queries/lists";
import { listAsked, type Offered, readOffered, withAsked } from "@/lib/case/queries/offered";
import { countTabs, listCases } from "@/lib/case/queries/queue";
import { describeFilter, usualOrder } from "@/lib/case/rules";
import {
  QUEUE_FILTER_KEYS,
  QUEUE_SORTS,
  type QueueFilter,
  type QueueFilterKey,
  type QueueSort,
  type QueueTab,
  queueSchema,
} from "@/lib/case/schema";
import { canExport } from "@/lib/export/policy";
import { listLanguages } from "@/lib/patient/labels";
import { requireViewer, type Viewer } from "@/lib/platform/viewer";
import { dayIn, isoDay } from "@/lib/shared/dates";
import { formatCount, type Page } from "@/lib/shared/page";
import { hrefWith, joinValues, parseSearchParams, type RawSearchParams } from "@/lib/shared/search-params";
import { countViews, listViews, readQueueChoices } from "@/lib/view/queries";
import { usualColumns, writeViewQuery } from "@/lib/view/rules";
import { QUEUE_COLUMNS, SHARED_ROLES } from "@/lib/view/schema";
import type { QueueView, ViewCounts } from "@/lib/view/types";

export const metadata: Metadata = { title: "Cases" };

const LANGUAGES = listLanguages();

export default async function CasesPage({ searchParams }: { searchParams: Promise<RawSearchParams> }) {
  const viewer = await requireViewer();
  if (!canAnywhere(viewer, "case.see")) notFound();
  const [views, choices] = await Promise.all([listViews(viewer), readQueueChoices(viewer)]);
  const raw = startingWith(
    joinValues(await searchParams),
    views.find(({ id }) => id === choices.defaultViewId),
  );
  const asked = parseSearchParams(queueSchema, raw);
  const tabs = queueTabsOf(viewer);
  const tab = queueTabFor(viewer, asked.tab);
  const usual = usualOrder(tab, asked, homeRole(viewer) === "associate");
  const filter: QueueFilter = raw.sort === asked.sort ? asked : { ...asked, ...usual };
  // An order that goes without saying is not said, so that another filter comes in its own.
  const isUsual = filter.sort === usual.sort && filter.order === usual.order;
  const kept = isUsual ? { ...filter, sort: undefined, order: undefined } : filter;
  const now = new Date();
  const [page, counts, { sites, owners, tags }, named, used, viewCounts] = await Promise.all([
    listCases(viewer, tab, filter, now),
    countTabs(viewer, tabs),
    readOffered(viewer),
    listAsked(viewer, filter),
    listUsedLanguages(
      viewer,
      LANGUAGES.map(({ tag }) => tag),
    ),
    countViews(viewer, views, { now }),
  ]);
  const link = (change: Partial<Record<keyof QueueFilter, string | undefined>>) =>
    hrefWith("/cases", { ...kept, tab, page: undefined, ...change });
  const view = views.find(({ id }) => id === filter.view) ?? null;
  const look = view ?? choices;
  const query = writeViewQuery({ ...filter, tab });
  const shown = usualColumns(tab);
  const exporting = canExport(viewer) ? { query, columns: look.columns.length > 0 ? look.columns : shown } : null;
  // What is selected holds for a filter, in whatever order.
  const matching = writeViewQuery({ ...filter, tab, sort: "received", order: "desc" });
  const mayWork = canAnywhere(viewer, "case.work");
  const offered = {
    filter: kept,
    tab,
    sites,
    owners: withAsked(owners, named.owners),
    tags: withAsked(tags, named.tags),
    languages: LANGUAGES.map((one) => ({ ...one, isUsed: used.includes(one.tag) })),
  };
  const claims = describeFilter(filter, offered);
  const chips = claims.map(({ key, label }) => ({
    id: key,
    label,
    removeHref: link({ [key]: undefined }),
    editor: LED_HERE.includes(key) ? undefined : <QueueChipForm {...offered} filterKey={key} />,
  }));

  const sorts = sortsFor(filter, link);
  const turns = {
    previous: page.previous && link({ page: page.previous }),
    next: page.next && link({ page: page.next }),
  };

  return (
    <>
      <RememberQueue
        address={hrefWith("/cases", { ...filter, tab })}
        rows={page.rows}
        next={page.next}
        previous={page.previous}
      />
      <PageHeader
        title="Cases"
        description={introduce({ tab, isWhole: !view && claims.length === 0, count: formatCount(page.total) })}
      />
      <Tabs
        label="Views"
        tabs={[
          ...tabs.map((name) => ({
            href: hrefWith("/cases", { tab: name }),
            label: TAB_LABELS[name],
            count: formatCount(counts[name]),
            current: name === tab && !view,
          })),
          ...onTabs(views, view).map((saved) => ({
            ...placeOf(saved, viewCounts),
            label: <ViewName view={saved} isDefault={saved.id === choices.defaultViewId} />,
            current: saved.id === view?.id,
            className: saved.id === view?.id ? undefined : "max-[80rem]:hidden",
          })),
        ]}
      >
        {views.length > 0 ? (
          <ViewsMenu
            views={views.map((saved) => ({
              ...{ id: saved.id, name: saved.name, sharedWith: saved.sharedWith },
              ...placeOf(saved, viewCounts),
            }))}
            defaultViewId={choices.defaultViewId}
          />
        ) : null}
        <ViewMenu
          key={view?.id}
          query={query}
          look={{ columns: look.columns, density: look.density }}
          audiences={audiencesOf(viewer, sites)}
          view={view}
          isChanged={view !== null && view.query !== query}
          isDefault={view !== null && view.id === choices.defaultViewId}
        />
      </Tabs>
      <FilterChips filters={chips} clearHref={hrefWith("/cases", { tab })}>
        <QueueFilterForm {...offered} />
        <SortMenu columns={[...QUEUE_COLUMNS]} sorts={sorts} />
        {view && !view.mayChange ? null : (
          <LookPanel
            key={`${view?.id} ${look.columns} ${look.density} ${tab}`}
            look={{ columns: look.columns, density: look.density }}
            columns={QUEUE_COLUMNS}
            shown={shown}
            view={view}
          />
        )}
        {exporting && page.total.count > 0 ? (
          <ExportButton
            {...exporting}
            count={formatCount(page.total)}
            className={view && !view.mayChange ? "ms-auto" : undefined}
          />
        ) : null}
        <PanesSwitch />
      </FilterChips>
      <FilterDoubts
        ignored={countIgnored(raw, filter)}
        isOrderIgnored={isIgnored(raw.sort, filter.sort) || isIgnored(raw.order, filter.order)}
        isPlaceLost={page.isLost || isIgnored(raw.page, filter.page)}
        isBackwards={isBackwards(filter)}
        isViewGone={filter.view !== undefined && !view}
        unseen={claims.filter(({ isUnseen }) => isUnseen).length}
      />
      <SelectingRows matching={matching} page={page.rows.map(({ id }) => id)} most={MOST_PICKED}>
        <Card aria-label={TAB_LABELS[tab]}>
          <QueueLive query={query} now={now.toISOString()}>
            <CaseTable
              caption={`${TAB_LABELS[tab]}, ${formatCount(page.total)} cases`}
              rows={page.rows}
              now={now.toISOString()}
              sorts={sorts}
              hasRowKeys
              turns={turns}
              canSelect={mayWork}
              without={QUEUE_COLUMNS.filter((name) => !shown.includes(name))}
              chosen={look.columns}
              density={look.density}
              empty={<NothingHere tab={tab} claims={claims.map(({ label }) => label)} canLog={mayWork} />}
            />
          </QueueLive>
        </Card>
        <Pager label="Pages of cases" className="mt-3" {...turns} summary={countShown(page)} />
        {mayWork ? (
          <BulkBar
            matching={matching}
            total={page.total}
            mayAssign={canAnywhere(viewer, "case.assign")}
            exporting={exporting}
            given={{
              tags: [...new Set(tags.map(({ name }) => name))],
              today: isoDay(dayIn(now, viewer.zone)),
            }}
          />
        ) : null}
      </SelectingRows>
    </>
  );
}

/** Without anything asked for, the queue opens with the view that the person chose. */
function startingWith(raw: RawSearchParams, view: QueueView | undefined): RawSearchParams {
  if (Object.keys(raw).length > 0 || !view) return raw;
  return { ...Object.fromEntries(new URLSearchParams(view.query)), view: view.id };
}

/** Oneself; and where the viewer assigns, the site and each role that sees its cases. */
function audiencesOf(viewer: Viewer, sites: Offered["sites"]) {
  const decided = sitesFor(viewer, "case.assign");
  const shared = sites
    .filter(({ id }) => decided.includes(id))
    .flatMap(({ id, name }) => [
      { value: id, label: `Everybody at ${name}` },
      ...SHARED_ROLES.map((role) => ({ value: `${id}:${role}`, label: `${ROLE_LABELS[role]} at ${name}` })),
    ]);
  return [{ value: "me", label: "Only me" }, ...shared];
}

function countShown({ rows, total, previous, next }: Page<unknown>): string | undefined {
  if (previous || next) return `Shows ${rows.length} of ${formatCount(total)} cases`;
  if (total.count === 0) return undefined;
  return total.count === 1 ? "1 case" : `${formatCount(total)} cases`;
}

/** Beside the tabs of everybody there is room for one view: the one that is open, else the first. All stand in the menu. */
function onTabs(views: QueueView[], open: QueueView | null): QueueView[] {
  return open ? [open] : views.slice(0, 1);
}

function placeOf({ id, query }: QueueView, counts: ViewCounts) {
  const held = counts.get(id);
  return { href: `/cases?${query}&view=${id}`, count: held && formatCount(held) };
}

/** What a tab means holds for the whole of it alone: neither for a view nor under a filter. */
function introduce({ tab, isWhole, count }: { tab: QueueTab; isWhole: boolean; count: string }): string {
  return isWhole ? `${sentenceFor(tab)} ${count} in this view.` : `${count} in this view.`;
}

function sentenceFor(tab: QueueTab): string {
  switch (tab) {
    case "mine":
      return "What you own and is still open.";
    case "unassigned":
      return "Open, and nobody has it yet.";
    case "escalated":
      return "Waiting for an answer to an escalation.";
    case "open":
      return "Everything that is not closed.";
    case "closed":
      return "What is done.";
    case "all":
      return "Open and closed.";
    default:
      return tab satisfies never;
  }
}

type FilterDoubtsProps = {
  ignored: number;
  isOrderIgnored: boolean;
  isPlaceLost: boolean;
  isBackwards: boolean;
  isViewGone: boolean;
  unseen: number;
};

function FilterDoubts(doubts: FilterDoubtsProps) {
  const { ignored, isOrderIgnored, isPlaceLost, isBackwards, isViewGone, unseen } = doubts;
  const sentences = [
    ignored === 1 && "One filter in this address was not understood, so it is left out.",
    ignored > 1 && `${ignored} filters in this address were not understood, so they are left out.`,
    isOrderIgnored && "The order in this address was not understood, so it is left out.",
    isPlaceLost && "The page in this address is not one of this list in this order, so this is the first.",
    isBackwards && "The first day lies after the last, so no case can fit.",
    isViewGone && "This view is not there any more, or not shared with you; its filters still hold.",
    unseen > 0 && "A filter names something that is not there any more, or that you do not see.",
  ].filter(Boolean);
  return sentences.length > 0 ? <p className="mb-2.5 text-sm text-muted">{sentences.join(" ")}</p> : null;
}

/** What a chart or the news of a change leads here with, and nobody chooses here. */
const LED_HERE: readonly string[] = [
  ...(["run", "cause", "answerFrom", "answerTo", "acknowledgedFrom", "acknowledgedTo"] as const),
  ...(["counted", "acknowledgeFrom", "acknowledgeTo"] as const),
  ...(["answeredFrom", "answeredTo", "closedFrom", "closedTo", "referredFrom", "referredTo"] as const),
  ...(["saidFrom", "saidTo", "said"] as const),
] satisfies QueueFilterKey[];

const FILTER_KEYS = ["tab", ...QUEUE_FILTER_KEYS] as const;

function countIgnored(raw: RawSearchParams, filter: QueueFilter): number {
  return FILTER_KEYS.filter((key) => raw[key] && filter[key] === undefined).length;
}

function isIgnored(given: RawSearchParams[string], read: string | undefined): boolean {
  return Boolean(given) && given !== read;
}

function isBackwards({ from, to, updatedFrom, updatedTo }: QueueFilter): boolean {
  return (from && to && from > to) || (updatedFrom && updatedTo && updatedFrom > updatedTo) || false;
}

function sortsFor(
  filter: QueueFilter,
  link: (change: { sort: string; order: string }) => string,
): Record<string, Sort> {
  const sortOf = (sort: QueueSort): Sort => {
    const isCurrent = filter.sort === sort;
    const first = LAST_FIRST.has(sort) ? "desc" : "asc";
    const other = first === "asc" ? "desc" : "asc";
    const order = isCurrent && filter.order === first ? other : first;
    const direction = filter.order === "asc" ? "ascending" : "descending";
    return { href: link({ sort, order }), direction: isCurrent ? direction : undefined };
  };
  return Object.fromEntries(QUEUE_SORTS.map((sort) => [sort, sortOf(sort)]));
}

/** What a first press on the header shows from its end: the newest, the most serious. */
const LAST_FIRST: ReadonlySet<QueueSort> = new Set(["severity", "received", "updated"]);

function NothingHere({ tab, claims, canLog }: { tab: QueueTab; claims: string[]; canLog: boolean }) {
  if (claims.length > 0) {
    return (
      <EmptyState
        title="No case fits these filters"
        action={<ButtonLink href={hrefWith("/cases", { tab })}>Clear filters</ButtonLink>}
      >
        {claims.join(" · ")}. Take one away, or look in another view.
      </EmptyState>
    );
  }
  if (tab === "mine") {
    return (
      <EmptyState
        title="You own no open case"
        action={<ButtonLink href="/cases?tab=unassigned">See what is unassigned</ButtonLink>}
      >
        Cases that you take, or are given, are listed here.
      </EmptyState>
    );
  }
  return (
    <EmptyState title="Nothing here" action={canLog ? <ButtonLink href="/cases/new">New case</ButtonLink> : undefined}>
      {tab === "escalated" ? "No escalation is waiting for its answer." : "No case is in this view."}
    </EmptyState>
  );
}
