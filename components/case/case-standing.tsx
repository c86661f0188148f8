import { Card, CardBody, CardHeader } from "@/components/ui/card";
import { Chip } from "@/components/ui/chip";
import { Notice } from "@/components/ui/notice";
import { CHANNEL_PHRASES, describeReturn, OUTCOME_LABELS, WAITING_PHRASES } from "@/lib/case/labels";
import type { CaseOutcome } from "@/lib/case/schema";
import type { CaseClosing, CaseDetail, CaseReturn } from "@/lib/case/types";
import { whatIsMissing } from "@/lib/case/workflow";
import { dayIn, formatDay, formatInstant } from "@/lib/shared/dates";

/** Where the case stands, where that needs words: whom it waits for, that they have the answer, how it was closed. */
export function CaseStanding({ detail, back }: { detail: CaseDetail; back: CaseReturn | null }) {
  const { wait, closing, state, answeredAt, answeredVia, site } = detail;
  if (closing) {
    const owed = letterOwed(detail, closing.outcome);
    return (
      <>
        {owed && owed.step !== "write" ? (
          <Notice tone="late" live="none" title="They do not have the letter with the answer">
            {owed.sentence} The case was closed as if they had it: open it again if there is more to do.
          </Notice>
        ) : null}
        <ClosingCard closing={closing} detail={detail} />
      </>
    );
  }
  if (state === "waiting" && wait) {
    return (
      <Card aria-label="Waiting">
        <CardBody className="flex flex-wrap items-baseline gap-x-2.5 gap-y-1">
          <Chip tone="paused">Waiting for {WAITING_PHRASES[wait.for]}</Chip>
          <bdi className="min-w-0 wrap-anywhere">{wait.reason}</bdi>
          <span className="text-sm text-muted">
            since {formatInstant(new Date(wait.since), site.zone)}
            {wait.until && back?.what !== "day" ? `; to be looked at again on ${formatDay(new Date(wait.until))}` : ""}
          </span>
          {back ? (
            <p className="basis-full">
              <span className="font-medium">Look at it again. </span>
              <bdi>{describeReturn(back, site.zone)}</bdi>
            </p>
          ) : null}
        </CardBody>
      </Card>
    );
  }
  if (state === "answered" && answeredAt && answeredVia) {
    const told = `They were given the answer ${CHANNEL_PHRASES[answeredVia].toLowerCase()} on ${formatDay(dayIn(new Date(answeredAt), site.zone))}.`;
    const owed = letterOwed(detail);
    if (owed) {
      return (
        <Notice tone="late" live="none" title="A letter with the answer is still owed">
          {told} {owed.sentence} The case does not close before it went out: {owed.basis}.
        </Notice>
      );
    }
    return (
      <Card aria-label="Answered">
        <CardBody>{told} Close the case when nothing is left to do.</CardBody>
      </Card>
    );
  }
  return null;
}

/** What an answered or closed case owes all the same: it became a kind that needs a letter since, or the letter came back. */
function letterOwed({ workflow }: CaseDetail, outcome: CaseOutcome | null = null) {
  const missing = whatIsMissing("close", workflow, outcome).find(({ need }) => need === "letter");
  const { letter } = workflow;
  return missing && letter?.gap ? { ...letter.gap, basis: letter.basis } : null;
}

function ClosingCard({ closing, detail }: { closing: CaseClosing; detail: CaseDetail }) {
  const { answeredAt, answeredVia, site } = detail;
  return (
    <Card aria-labelledby="closing">
      <CardHeader id="closing" title="How it was closed">
        {formatInstant(new Date(closing.at), site.zone)}, {closing.by}
      </CardHeader>
      <CardBody className="grid max-w-prose gap-2.5 wrap-anywhere">
        <p>
          <span className="font-medium">{OUTCOME_LABELS[closing.outcome]}. </span>
          <bdi className="whitespace-pre-wrap">{closing.summary}</bdi>
        </p>
        <p>
          <span className="font-medium">{closing.hasChanged ? "What changed: " : "Nothing changed, because: "}</span>
          <bdi className="whitespace-pre-wrap">{closing.lesson}</bdi>
        </p>
        {closing.openRequestsReason ? (
          <p>
            <span className="font-medium">Closed while a unit had not answered: </span>
            <bdi className="whitespace-pre-wrap">{closing.openRequestsReason}</bdi>
          </p>
        ) : null}
        {answeredAt && answeredVia ? (
          <p className="text-sm text-muted">
            They were told {CHANNEL_PHRASES[answeredVia].toLowerCase()} on{" "}
            {formatDay(dayIn(new Date(answeredAt), site.zone))}.
          </p>
        ) : null}
      </CardBody>
    </Card>
  );
}
