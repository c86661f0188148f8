import { Siren } from "lucide-react";
import Link from "next/link";
import { KindChip, SeverityChip } from "@/components/case/case-chips";
import { DeedButton } from "@/components/form/deed-button";
import { Card, CardHeader } from "@/components/ui/card";
import { Chip } from "@/components/ui/chip";
import { Disclosure } from "@/components/ui/disclosure";
import { RelativeTime } from "@/components/ui/time";
import { takeOverAction } from "@/lib/escalation/actions";
import { LEVEL_HINTS, LEVEL_LABELS, routeBeside } from "@/lib/escalation/labels";
import type { BoardColumn, BoardEntry } from "@/lib/escalation/types";
import { AnswerEscalationForm } from "./answer-escalation-form";
import { SendBackForm } from "./send-back-form";
import { TimeLeft } from "./time-left";
import { whoHas } from "./who-has";

type BoardProps = { columns: BoardColumn[]; personId: string; now: string };

/** What waits for an answer, a column for each level, the oldest on top; one below the other where there is no room. */
export function EscalationBoard({ columns, personId, now }: BoardProps) {
  return (
    <div className="grid grid-cols-1 items-start gap-3.5 md:grid-cols-2 xl:grid-cols-4">
      {columns.toReversed().map(({ level, entries, count }) => (
        <Card key={level} aria-labelledby={`level-${level}`}>
          <CardHeader id={`level-${level}`} title={LEVEL_LABELS[level]} count={count}>
            {LEVEL_HINTS[level]}
          </CardHeader>
          {entries.length === 0 ? (
            <p className="px-3.5 py-3 text-muted">Nothing waits here.</p>
          ) : (
            <ul className="divide-y divide-line">
              {entries.map((entry) => (
                <BoardItem key={entry.id} entry={entry} personId={personId} now={now} />
              ))}
            </ul>
          )}
          {count > entries.length ? (
            <p className="border-t px-3.5 py-2.5 text-muted">The {entries.length} oldest are shown.</p>
          ) : null}
        </Card>
      ))}
    </div>
  );
}

function BoardItem({ entry, personId, now }: { entry: BoardEntry; personId: string; now: string }) {
  const { case: about, answerBy, reason, raisedBy, raisedAt } = entry;
  const { names, why } = routeBeside(entry.route, entry.toRole);
  const isMine = about.owner?.id === personId;
  return (
    <li className="grid grid-cols-1 gap-2 px-3.5 py-3">
      <div className="flex flex-wrap items-start justify-between gap-x-3 gap-y-1.5">
        <Link
          prefetch={false}
          href={`/cases/${about.reference}`}
          className="min-w-0 flex-1 basis-40 font-medium wrap-anywhere hover:underline"
        >
          <bdi>{about.about}</bdi>
        </Link>
        {answerBy ? <TimeLeft answerBy={answerBy} now={now} zone={about.zone} /> : null}
      </div>
      <p className="flex flex-wrap items-center gap-x-2 gap-y-1 text-sm text-muted tabular-nums">
        {entry.isUrgent ? (
          <Chip tone="late" icon={<Siren aria-hidden />}>
            Immediate danger
          </Chip>
        ) : null}
        <SeverityChip severity={about.severity} />
        <KindChip kind={about.kind} />
        <span>
          <span className="whitespace-nowrap">{about.reference}</span>
          {about.patient ? (
            <>
              {" "}
              · <bdi>{about.patient}</bdi>
            </>
          ) : null}{" "}
          · <bdi>{about.site}</bdi>
        </span>
      </p>
      <p dir="auto" className="max-w-prose whitespace-pre-wrap wrap-anywhere">
        {reason}
      </p>
      <p className="text-sm text-muted wrap-anywhere">
        {raisedBy?.name ?? "By the escalation matrix"} to {whoHas(entry)}
        {names ? ` (${names})` : null}, <RelativeTime iso={raisedAt} zone={about.zone} now={now} />
        {about.owner ? `. The case is with ${about.owner.name}` : ". Nobody has the case"}.
        {entry.waitsForMorning ? " They are told when the quiet hours end." : ""}
        {entry.reminders > 0 ? ` Told again ${entry.reminders === 1 ? "once" : `${entry.reminders} times`}.` : ""}
      </p>
      {why ? <p className="text-sm text-muted wrap-anywhere">{why}</p> : null}
      {entry.mayAnswer ? (
        <div className="grid gap-1">
          <Disclosure summary="Answer">
            <AnswerEscalationForm escalationId={entry.id} caseId={about.id} raisedBy={raisedBy?.name ?? null} />
          </Disclosure>
          <Disclosure summary="Send back">
            <SendBackForm escalationId={entry.id} />
          </Disclosure>
          {isMine ? null : (
            <DeedButton
              size="s"
              className="justify-self-start"
              action={takeOverAction}
              fields={{ escalationId: entry.id }}
              done={`${about.reference} is yours now.`}
              aria-label={`Take over ${about.reference}`}
            >
              Take over
            </DeedButton>
          )}
        </div>
      ) : null}
    </li>
  );
}
