import type { Metadata } from "next";
import Link from "next/link";
import { notFound } from "next/navigation";
import { Field } from "@/components/form/field";
import { Input } from "@/components/form/input";
import { PageHeader } from "@/components/layout/page-header";
import { describePatient } from "@/components/patient/patient-line";
import { MergeForm } from "@/components/patient-merge/merge-form";
import { SamePersonList } from "@/components/patient-merge/same-person-list";
import { Button, ButtonLink } from "@/components/ui/button";
import { Card, CardBody, CardHeader } from "@/components/ui/card";
import { findPatient, searchPatients } from "@/lib/patient/queries";
import { searchPatientsSchema } from "@/lib/patient/schema";
import { canMergePatients } from "@/lib/patient-merge/policy";
import { getMergePreview, listPossibleDuplicatePatients } from "@/lib/patient-merge/queries";
import { mergePageSchema } from "@/lib/patient-merge/schema";
import { orNotFound } from "@/lib/platform/not-found";
import { requireViewer, type Viewer } from "@/lib/platform/viewer";
import { newId } from "@/lib/shared/ids";
import { parseSearchParams, type RawSearchParams } from "@/lib/shared/search-params";

export const metadata: Metadata = { title: "Merge two records" };

type Props = { params: Promise<{ id: string }>; searchParams: Promise<RawSearchParams> };

export default async function MergePage({ params, searchParams }: Props) {
  const viewer = await requireViewer();
  const now = new Date();
  const patient = await findPatient(viewer, (await params).id, now);
  if (!patient || !canMergePatients(viewer, patient.siteId)) notFound();
  const { with: otherId } = parseSearchParams(mergePageSchema, await searchParams);
  const { q } = parseSearchParams(searchPatientsSchema, await searchParams);
  return (
    <>
      <PageHeader
        before={
          <Link prefetch={false} href={`/patients/${patient.id}`} className="hover:underline">
            ← <bdi>{patient.name}</bdi>
          </Link>
        }
        title="Merge two records"
        description="Two records of one person become one. Make sure of both: name, date of birth, record number."
        action={
          otherId ? (
            <ButtonLink href={`/patients/${otherId}/merge?with=${patient.id}`}>
              Keep the other record instead
            </ButtonLink>
          ) : null
        }
      />
      {otherId ? (
        <Compare viewer={viewer} survivorId={patient.id} mergedId={otherId} now={now} />
      ) : (
        <Choose viewer={viewer} patient={patient} typed={q} now={now} />
      )}
    </>
  );
}

async function Compare(given: { viewer: Viewer; survivorId: string; mergedId: string; now: Date }) {
  const { viewer, survivorId, mergedId, now } = given;
  const preview = await orNotFound(getMergePreview(viewer, { survivorId, mergedId }, now));
  return <MergeForm mergeId={newId()} preview={preview} />;
}

type ChooseProps = { viewer: Viewer; patient: { id: string; siteId: string; name: string }; typed: string; now: Date };

async function Choose({ viewer, patient, typed, now }: ChooseProps) {
  const asked = typed.trim();
  const [possible, found] = await Promise.all([
    listPossibleDuplicatePatients(viewer, patient.id, now),
    asked ? searchPatients(viewer, asked, now, patient.siteId) : [],
  ]);
  const others = found.filter(({ id }) => id !== patient.id);
  return (
    <div className="grid max-w-3xl gap-3.5">
      <Card aria-labelledby="possible">
        <CardHeader id="possible" title="Maybe the same person" count={possible.length || undefined} />
        {possible.length > 0 ? (
          <SamePersonList people={possible} mergeInto={patient.id} />
        ) : (
          <CardBody className="text-muted">No record of this site looks like the same person.</CardBody>
        )}
      </Card>
      <Card aria-labelledby="another">
        <CardHeader id="another" title="Another record" />
        <CardBody className="grid gap-3">
          <search>
            <form className="flex items-end gap-2">
              <Field id="other-search" label="Name, record number or date of birth" className="flex-1">
                {(control) => (
                  <Input {...control} type="search" name="q" dir="auto" defaultValue={typed} maxLength={300} />
                )}
              </Field>
              <Button type="submit">Search</Button>
            </form>
          </search>
          {asked && others.length === 0 ? <p className="text-muted">Nobody else fits.</p> : null}
        </CardBody>
        {others.length > 0 ? (
          <SamePersonList
            people={others.map((one) => ({ ...one, why: describePatient(one).replace(/^· /, "") }))}
            mergeInto={patient.id}
          />
        ) : null}
      </Card>
    </div>
  );
}
