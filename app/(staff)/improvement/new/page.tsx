import type { Metadata } from "next";
import Link from "next/link";
import { notFound } from "next/navigation";
import { UnsavedGuard } from "@/components/form/unsaved";
import { PlanForm } from "@/components/improvement/plan-form";
import { PageHeader } from "@/components/layout/page-header";
import { Card } from "@/components/ui/card";
import { canAnywhere } from "@/lib/access/policy";
import { findOrigin, listPlanningSites } from "@/lib/improvement/queries/detail";
import { improvementOriginSchema } from "@/lib/improvement/schema";
import { requireViewer } from "@/lib/platform/viewer";
import { dayIn, isoDay } from "@/lib/shared/dates";
import { newId } from "@/lib/shared/ids";
import { parseSearchParams, type RawSearchParams } from "@/lib/shared/search-params";

export const metadata: Metadata = { title: "New action" };

export default async function NewActionPage({ searchParams }: { searchParams: Promise<RawSearchParams> }) {
  const viewer = await requireViewer();
  if (!canAnywhere(viewer, "improvement.keep")) notFound();
  const { case: reference, ...asked } = parseSearchParams(improvementOriginSchema, await searchParams);
  const [origin, sites] = await Promise.all([findOrigin(viewer, reference), listPlanningSites(viewer)]);
  return (
    <>
      <PageHeader
        title="New action"
        before={
          <Link prefetch={false} href="/improvement">
            Improvement
          </Link>
        }
        description="One change, one owner, one day, and the figure that tells whether it worked."
      />
      <UnsavedGuard />
      <Card aria-label="New action">
        <PlanForm
          improvementId={newId()}
          sites={sites}
          origin={origin}
          asked={asked}
          today={isoDay(dayIn(new Date(), viewer.zone))}
        />
      </Card>
    </>
  );
}
