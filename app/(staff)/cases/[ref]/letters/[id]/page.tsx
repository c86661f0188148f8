import type { Metadata } from "next";
import Link from "next/link";
import { PageHeader } from "@/components/layout/page-header";
import { LetterDesk } from "@/components/letter/letter-desk";
import { VoidLetterDialog } from "@/components/letter/void-letter-dialog";
import { SideBySide } from "@/components/letter/word-changes";
import { Card, CardBody, CardHeader } from "@/components/ui/card";
import { Chip } from "@/components/ui/chip";
import { Notice } from "@/components/ui/notice";
import { RelativeTime } from "@/components/ui/time";
import {
  LETTER_KIND_LABELS,
  LETTER_LANGUAGE_LABELS,
  LETTER_STATE_LABELS,
  LETTER_STATE_TONES,
} from "@/lib/letter/labels";
import { compareWithVersion, getLetter } from "@/lib/letter/queries/letters";
import { letterPageSchema } from "@/lib/letter/schema";
import { orNotFound } from "@/lib/platform/not-found";
import { requireViewer } from "@/lib/platform/viewer";
import { formatInstant } from "@/lib/shared/dates";
import { parseSearchParams, type RawSearchParams } from "@/lib/shared/search-params";

export const metadata: Metadata = { title: "Letter" };

type Props = { params: Promise<{ ref: string; id: string }>; searchParams: Promise<RawSearchParams> };

export default async function LetterPage({ params, searchParams }: Props) {
  const viewer = await requireViewer();
  const now = new Date();
  const { ref, id } = await params;
  const { compare } = parseSearchParams(letterPageSchema, await searchParams);
  const letter = await orNotFound(getLetter(viewer, { reference: ref, id }));
  const compared = compare === null ? null : await compareWithVersion(viewer, letter, compare);
  const { site, may } = letter;
  const at = now.toISOString();
  const when = compared && formatInstant(new Date(compared.at), site.zone);
  return (
    <>
      <PageHeader
        before={
          <Link prefetch={false} href={`/cases/${letter.case.reference}`} className="wrap-anywhere hover:underline">
            ← {letter.case.reference}, <bdi>{letter.case.about}</bdi>
          </Link>
        }
        title={LETTER_KIND_LABELS[letter.kind]}
        facts={
          <>
            <Chip tone={LETTER_STATE_TONES[letter.state]}>{LETTER_STATE_LABELS[letter.state]}</Chip>
            <span className="text-sm text-muted">{LETTER_LANGUAGE_LABELS[letter.language]}</span>
            <span className="text-sm text-muted tabular-nums">
              begun by <bdi>{letter.author.name}</bdi>, changed by <bdi>{letter.savedBy.name}</bdi>{" "}
              <RelativeTime iso={letter.savedAt} zone={site.zone} now={at} />
            </span>
          </>
        }
        action={may.void ? <VoidLetterDialog letterId={letter.id} /> : undefined}
      />
      <div className="grid gap-3.5">
        {letter.voidReason ? (
          <Notice tone="paused" live="none" title="This letter is void">
            {letter.voidReason}
          </Notice>
        ) : null}
        <LetterDesk key={`${letter.id} ${letter.state}`} letter={letter} zone={site.zone} now={at} />
        {compared ? (
          <Card aria-labelledby="compared">
            <CardHeader id="compared" title={`What changed since version ${compared.number}`} />
            <CardBody>
              <SideBySide
                changes={compared.changes}
                language={letter.language}
                labels={[`Version ${compared.number}, ${compared.author.name}, ${when}`, "As it is now"]}
              />
            </CardBody>
          </Card>
        ) : null}
      </div>
    </>
  );
}
