import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { PageHeader } from "@/components/layout/page-header";
import { Card } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import { findCaseReference } from "@/lib/case/queries";
import { readReference } from "@/lib/case/rules";
import { requireViewer } from "@/lib/platform/viewer";
import { hrefWith } from "@/lib/shared/search-params";

export const metadata: Metadata = { title: "Search" };

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

/** A reference leads straight to its case; anything else is looked for among patients. */
export default async function SearchPage({ searchParams }: Props) {
  const viewer = await requireViewer();
  const { q } = await searchParams;
  const text = (Array.isArray(q) ? q[0] : q)?.slice(0, 300) ?? "";
  const reading = readReference(text);
  if (reading.kind === "other") redirect(hrefWith("/patients", { q: text }));
  const reference = reading.kind === "reference" ? await findCaseReference(viewer, reading.reference) : null;
  if (reference) redirect(`/cases/${reference}`);
  return (
    <>
      <PageHeader title="Search" />
      <Card>
        {reading.kind === "slip" ? (
          <EmptyState title="There is a slip in this reference">
            Its last digit does not fit the others, so one digit is wrong or two are swapped. Ask them to read it out
            once more.
          </EmptyState>
        ) : (
          <EmptyState title="No case has this reference">
            It reads right, but no case that you may see bears it. It may belong to another site.
          </EmptyState>
        )}
      </Card>
    </>
  );
}
