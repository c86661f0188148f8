import type { Metadata } from "next";
import Link from "next/link";
import { notFound } from "next/navigation";
import { AbsenceCard } from "@/components/access/absence-card";
import { HandOverCard } from "@/components/case/hand-over-card";
import { PageHeader } from "@/components/layout/page-header";
import { Notice } from "@/components/ui/notice";
import { listAbsencesAround, listCovers, listOwners } from "@/lib/access/queries";
import { getCaseload } from "@/lib/case/queries";
import { handOverPageSchema } from "@/lib/case/schema";
import { orNotFound } from "@/lib/platform/not-found";
import { requireViewer } from "@/lib/platform/viewer";
import { dayIn } from "@/lib/shared/dates";
import { idSchema, newId } from "@/lib/shared/ids";
import { parseSearchParams, type RawSearchParams } from "@/lib/shared/search-params";

export const metadata: Metadata = { title: "Hand over" };

type Props = { params: Promise<{ personId: string }>; searchParams: Promise<RawSearchParams> };

export default async function HandOverPage({ params, searchParams }: Props) {
  const viewer = await requireViewer();
  const now = new Date();
  const id = idSchema.safeParse((await params).personId);
  if (!id.success) notFound();
  const { site: siteId } = parseSearchParams(handOverPageSchema, await searchParams);
  const caseload = await orNotFound(getCaseload(viewer, { personId: id.data, siteId }, now));
  const { person, site, others } = caseload;
  const today = dayIn(now, viewer.zone).toISOString().slice(0, 10);
  const [owners, absences, covers] = await Promise.all([
    listOwners(viewer, [site.id], now),
    listAbsencesAround(viewer, person.id, today),
    listCovers(viewer, person.id),
  ]);
  const isSelf = person.id === viewer.personId;
  return (
    <>
      <PageHeader
        before={
          <Link href={isSelf ? "/" : "/triage"} prefetch={false} className="hover:underline">
            ← {isSelf ? "My day" : "Triage"}
          </Link>
        }
        title={
          isSelf ? (
            "Hand over your cases"
          ) : (
            <>
              Hand over cases of <bdi>{person.name}</bdi>
            </>
          )
        }
        description={`Open cases at ${site.name}, and who takes them on.`}
        facts={others.map((other) => (
          <Link
            key={other.id}
            prefetch={false}
            href={`/hand-over/${person.id}?site=${other.id}`}
            className="text-primary-text underline"
          >
            Also at {other.name}
          </Link>
        ))}
      />
      {person.isActive ? null : (
        <Notice live="none" title="This person can no longer sign in" className="mb-3.5">
          What they still have waits for somebody else.
        </Notice>
      )}
      <div className="grid items-start gap-3.5 lg:grid-cols-[minmax(0,2fr)_minmax(18rem,1fr)]">
        <HandOverCard
          key={site.id}
          caseload={caseload}
          colleagues={owners.filter((owner) => owner.id !== person.id)}
          handoverId={newId()}
        />
        {person.isActive ? (
          <AbsenceCard person={person} isSelf={isSelf} absences={absences} covers={covers} today={today} />
        ) : null}
      </div>
    </>
  );
}
