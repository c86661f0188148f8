import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { ImprovementTable } from "@/components/improvement/improvement-table";
import { PageHeader } from "@/components/layout/page-header";
import { FilterChips } from "@/components/table/filter-chips";
import { Pager } from "@/components/table/pager";
import { ButtonLink } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import { Tabs } from "@/components/ui/tabs";
import { canAnywhere, sitesFor } from "@/lib/access/policy";
import { IMPROVEMENT_TAB_LABELS } from "@/lib/improvement/labels";
import { listImprovements } from "@/lib/improvement/queries/list";
import { IMPROVEMENT_TABS, type ImprovementTab, improvementListSchema } from "@/lib/improvement/schema";
import { requireViewer } from "@/lib/platform/viewer";
import { formatCount } from "@/lib/shared/page";
import { hrefWith, parseSearchParams, type RawSearchParams } from "@/lib/shared/search-params";

export const metadata: Metadata = { title: "Improvement" };

const EMPTY: Record<ImprovementTab, string> = {
  mine: "No open action is yours",
  open: "No action is open",
  overdue: "Nothing is late",
  verify: "Nothing waits for you to verify",
  done: "Nothing was done yet",
  all: "No action was planned yet",
};

export default async function ImprovementPage({ searchParams }: { searchParams: Promise<RawSearchParams> }) {
  const viewer = await requireViewer();
  if (!canAnywhere(viewer, "improvement.see")) notFound();
  const filter = parseSearchParams(improvementListSchema, await searchParams);
  const { tab } = filter;
  const seen = sitesFor(viewer, "improvement.see");
  const sites = viewer.sites.filter(({ id }) => seen.includes(id));
  const site = sites.find(({ id }) => id === filter.site);
  const { rows, next, previous, total } = await listImprovements(viewer, { ...filter, site: site?.id }, new Date());
  const hrefOf = (more: { page?: string; site?: string; tab?: ImprovementTab }) =>
    hrefWith("/improvement", { tab, site: site?.id, ...more });
  const tabs = IMPROVEMENT_TABS.filter(
    (name) => name !== "verify" || name === tab || canAnywhere(viewer, "improvement.verify"),
  );
  const mayPlan = canAnywhere(viewer, "improvement.keep");
  const action = (
    <>
      <ButtonLink href={hrefWith("/improvement/wall", { site: site?.id })}>You said, we did</ButtonLink>
      {mayPlan ? (
        <ButtonLink href="/improvement/new" variant="primary">
          New action
        </ButtonLink>
      ) : null}
    </>
  );
  return (
    <>
      <PageHeader
        title="Improvement"
        description="What is to change because of what people told, who sees to it, and whether it worked."
        action={action}
      />
      <Tabs
        label="Kinds of actions"
        tabs={tabs.map((name) => ({
          href: hrefOf({ tab: name }),
          label: IMPROVEMENT_TAB_LABELS[name],
          count: name === tab ? formatCount(total) : undefined,
          current: name === tab,
        }))}
      />
      {sites.length > 1 ? (
        <FilterChips
          filters={site ? [{ id: "site", label: `Site is ${site.name}`, removeHref: hrefOf({ site: "" }) }] : []}
        >
          {site
            ? null
            : sites.map(({ id, name }) => (
                <ButtonLink key={id} href={hrefOf({ site: id })} prefetch={false} variant="quiet" size="s">
                  Only {name}
                </ButtonLink>
              ))}
        </FilterChips>
      ) : null}
      <Card aria-label={IMPROVEMENT_TAB_LABELS[tab]}>
        {rows.length === 0 ? (
          <EmptyState title={EMPTY[tab]}>
            {mayPlan
              ? "Plan an action here, or from the page of the case it comes from."
              : "A supervisor or a manager plans actions."}
          </EmptyState>
        ) : (
          <ImprovementTable rows={rows} />
        )}
      </Card>
      <Pager
        label="Pages of actions"
        className="mt-3"
        previous={previous && hrefOf({ page: previous })}
        next={next && hrefOf({ page: next })}
      />
    </>
  );
}
