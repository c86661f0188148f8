import { Card, CardBody, CardHeader } from "@/components/ui/card";
import { Disclosure } from "@/components/ui/disclosure";
import { RelativeTime } from "@/components/ui/time";
import type { CaseEscalation } from "@/lib/case/types";
import { AnswerEscalationForm } from "./answer-escalation-form";
import { SendBackForm } from "./send-back-form";
import { TimeLeft } from "./time-left";
import { whoHas } from "./who-has";
import { WithdrawDialog } from "./withdraw-dialog";

type OpenEscalationProps = {
  caseId: string;
  escalation: CaseEscalation;
  mayAnswer: boolean;
  mayWithdraw: boolean;
  zone: string;
  now: string;
};

/** An escalation that waits for its answer. */
export function OpenEscalation({ caseId, escalation, mayAnswer, mayWithdraw, zone, now }: OpenEscalationProps) {
  const { id, reason, raisedBy, raisedAt, to, toRole, level, answerBy } = escalation;
  return (
    <Card aria-labelledby="escalation" className="border-late">
      <CardHeader id="escalation" title="Escalated, waits for an answer">
        {answerBy ? <TimeLeft answerBy={answerBy} now={now} zone={zone} /> : null}
        <RelativeTime iso={raisedAt} zone={zone} now={now} />
      </CardHeader>
      <CardBody>
        <p dir="auto" className="max-w-prose whitespace-pre-wrap wrap-anywhere">
          {reason}
        </p>
        <p className="mt-1 text-sm text-muted">
          {raisedBy ? `From ${raisedBy.name}` : "By the escalation matrix"} to {whoHas({ to, toRole })}, level {level}.
        </p>
        {mayAnswer ? (
          <>
            <AnswerEscalationForm escalationId={id} caseId={caseId} raisedBy={raisedBy?.name ?? null} isPrimary />
            <Disclosure summary="Send back" className="mt-2">
              <SendBackForm escalationId={id} />
            </Disclosure>
          </>
        ) : null}
        {mayWithdraw ? (
          <div className="mt-2">
            <WithdrawDialog escalationId={id} />
          </div>
        ) : null}
      </CardBody>
    </Card>
  );
}
