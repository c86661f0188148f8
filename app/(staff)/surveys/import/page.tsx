import type { Metadata } from "next";
import Link from "next/link";
import { notFound } from "next/navigation";
import { PageHeader } from "@/components/layout/page-header";
import { BringFile } from "@/components/survey-import/bring-file";
import { ImportsCard } from "@/components/survey-import/imports-card";
import { Card, CardBody, CardHeader } from "@/components/ui/card";
import { sitesFor } from "@/lib/access/policy";
import { requireViewer } from "@/lib/platform/viewer";
import { listImports } from "@/lib/survey-import/queries/imports";

export const metadata: Metadata = { title: "Import survey results" };

export default async function SurveyImportsPage() {
  const viewer = await requireViewer();
  const managed = sitesFor(viewer, "survey.manage");
  const sites = viewer.sites.filter(({ id }) => managed.includes(id)).map(({ id, name }) => ({ id, name }));
  if (sites.length === 0) notFound();
  const imports = await listImports(viewer);
  return (
    <>
      <PageHeader
        before={
          <Link prefetch={false} href="/surveys" className="hover:underline">
            ← Surveys
          </Link>
        }
        title="Import survey results"
        description="Answers to surveys that others asked, such as Press Ganey or the Friends and Family Test. They stand apart from our own."
      />
      <div className="grid items-start gap-3.5 lg:grid-cols-[minmax(18rem,1fr)_minmax(0,2fr)]">
        <Card aria-labelledby="bring">
          <CardHeader id="bring" title="Bring a file" />
          <CardBody>
            <BringFile sites={sites} />
          </CardBody>
        </Card>
        <ImportsCard imports={imports} />
      </div>
    </>
  );
}
