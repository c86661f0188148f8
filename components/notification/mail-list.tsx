import { SendAgainButton } from "@/components/notification/send-again-button";
import { CardList } from "@/components/ui/card";
import { Chip, type ChipTone } from "@/components/ui/chip";
import { Disclosure } from "@/components/ui/disclosure";
import { RelativeTime } from "@/components/ui/time";
import { MAIL_STATE_LABELS } from "@/lib/notification/labels";
import type { MailState } from "@/lib/notification/schema";
import type { MailRow } from "@/lib/notification/types";

const TONES: Record<MailState, ChipTone> = {
  queued: "neutral",
  sent: "met",
  failed: "soon",
  dead: "late",
  kept: "neutral",
  dropped: "neutral",
};

type MailListProps = { rows: MailRow[]; zone: string; now: string; maySendKept: boolean };

/** E-mails with whom they are for, how they stand, what they say, and another try where one makes sense. */
export function MailList({ rows, zone, now, maySendKept }: MailListProps) {
  return (
    <CardList>
      {rows.map((row) => (
        <li key={row.id} className="flex flex-wrap items-start gap-x-3 gap-y-1.5 px-3.5 py-2.5">
          <div className="min-w-0 flex-1 basis-72">
            <p className="font-medium">{titleOf(row)}</p>
            <p className="text-sm break-words text-muted">
              {isOfCase(row) ? "Sent by" : "To"} <bdi>{row.to.name}</bdi>, {row.to.email}
            </p>
            {row.lastError ? (
              <p className="text-sm text-late">
                {row.lastError} {row.attempts === 1 ? "1 try" : `${row.attempts} tries`}.
              </p>
            ) : null}
            {row.text ? (
              <Disclosure summary="What it says" className="mt-1 text-sm">
                <pre className="font-sans break-words whitespace-pre-wrap">{row.text}</pre>
              </Disclosure>
            ) : null}
          </div>
          <div className="flex flex-wrap items-center gap-2 text-sm text-muted">
            <Chip tone={TONES[row.state]}>{MAIL_STATE_LABELS[row.state]}</Chip>
            <When row={row} zone={zone} now={now} />
            {row.state === "dead" || row.state === "failed" || (row.state === "kept" && maySendKept) ? (
              <SendAgainButton deliveryId={row.id} label={row.subject ?? `${titleOf(row)}, ${row.to.name}`} />
            ) : null}
          </div>
        </li>
      ))}
    </CardList>
  );
}

/** It goes to somebody outside, whose name and address stay with the case. */
function isOfCase({ kind }: MailRow): boolean {
  return kind === "letter" || kind === "survey";
}

function titleOf({ kind, subject }: MailRow): string {
  if (kind === "survey") return "A survey of a case";
  return kind === "letter" ? "A letter of a case" : (subject ?? "Not written yet");
}

function When({ row, zone, now }: { row: MailRow; zone: string; now: string }) {
  const given = { zone, now };
  if (row.nextAttemptAt && row.nextAttemptAt > now) {
    return (
      <span>
        {row.state === "failed" ? "next try " : "to be sent "}
        <RelativeTime iso={row.nextAttemptAt} {...given} />
      </span>
    );
  }
  return <RelativeTime iso={row.settledAt ?? row.createdAt} {...given} />;
}
