import type { ReactNode } from "react";
import { Card, CardBody, CardHeader } from "@/components/ui/card";
import { RelativeTime } from "@/components/ui/time";
import { CHANNEL_PHRASES } from "@/lib/case/labels";
import { LETTER_WAY_LABELS } from "@/lib/letter/labels";
import type { LetterSending, ReturnedSending } from "@/lib/letter/types";
import { formatDay } from "@/lib/shared/dates";

type SentLetterProps = { sending: LetterSending | ReturnedSending; zone: string; now: string };

/** What can be shown for a letter that went out, and for one that came back. */
export function SentLetter({ sending, zone, now }: SentLetterProps) {
  const { way, toldVia, sentOn, addressLines, approver, sentBy, at, proof, note, digest, mailedTo } = sending;
  const returned = "returnedReason" in sending ? sending : null;
  const id = returned ? `returned-${returned.id}` : "sent";
  return (
    <Card aria-labelledby={id}>
      <CardHeader id={id} title={returned ? "Sent, and came back" : "How it was sent"} />
      <CardBody>
        <dl className="grid gap-x-4 gap-y-1.5 sm:grid-cols-[max-content_minmax(0,1fr)]">
          <Fact label="Sent">
            {LETTER_WAY_LABELS[way]}
            {toldVia ? `, ${CHANNEL_PHRASES[toldVia].toLowerCase()}` : null}, on {formatDay(new Date(sentOn))}
          </Fact>
          {returned ? (
            <Fact label="Came back">
              <span className="whitespace-pre-wrap" dir="auto">
                {formatDay(new Date(returned.returnedOn))}: {returned.returnedReason}
              </span>{" "}
              <span className="text-muted">
                Written down by <bdi>{returned.returnedBy.name}</bdi>
              </span>
            </Fact>
          ) : null}
          {mailedTo ? (
            <Fact label="Address">
              <bdi>{mailedTo}</bdi>
            </Fact>
          ) : null}
          {addressLines.length > 0 ? (
            <Fact label="To">
              <span className="whitespace-pre-wrap" dir="auto">
                {addressLines.join("\n")}
              </span>
            </Fact>
          ) : null}
          <Fact label="Sent by">
            <bdi>{sentBy.name}</bdi>, written down <RelativeTime iso={at} zone={zone} now={now} />
          </Fact>
          <Fact label="Approved by">
            <bdi>{approver.name}</bdi>
          </Fact>
          {proof ? (
            <Fact label="Proof">
              <bdi>{proof}</bdi>
            </Fact>
          ) : null}
          {note ? (
            <Fact label="Note">
              <span className="whitespace-pre-wrap" dir="auto">
                {note}
              </span>
            </Fact>
          ) : null}
          <Fact label="Mark of the text">
            <span className="font-mono text-sm">{digest.slice(0, 12)}</span>
          </Fact>
        </dl>
      </CardBody>
    </Card>
  );
}

function Fact({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div className="contents">
      <dt className="text-muted">{label}</dt>
      <dd className="min-w-0 wrap-anywhere tabular-nums">{children}</dd>
    </div>
  );
}
