import type { Metadata } from "next";
import Link from "next/link";
import { PageHeader } from "@/components/layout/page-header";
import { CameBackDialog } from "@/components/letter/came-back-dialog";
import { ApproveLetterButton, ReturnLetterDialog, TakeBackLetterButton } from "@/components/letter/decide-letter";
import { DraftedNotice } from "@/components/letter/drafted-notice";
import { ExtensionNotice } from "@/components/letter/extension-notice";
import { LetterDesk } from "@/components/letter/letter-desk";
import { LetterFiles } from "@/components/letter/letter-files";
import { LetterheadMissing } from "@/components/letter/letter-head";
import { LetterStanding } from "@/components/letter/letter-standing";
import { SendLetterDialog } from "@/components/letter/send-letter-dialog";
import { SentLetter } from "@/components/letter/sent-letter";
import { ToldNoMore } from "@/components/letter/told-no-more";
import { VoidLetterDialog } from "@/components/letter/void-letter-dialog";
import { SideBySide } from "@/components/letter/word-changes";
import { Card, CardBody, CardHeader } from "@/components/ui/card";
import { Chip } from "@/components/ui/chip";
import { RelativeTime } from "@/components/ui/time";
import { can } from "@/lib/access/policy";
import {
  LETTER_KIND_LABELS,
  LETTER_LANGUAGE_LABELS,
  LETTER_STATE_LABELS,
  LETTER_STATE_TONES,
} from "@/lib/letter/labels";
import { findExtensionOffer } from "@/lib/letter/queries/extension";
import { compareWithVersion, getCheckSetting, getLetter, readFactsNow } from "@/lib/letter/queries/letters";
import { findMailTarget } from "@/lib/letter/queries/mail-target";
import { findTold } from "@/lib/letter/queries/told";
import { type LetterState, letterPageSchema } from "@/lib/letter/schema";
import type { LetterDetail } from "@/lib/letter/types";
import { hasMailServer } from "@/lib/platform/mailer";
import { orNotFound } from "@/lib/platform/not-found";
import { requireViewer } from "@/lib/platform/viewer";
import { dayIn, formatInstant, isoDay } from "@/lib/shared/dates";
import { parseSearchParams, type RawSearchParams } from "@/lib/shared/search-params";

export const metadata: Metadata = { title: "Letter" };

const PRINTED: readonly LetterState[] = ["approved", "sending", "sent"];
const ANSWERS = "From that day on the case counts as answered, if each issue has its finding and answer.";

type Props = { params: Promise<{ ref: string; id: string }>; searchParams: Promise<RawSearchParams> };

export default async function LetterPage({ params, searchParams }: Props) {
  const viewer = await requireViewer();
  const now = new Date();
  const { ref, id } = await params;
  const { compare } = parseSearchParams(letterPageSchema, await searchParams);
  const letter = await orNotFound(getLetter(viewer, { reference: ref, id }));
  const isWaiting = letter.state === "for_approval";
  const earlier = compare ?? (isWaiting && letter.lookedVersion !== letter.version ? letter.lookedVersion : null);
  const today = isoDay(dayIn(now, letter.site.zone));
  const [compared, facts, setting, told, mail, offer] = await Promise.all([
    earlier === null ? null : compareWithVersion(viewer, letter, earlier),
    isWaiting ? readFactsNow(viewer, letter, now) : null,
    getCheckSetting(viewer, letter, now),
    letter.may.send ? findTold(viewer, { caseId: letter.case.id, kind: letter.kind }, { now }) : null,
    letter.may.send ? findMailTarget(viewer, { caseId: letter.case.id, kind: letter.kind }, { now }) : null,
    findExtensionOffer(viewer, letter, now),
  ]);
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
              {letter.drafted || letter.toldOf?.isHeards ? "drafted for" : "begun by"} <bdi>{letter.author.name}</bdi>
              {letter.drafted?.isUntouched || letter.toldOf?.isUntouched ? null : (
                <>
                  , changed by <bdi>{letter.savedBy.name}</bdi>
                </>
              )}{" "}
              <RelativeTime iso={letter.savedAt} zone={site.zone} now={at} />
            </span>
          </>
        }
        action={
          <>
            {may.void ? <VoidLetterDialog letterId={letter.id} /> : null}
            {may.takeBack && !may.decide ? <TakeBackLetterButton letterId={letter.id} /> : null}
            {may.sayCameBack && letter.sending ? (
              <CameBackDialog letterId={letter.id} sendingId={letter.sending.id} today={today} />
            ) : null}
            {PRINTED.includes(letter.state) ? <LetterFiles letterId={letter.id} /> : null}
            {may.send ? (
              <SendLetterDialog
                letterId={letter.id}
                version={letter.version}
                today={today}
                doubt={told && "doubt" in told ? told.doubt : null}
                mail={mail}
                maySendMail={hasMailServer()}
                inWriting={letter.inWriting}
                effect={letter.kind === "resolution" ? ANSWERS : null}
              />
            ) : null}
            {may.return ? <ReturnLetterDialog letterId={letter.id} version={letter.version} /> : null}
            {may.decide && facts ? (
              <ApproveLetterButton letterId={letter.id} version={letter.version} facts={facts.digest} />
            ) : null}
          </>
        }
      />
      <div className="grid gap-3.5">
        <DraftedNotice letter={letter} />
        <ToldNoMore letter={letter} />
        <ExtensionNotice offer={offer} />
        <LetterStanding letter={letter} facts={facts} now={at} />
        {site.hasAddress || letter.sending || letter.state === "void" ? null : (
          <LetterheadMissing site={site.name} mayMend={can(viewer, "people.manage", site.id)} />
        )}
        {letter.sending ? <SentLetter sending={letter.sending} zone={site.zone} now={at} /> : null}
        {letter.cameBack.map((sending) => (
          <SentLetter key={sending.id} sending={sending} zone={site.zone} now={at} />
        ))}
        <LetterDesk key={`${letter.id} ${letter.state}`} letter={letter} setting={setting} zone={site.zone} now={at} />
        {compared ? (
          <Card aria-labelledby="compared">
            <CardHeader id="compared" title={describeCompared(letter, compared.number)} />
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

function describeCompared({ lookedVersion, decided }: LetterDetail, number: number): string {
  if (number !== lookedVersion || !decided) return `What changed since version ${number}`;
  return `What changed since ${decided.by.name} last looked, version ${number}`;
}
