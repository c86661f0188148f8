import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { CaseTable } from "@/components/case/case-table";
import { QueueFilterForm } from "@/components/case/queue-filter";
import { RememberQueue } from "@/components/case/queue-memory";
import { PageHeader } from "@/components/layout/page-header";
import { QueueLive } from "@/components/presence/queue-live";
import { FilterChips } from "@/components/table/filter-chips";
import { Pager } from "@/components/table/pager";
import type { Sort } from "@/components/table/sort-header";
import { ButtonLink } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import { Tabs } from "@/components/ui/tabs";
import { canAnywhere, homeRole, sitesFor } from "@/lib/access/policy";
import { listOwners, listSiteChoices } from "@/lib/access/queries";
import { TAB_LABELS } from "@/lib/case/labels";
import { countTabs, listCases } from "@/lib/case/queries/queue";
import { describeFilter } from "@/lib/case/rules";
import { QUEUE_TABS, type QueueFilter, type QueueSort, type QueueTab, queueSchema } from "@/lib/case/schema";
import { requireViewer } from "@/lib/platform/viewer";
import { formatCount, type Page } from "@/lib/shared/page";
import { hrefWith, parseSearchParams, type RawSearchParams } from "@/lib/shared/search-params";
import { listTagChoices } from "@/lib/tag/queries";

export const metadata: Metadata = { title: "Cases" };

export default async function CasesPage({ searchParams }: { searchParams: Promise<RawSearchParams> }) {
  const viewer = await requireViewer();
  if (!canAnywhere(viewer, "case.see")) notFound();
  const raw = await searchParams;
  const asked = parseSearchParams(queueSchema, raw);
  const tabs = QUEUE_TABS.filter((tab) => tab !== "mine" || canAnywhere(viewer, "case.work"));
  // Who decides over the work of others owns few cases, or none.
  const first = homeRole(viewer) === "associate" ? "mine" : "open";
  const tab = asked.tab && tabs.includes(asked.tab) ? asked.tab : first;
  // Who works a list of their own begins with what is due first.
  const isByDue = !raw.sort && tab === "mine" && homeRole(viewer) === "associate";
  const filter: QueueFilter = isByDue ? { ...asked, sort: "due", order: "asc" } : asked;
  const now = new Date();
  const [page, counts, sites, owners, tags] = await Promise.all([
    listCases(viewer, tab, filter, now),
    countTabs(viewer, tabs),
    listSiteChoices(viewer, "case.see"),
    listOwners(viewer, sitesFor(viewer, "case.see")),
    listTagChoices(viewer),
  ]);
  const link = (change: Partial<Record<keyof QueueFilter, string | undefined>>) =>
    hrefWith("/cases", { ...filter, tab, page: undefined, ...change });
  const chips = describeFilter(filter, { sites, owners, tags }).map(({ key, label }) => ({
    id: key,
    label,
    removeHref: link({ [key]: undefined }),
  }));

  return (
    <>
      <RememberQueue
        address={link({ page: filter.page })}
        references={page.rows.map(({ reference }) => reference)}
        next={page.next}
        previous={page.previous}
      />
      <PageHeader title="Cases" description={`${sentenceFor(tab)} ${formatCount(page.total)} in this view.`} />
      <Tabs
        label="Views"
        tabs={tabs.map((name) => ({
          href: hrefWith("/cases", { tab: name }),
          label: TAB_LABELS[name],
          count: formatCount(counts[name]),
          current: name === tab,
        }))}
      />
      <FilterChips filters={chips} clearHref={hrefWith("/cases", { tab })}>
        <QueueFilterForm filter={filter} tab={tab} sites={sites} owners={owners} tags={tags} />
      </FilterChips>
      <FilterDoubts ignored={countIgnored(raw, filter)} isBackwards={isBackwards(filter)} />
      <Card aria-label={TAB_LABELS[tab]}>
        <QueueLive now={now.toISOString()}>
          <CaseTable
            caption={`${TAB_LABELS[tab]}, ${formatCount(page.total)} cases`}
            rows={page.rows}
            now={now.toISOString()}
            sorts={sortsFor(filter, link)}
            hasRowKeys
            without={tab === "mine" ? ["owner"] : tab === "unassigned" ? ["owner", "state"] : []}
            empty={<NothingHere tab={tab} isFiltered={chips.length > 0} canLog={canAnywhere(viewer, "case.work")} />}
          />
        </QueueLive>
      </Card>
      <Pager
        label="Pages of cases"
        className="mt-3"
        previous={page.previous && link({ page: page.previous })}
        next={page.next && link({ page: page.next })}
        summary={countShown(page)}
      />
    </>
  );
}

function countShown({ rows, total, previous, next }: Page<unknown>): string | undefined {
  if (previous || next) return `Shows ${rows.length} of ${formatCount(total)} cases`;
  if (total.count === 0) return undefined;
  return total.count === 1 ? "1 case" : `${formatCount(total)} cases`;
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

function FilterDoubts({ ignored, isBackwards }: { ignored: number; isBackwards: boolean }) {
  const sentences = [
    ignored === 1 && "One filter in this address was not understood, so it is left out.",
    ignored > 1 && `${ignored} filters in this address were not understood, so they are left out.`,
    isBackwards && "The first day lies after the last, so no case can fit.",
  ].filter(Boolean);
  return sentences.length > 0 ? <p className="mb-2.5 text-sm text-muted">{sentences.join(" ")}</p> : null;
}

const FILTER_KEYS = [
  "tab",
  "kind",
  "state",
  "clock",
  "severity",
  "channel",
  "site",
  "unit",
  "owner",
  "tag",
  "from",
  "to",
] as const;

function countIgnored(raw: RawSearchParams, filter: QueueFilter): number {
  return FILTER_KEYS.filter((key) => raw[key] && filter[key] === undefined).length;
}

function isBackwards({ from, to }: QueueFilter): boolean {
  return from !== undefined && to !== undefined && from > to;
}

function sortsFor(
  filter: QueueFilter,
  link: (change: { sort: string; order: string }) => string,
): Record<string, Sort> {
  const sortOf = (sort: QueueSort): Sort => {
    const isCurrent = filter.sort === sort;
    // Of what is due the first comes first; of everything else the last.
    const first = sort === "due" ? "asc" : "desc";
    const other = first === "asc" ? "desc" : "asc";
    const order = isCurrent && filter.order === first ? other : first;
    const direction = filter.order === "asc" ? "ascending" : "descending";
    return { href: link({ sort, order }), direction: isCurrent ? direction : undefined };
  };
  return { received: sortOf("received"), severity: sortOf("severity"), due: sortOf("due") };
}

function NothingHere({ tab, isFiltered, canLog }: { tab: QueueTab; isFiltered: boolean; canLog: boolean }) {
  if (isFiltered) {
    return (
      <EmptyState
        title="No case fits these filters"
        action={<ButtonLink href={hrefWith("/cases", { tab })}>Clear filters</ButtonLink>}
      >
        Take one away, or look in another view.
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
