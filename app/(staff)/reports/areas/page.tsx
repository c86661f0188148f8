import type { Metadata } from "next";
import Link from "next/link";
import { notFound } from "next/navigation";
import { PageHeader } from "@/components/layout/page-header";
import { AreasForm } from "@/components/report/areas-form";
import { Card, CardHeader } from "@/components/ui/card";
import { requireViewer } from "@/lib/platform/viewer";
import { AREA_LISTS } from "@/lib/report/labels";
import { canSeeReports, canSetAreas } from "@/lib/report/policy";
import { listAreas } from "@/lib/report/queries/areas";
import { ReportList } from "@/lib/report/schema";

export const metadata: Metadata = { title: "Areas of returns" };

export default async function AreasPage() {
  const viewer = await requireViewer();
  if (!canSeeReports(viewer)) notFound();
  const areas = await listAreas(viewer);
  const mayChange = canSetAreas(viewer);
  return (
    <>
      <PageHeader
        title="Areas of returns"
        before={
          <Link prefetch={false} href="/reports">
            Reports
          </Link>
        }
        description={`Which area of the KO41a return belongs to what is recorded here, for all sites. ${mayChange ? "Reports that were counted keep the areas of their day." : "Managers change it."}`}
      />
      <div className="grid items-start gap-3.5 lg:grid-cols-2">
        {Object.values(ReportList).map((list) => (
          <Card key={list} aria-labelledby={list}>
            <CardHeader id={list} title={AREA_LISTS[list]} />
            <AreasForm key={JSON.stringify(areas[list])} list={list} rows={areas[list]} mayChange={mayChange} />
          </Card>
        ))}
      </div>
    </>
  );
}
