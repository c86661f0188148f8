import { Languages, Phone } from "lucide-react";
import Link from "next/link";
import { CardList } from "@/components/ui/card";
import { Chip } from "@/components/ui/chip";
import { WAY_LABELS } from "@/lib/contact/labels";
import { LETTER_PROPOSED } from "@/lib/follow-up/labels";
import { isSpoken } from "@/lib/follow-up/rules/attempts";
import type { CallRow } from "@/lib/follow-up/types";
import { AttemptButtons } from "./attempt-buttons";
import { Attempts, DueChip } from "./follow-up-card";
import { FollowUpMoves, WriteLetterButton } from "./follow-up-moves";

type CallListProps = {
  calls: CallRow[];
  /** Whether each says whose it is. */
  withOwner?: boolean;
  /** Only what it is and when, without ways to settle it here. */
  isBrief?: boolean;
};

/** What is to be done, one after the other: whom to call, at which number, in which language, about what, and how it went so far. */
export function CallList({ calls, withOwner = false, isBrief = false }: CallListProps) {
  return (
    <CardList>
      {calls.map((call) => (
        <Call key={call.id} call={call} withOwner={withOwner} isBrief={isBrief} />
      ))}
    </CardList>
  );
}

const FITS = { now: "A good time now", later: "Later today", passed: "Best time has passed", any: null } as const;

function Call({ call, withOwner, isBrief }: { call: CallRow; withOwner: boolean; isBrief: boolean }) {
  const { id, who, channel, what, phone, bestTime, language, fit, attempts, owner } = call;
  const isCall = isSpoken(channel);
  return (
    <li className="grid gap-1.5 px-3.5 py-2.5 break-inside-avoid">
      <p className="flex flex-wrap items-center gap-x-2.5 gap-y-1">
        <span className="text-sm text-muted">{WAY_LABELS[channel]}</span>
        <bdi className="font-medium wrap-anywhere">{who}</bdi>
        {isCall ? <PhoneNumber phone={phone} /> : null}
        <DueChip followUp={call} />
        {isBrief || !bestTime ? null : (
          <Chip tone={fit === "now" ? "met" : "neutral"}>
            <bdi>{bestTime}</bdi>
            {FITS[fit] ? <span className="sr-only">: {FITS[fit]}</span> : null}
          </Chip>
        )}
        {language ? (
          <Chip tone="sens" icon={<Languages aria-hidden />}>
            {language}
            {call.needsInterpreter ? ", interpreter" : null}
          </Chip>
        ) : null}
        {call.proposesLetter ? <Chip tone="soon">{LETTER_PROPOSED}</Chip> : null}
        {withOwner ? <span className="text-sm text-muted">{owner.name}</span> : null}
      </p>
      <p dir="auto" className="max-w-prose whitespace-pre-wrap wrap-anywhere">
        {what}
      </p>
      {call.contactNote && !isBrief ? (
        <p dir="auto" className="text-sm text-muted wrap-anywhere">
          {call.contactNote}
        </p>
      ) : null}
      {call.party === "other" && isCall && !isBrief ? (
        <p className="text-sm text-soon">Whether they may be told about the patient was not checked.</p>
      ) : null}
      <p className="text-sm wrap-anywhere">
        <Link
          prefetch={false}
          href={`/cases/${call.case.reference}#follow-ups`}
          className="inline-flex min-h-6 flex-wrap items-center gap-x-1.5 text-primary-text hover:underline"
        >
          <span className="whitespace-nowrap tabular-nums">{call.case.reference}</span>
          <bdi>{call.case.about}</bdi>
        </Link>
      </p>
      {isBrief ? null : <Attempts attempts={attempts} zone={call.case.zone} />}
      {call.mayWork && !isBrief ? (
        <div className="flex flex-wrap items-start gap-x-4 gap-y-1 print:hidden">
          {isCall ? <AttemptButtons key={attempts.length} followUpId={id} who={who} /> : null}
          <div className="flex flex-wrap items-center gap-1">
            {call.proposesLetter ? <WriteLetterButton id={id} /> : null}
            <FollowUpMoves followUp={call} />
          </div>
        </div>
      ) : null}
    </li>
  );
}

function PhoneNumber({ phone }: { phone: string | null }) {
  if (phone === null) return <span className="text-sm text-muted">No number on record</span>;
  return (
    <a
      href={`tel:${phone.replace(/[^\d+]/g, "")}`}
      className="inline-flex min-h-6 items-center gap-1 text-primary-text tabular-nums hover:underline"
    >
      <Phone aria-hidden className="size-3.5" />
      <bdi>{phone}</bdi>
    </a>
  );
}
