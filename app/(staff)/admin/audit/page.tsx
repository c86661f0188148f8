import type { Metadata } from "next";
import Link from "next/link";
import { notFound } from "next/navigation";
import { PageHeader } from "@/components/layout/page-header";
import { Pager } from "@/components/table/pager";
import { Card, CardItem, CardList } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import { canAnywhere } from "@/lib/access/policy";
import { listAuditTrail } from "@/lib/events/queries";
import { requireViewer } from "@/lib/platform/viewer";
import { formatInstant } from "@/lib/shared/dates";
import { hrefWith } from "@/lib/shared/search-params";

export const metadata: Metadata = { title: "Audit trail" };

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export default async function AuditPage({ searchParams }: Props) {
  const viewer = await requireViewer();
  if (!canAnywhere(viewer, "audit.see")) notFound();
  const { page } = await searchParams;
  const { rows, next } = await listAuditTrail(viewer, typeof page === "string" ? page : undefined);
  return (
    <>
      <PageHeader
        title="Audit trail"
        description="Every change at your sites, newest first. Nobody can alter or remove an entry."
      />
      <Card aria-label="Entries">
        {rows.length === 0 ? (
          <EmptyState title="Nothing older" />
        ) : (
          <CardList>
            {rows.map((row) => (
              <CardItem key={row.id}>
                <time dateTime={row.at} className="text-sm whitespace-nowrap text-muted tabular-nums">
                  {formatInstant(new Date(row.at), viewer.zone)}
                </time>
                <span className="min-w-0 flex-1 basis-64 wrap-anywhere">
                  <bdi className="font-medium">{row.actor}</bdi> {row.sentence}
                </span>
                <span className="text-sm text-muted">
                  {row.subject.href ? (
                    <Link prefetch={false} href={row.subject.href} className="text-primary-text hover:underline">
                      <bdi>{row.subject.label}</bdi>
                    </Link>
                  ) : (
                    <bdi>{row.subject.label}</bdi>
                  )}
                </span>
              </CardItem>
            ))}
          </CardList>
        )}
      </Card>
      <Pager
        label="Pages of the audit trail"
        className="mt-3"
        previous={page ? "/admin/audit" : null}
        next={next && hrefWith("/admin/audit", { page: next })}
        summary={`Times are in ${viewer.zone.replaceAll("_", " ")}.`}
      />
    </>
  );
}
