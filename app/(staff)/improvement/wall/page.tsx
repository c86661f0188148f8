import type { Metadata } from "next";
import Link from "next/link";
import { notFound } from "next/navigation";
import { PageHeader } from "@/components/layout/page-header";
import { FilterChips } from "@/components/table/filter-chips";
import { ButtonLink } from "@/components/ui/button";
import { Card, CardBody } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import { PrintButton } from "@/components/ui/print-button";
import { canAnywhere, sitesFor } from "@/lib/access/policy";
import { listToldOutside } from "@/lib/improvement/queries/wall";
import { wallSchema } from "@/lib/improvement/schema";
import { requireViewer } from "@/lib/platform/viewer";
import { formatDay } from "@/lib/shared/dates";
import { hrefWith, parseSearchParams, type RawSearchParams } from "@/lib/shared/search-params";

export const metadata: Metadata = { title: "You said, we did" };

export default async function WallPage({ searchParams }: { searchParams: Promise<RawSearchParams> }) {
  const viewer = await requireViewer();
  if (!canAnywhere(viewer, "improvement.see")) notFound();
  const seen = sitesFor(viewer, "improvement.see");
  const sites = viewer.sites.filter(({ id }) => seen.includes(id));
  const asked = parseSearchParams(wallSchema, await searchParams);
  const site = sites.length === 1 ? sites[0] : sites.find(({ id }) => id === asked.site);
  const rows = await listToldOutside(viewer, site?.id);
  return (
    <>
      <PageHeader
        title="You said, we did"
        before={
          <Link prefetch={false} href="/improvement" className="print:hidden">
            Improvement
          </Link>
        }
        description={
          <span className="print:hidden">
            What people told, and what came of it. It names nobody: print it and hang it where patients sit.
          </span>
        }
        action={rows.length > 0 ? <PrintButton /> : null}
      />
      {sites.length > 1 ? (
        <FilterChips
          filters={
            site ? [{ id: "site", label: `Site is ${site.name}`, removeHref: hrefWith("/improvement/wall", {}) }] : []
          }
        >
          {site
            ? null
            : sites.map(({ id, name }) => (
                <ButtonLink key={id} href={hrefWith("/improvement/wall", { site: id })} variant="quiet" size="s">
                  Only {name}
                </ButtonLink>
              ))}
        </FilterChips>
      ) : null}
      {rows.length === 0 ? (
        <Card aria-label="You said, we did">
          <EmptyState title="Nothing hangs here yet">
            Once an action is verified effective, what people told and what came of it stand here.
          </EmptyState>
        </Card>
      ) : (
        <ul className="grid grid-cols-1 gap-3.5 md:grid-cols-2 print:grid-cols-1">
          {rows.map(({ id, youSaid, weDid, where, site: at, on }) => (
            <li key={id} className="break-inside-avoid">
              <Card>
                <CardBody className="grid gap-2.5">
                  <dl className="grid gap-2.5">
                    <Said title="You said" words={youSaid} />
                    <Said title="We did" words={weDid} />
                  </dl>
                  <p className="text-sm text-muted">
                    <bdi>{[where, site ? null : at].filter(Boolean).join(", ") || at}</bdi>, {formatDay(new Date(on))}
                  </p>
                </CardBody>
              </Card>
            </li>
          ))}
        </ul>
      )}
    </>
  );
}

function Said({ title, words }: { title: string; words: string }) {
  return (
    <div>
      <dt className="text-sm font-medium text-primary-text">{title}</dt>
      <dd className="wrap-anywhere whitespace-pre-wrap print:text-lg">
        <bdi>{words}</bdi>
      </dd>
    </div>
  );
}
