import type { Metadata } from "next";
import Link from "next/link";
import { PageHeader } from "@/components/layout/page-header";
import { FoundCard, RejectsCard } from "@/components/survey-import/found-card";
import { ImportProgress } from "@/components/survey-import/import-progress";
import { MappingForm } from "@/components/survey-import/mapping-form";
import { ProfileLinks } from "@/components/survey-import/profile-links";
import { WorryingCard } from "@/components/survey-import/worrying-card";
import { Card, CardBody, CardHeader } from "@/components/ui/card";
import { Chip } from "@/components/ui/chip";
import { Disclosure } from "@/components/ui/disclosure";
import { Notice } from "@/components/ui/notice";
import { orNotFound } from "@/lib/platform/not-found";
import { requireViewer } from "@/lib/platform/viewer";
import { formatInstant } from "@/lib/shared/dates";
import { parseSearchParams, type RawSearchParams } from "@/lib/shared/search-params";
import {
  DELIMITER_LABELS,
  ENCODING_LABELS,
  FILE_KIND_LABELS,
  STATE_LABELS,
  STATE_TONES,
} from "@/lib/survey-import/labels";
import { getImport, listProfiles } from "@/lib/survey-import/queries/imports";
import { fitMapping, suggestRoles } from "@/lib/survey-import/rules/mapping";
import { importPageSchema } from "@/lib/survey-import/schema";
import type { ImportDetail, ProfileView } from "@/lib/survey-import/types";

export const metadata: Metadata = { title: "Import survey results" };

type Props = { params: Promise<{ id: string }>; searchParams: Promise<RawSearchParams> };

export default async function SurveyImportPage({ params, searchParams }: Props) {
  const viewer = await requireViewer();
  const { id } = await params;
  const asked = parseSearchParams(importPageSchema, await searchParams);
  const found = await orNotFound(getImport(viewer, id));
  const profiles = await listProfiles(viewer, found.siteId);
  const { state, added, name, site, mapping, source } = found;
  const isMapped = state !== "mapping" && mapping !== null;
  const mayMap = found.hasFile && added === 0 && (state === "mapping" || state === "checked" || state === "failed");
  const isUnderWay = state === "checking" || state === "importing" || state === "undoing";
  const form = <Mapping found={found} profiles={profiles} chosen={asked.profile} />;
  return (
    <>
      <PageHeader
        before={
          <Link prefetch={false} href="/surveys/import" className="hover:underline">
            ← Import survey results
          </Link>
        }
        title={<bdi>{source ?? name}</bdi>}
        facts={
          <>
            <Chip tone={STATE_TONES[state]}>{STATE_LABELS[state]}</Chip>
            <span className="min-w-0 text-sm wrap-anywhere text-muted tabular-nums">
              <bdi>{name}</bdi>, {site.name}, brought by {found.by}{" "}
              {formatInstant(new Date(found.receivedAt), site.zone)}.{" "}
              {found.columns.length === 1 ? "1 column" : `${found.columns.length} columns`} between{" "}
              {DELIMITER_LABELS[found.delimiter]}, {ENCODING_LABELS[found.encoding]}.
            </span>
          </>
        }
      />
      <div className="grid grid-cols-1 gap-3.5">
        {found.hasFile || isMapped ? null : (
          <Notice tone="soon" live="none">
            The file is not kept any more. Bring it again to import it.
          </Notice>
        )}
        {isUnderWay ? (
          <Card aria-label={STATE_LABELS[state]}>
            <CardBody>
              <ImportProgress key={state} importId={found.id} state={state} done={found.done} total={totalOf(found)} />
            </CardBody>
          </Card>
        ) : null}
        {isMapped && !isUnderWay && state !== "undone" ? <FoundCard found={found} /> : null}
        {mayMap && !isMapped ? (
          <Card aria-labelledby="mapping">
            <CardHeader id="mapping" title="What it holds" />
            <CardBody>{form}</CardBody>
          </Card>
        ) : null}
        {mayMap && isMapped ? (
          <Card aria-label="What it holds">
            <CardBody>
              <Disclosure summary={`Mapped as ${FILE_KIND_LABELS[mapping.kind]}. Change what the columns are`}>
                {form}
              </Disclosure>
            </CardBody>
          </Card>
        ) : null}
        {state === "undone" ? (
          <Notice live="none">This import was taken back. Bring the file again to import it anew.</Notice>
        ) : null}
        {isUnderWay ? null : <RejectsCard found={found} />}
        <WorryingCard
          answers={found.worrying}
          concerns={found.concerns}
          raiseDays={mapping?.raises ? mapping.raiseDays : null}
        />
      </div>
    </>
  );
}

/** How many there are to go through; not known before a file has been gone through once. */
function totalOf({ state, fresh, same, rejected, added }: ImportDetail): number | null {
  if (state === "importing") return fresh + same + rejected;
  return state === "undoing" ? added : null;
}

type MappingProps = { found: ImportDetail; profiles: ProfileView[]; chosen: string | undefined };

function Mapping({ found, profiles, chosen }: MappingProps) {
  const { id, columns, source, mapping } = found;
  const profile = profiles.find((each) => each.id === chosen);
  const own = source && mapping ? { source, mapping } : null;
  const given = profile ? { source: profile.name, mapping: profile.mapping } : own;
  const fitted = given ? fitMapping(given.mapping, columns) : { roles: suggestRoles(columns), missing: [] };
  return (
    <div className="grid gap-4">
      <ProfileLinks importId={id} profiles={profiles} chosen={profile?.id} />
      {fitted.missing.length > 0 ? (
        <Notice tone="soon" live="none">
          This file has no column {fitted.missing.map((name) => `“${name}”`).join(", ")}, which that mapping reads.
        </Notice>
      ) : null}
      <MappingForm key={profile?.id ?? "own"} importId={id} columns={columns} given={given} roles={fitted.roles} />
    </div>
  );
}
