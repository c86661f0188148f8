import { Card, CardHeader } from "@/components/ui/card";
import { Chip } from "@/components/ui/chip";
import { Disclosure } from "@/components/ui/disclosure";
import { WAY_LABELS } from "@/lib/contact/labels";
import { ATTEMPT_LABELS, FOLLOW_UP_STATE_LABELS, LETTER_PROPOSED } from "@/lib/follow-up/labels";
import { isSpoken } from "@/lib/follow-up/rules/attempts";
import type { FollowUpRow, PromiseRow } from "@/lib/follow-up/types";
import { formatDay, formatInstant } from "@/lib/shared/dates";
import { AttemptButtons } from "./attempt-buttons";
import type { Desk } from "./desk";
import { FollowUpMoves, WriteLetterButton } from "./follow-up-moves";
import { PlanDialog } from "./plan-dialog";
import { PromiseDialog } from "./promise-dialog";
import { PromiseItem } from "./promise-item";

type FollowUpCardProps = {
  followUps: FollowUpRow[];
  promises: PromiseRow[];
  /** Null for whoever only reads. */
  desk: Desk | null;
  zone: string;
};

/** What they were promised, and what is still to be said or done. */
export function FollowUpCard({ followUps, promises, desk, zone }: FollowUpCardProps) {
  const open = followUps.filter(({ state }) => state === "open");
  const ended = followUps.filter(({ state }) => state !== "open");
  const standing = promises.filter(({ isOpen }) => isOpen);
  const past = promises.filter(({ isOpen }) => !isOpen);
  return (
    <Card aria-labelledby="follow-ups">
      <CardHeader id="follow-ups" title="Follow-ups and promises" count={open.length + standing.length}>
        {desk ? (
          <>
            <PlanDialog {...desk} />
            <PromiseDialog desk={desk} button="Promise" />
          </>
        ) : null}
      </CardHeader>
      {open.length + standing.length === 0 ? (
        <p className="px-3.5 py-3 text-muted">Nothing is promised or planned.</p>
      ) : (
        <ul className="divide-y divide-line">
          {standing.map((promise) => (
            <PromiseItem key={promise.id} promise={promise} desk={desk} />
          ))}
          {open.map((followUp) => (
            <FollowUpItem key={followUp.id} followUp={followUp} zone={zone} />
          ))}
        </ul>
      )}
      {ended.length + past.length > 0 ? (
        <Disclosure summary="Earlier" aside={ended.length + past.length} className="border-t px-3.5 py-1">
          <ul className="-mx-3.5 divide-y divide-line">
            {past.map((promise) => (
              <PromiseItem key={promise.id} promise={promise} desk={null} />
            ))}
            {ended.map((followUp) => (
              <FollowUpItem key={followUp.id} followUp={followUp} zone={zone} />
            ))}
          </ul>
        </Disclosure>
      ) : null}
    </Card>
  );
}

function FollowUpItem({ followUp, zone }: { followUp: FollowUpRow; zone: string }) {
  const { id, state, what, channel, who, owner, proposesLetter, attempts } = followUp;
  const isOpen = state === "open";
  return (
    <li className="grid gap-1.5 px-3.5 py-2.5">
      <p className="flex flex-wrap items-center gap-x-2 gap-y-1">
        <span className="font-medium">{WAY_LABELS[channel]}</span>
        <DueChip followUp={followUp} />
        {proposesLetter ? <Chip tone="soon">{LETTER_PROPOSED}</Chip> : null}
      </p>
      <p dir="auto" className="whitespace-pre-wrap wrap-anywhere">
        {what}
      </p>
      <p className="text-sm text-muted wrap-anywhere">
        <bdi>{who}</bdi>, {formatDay(new Date(followUp.dueOn))}
        {followUp.bestTime ? <bdi>, {followUp.bestTime}</bdi> : null}
        {followUp.language ? `, in ${followUp.language}` : null}. {owner.name}
        {owner.isGone ? " (no longer works here)" : null}
      </p>
      <Ending followUp={followUp} />
      <Attempts attempts={attempts} zone={zone} />
      {isOpen && followUp.mayWork ? (
        <>
          {isSpoken(channel) ? <AttemptButtons key={attempts.length} followUpId={id} who={who} /> : null}
          <div className="-ms-2.5 flex flex-wrap items-center gap-1 print:hidden">
            {proposesLetter ? <WriteLetterButton id={id} /> : null}
            <FollowUpMoves followUp={followUp} />
          </div>
        </>
      ) : null}
    </li>
  );
}

export function DueChip({ followUp }: { followUp: Pick<FollowUpRow, "state" | "due" | "isLate"> }) {
  const { state, due, isLate } = followUp;
  if (state === "open") return <Chip tone={isLate ? "late" : due === "Due today" ? "soon" : "neutral"}>{due}</Chip>;
  return <Chip tone={state === "done" ? "met" : "paused"}>{FOLLOW_UP_STATE_LABELS[state]}</Chip>;
}

function Ending({ followUp: { result, reason, settledBy } }: { followUp: FollowUpRow }) {
  const words = result ?? reason;
  if (!settledBy) return null;
  return (
    <p dir="auto" className="text-sm text-muted wrap-anywhere">
      {settledBy}
      {words ? `: ${words}` : null}
    </p>
  );
}

/** The tries so far, the latest first. */
export function Attempts({ attempts, zone }: { attempts: FollowUpRow["attempts"]; zone: string }) {
  if (attempts.length === 0) return null;
  return (
    <ul aria-label="Attempts" className="text-sm text-muted">
      {attempts.map(({ id, at, by, outcome, note }) => (
        <li key={id} className="wrap-anywhere tabular-nums">
          {ATTEMPT_LABELS[outcome]}, {formatInstant(new Date(at), zone)}, {by}
          {note ? (
            <>
              : <bdi>{note}</bdi>
            </>
          ) : null}
        </li>
      ))}
    </ul>
  );
}
