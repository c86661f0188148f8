import Link from "next/link";
import { Fragment, type ReactNode } from "react";
import { AnswerEscalationForm } from "@/components/escalation/answer-escalation-form";
import { whoHas } from "@/components/escalation/who-has";
import { Card, CardHeader } from "@/components/ui/card";
import { Disclosure } from "@/components/ui/disclosure";
import { EmptyState } from "@/components/ui/empty-state";
import { RelativeTime } from "@/components/ui/time";
import type { Colleague, FormerOwner } from "@/lib/access/types";
import { CHANNEL_LABELS } from "@/lib/case/labels";
import type { CaseRow, Triage, TriageRow } from "@/lib/case/types";
import { formatCount } from "@/lib/shared/page";
import { AssignCaseDialog } from "./assign-case-dialog";
import { KindChip, SeverityChip } from "./case-chips";
import { TakeCaseButton } from "./take-case-button";
import { TeamLoad } from "./team-load";

type TriageBoardProps = Triage & { team: Colleague[]; former: FormerOwner[]; now: string };

/** What nobody has taken and what was escalated, each with its decision beside it; the team's load for whoever assigns. */
export function TriageBoard({ unassigned, escalated, counts, team, former, now }: TriageBoardProps) {
  return (
    <div className="grid items-start gap-3.5 lg:grid-cols-[minmax(0,2fr)_minmax(16rem,1fr)]">
      <div className="grid min-w-0 gap-3.5">
        <Card aria-labelledby="escalated">
          <CardHeader id="escalated" title="Escalated" count={formatCount(counts.escalated)} />
          {escalated.length === 0 ? (
            <EmptyState title="No escalation waits for an answer" />
          ) : (
            <ul className="divide-y divide-line">
              {escalated.map((row) => (
                <TriageItem key={row.id} row={row} team={team} now={now}>
                  {row.escalation ? (
                    <div className="mt-2 basis-full rounded border border-s-3 border-s-late px-3 py-2.5">
                      <p dir="auto" className="max-w-prose whitespace-pre-wrap wrap-anywhere">
                        {row.escalation.reason}
                      </p>
                      <p className="mt-1 text-sm text-muted">
                        {row.escalation.raisedBy?.name ?? "By the escalation matrix"} to {whoHas(row.escalation)},{" "}
                        <RelativeTime iso={row.escalation.raisedAt} zone={row.site.zone} now={now} />
                      </p>
                      <Disclosure summary="Answer and send back" className="mt-1">
                        <AnswerEscalationForm
                          escalationId={row.escalation.id}
                          caseId={row.id}
                          raisedBy={row.escalation.raisedBy?.name ?? null}
                        />
                      </Disclosure>
                    </div>
                  ) : null}
                </TriageItem>
              ))}
            </ul>
          )}
        </Card>
        <Card aria-labelledby="unassigned">
          <CardHeader id="unassigned" title="Nobody has it yet" count={formatCount(counts.unassigned)}>
            serious first, then the oldest
          </CardHeader>
          {unassigned.length === 0 ? (
            <EmptyState title="Everything has an owner" />
          ) : (
            <ul className="divide-y divide-line">
              {unassigned.map((row) => (
                <TriageItem key={row.id} row={row} team={team} now={now} />
              ))}
            </ul>
          )}
          {counts.unassigned.count > unassigned.length ? (
            <p className="border-t px-3.5 py-2.5">
              <Link href="/cases?tab=unassigned" className="text-primary-text underline">
                See the rest in Cases
              </Link>
            </p>
          ) : null}
        </Card>
      </div>
      <TeamLoad team={team} former={former} />
    </div>
  );
}

type TriageItemProps = { row: TriageRow; team: Colleague[]; now: string; children?: ReactNode };

function TriageItem({ row, team, now, children }: TriageItemProps) {
  return (
    <li className="flex flex-wrap items-center gap-x-3 gap-y-2 px-3.5 py-2.5">
      <div className="min-w-0 flex-1 basis-64">
        <Link prefetch={false} href={`/cases/${row.reference}`} className="font-medium wrap-anywhere hover:underline">
          <bdi>{row.about}</bdi>
        </Link>
        <p className="mt-1 flex flex-wrap items-center gap-x-2 gap-y-1 text-sm text-muted tabular-nums">
          <SeverityChip severity={row.severity} />
          <KindChip kind={row.kind} />
          <span className="wrap-anywhere">
            <span className="whitespace-nowrap">{row.reference}</span>
            {[whoOf(row), row.unit, CHANNEL_LABELS[row.channel]].map((part) =>
              part ? (
                <Fragment key={part}>
                  {" "}
                  · <bdi>{part}</bdi>
                </Fragment>
              ) : null,
            )}
          </span>
          <span>
            received <RelativeTime iso={row.receivedAt} zone={row.site.zone} now={now} />
          </span>
        </p>
      </div>
      <div className="flex gap-2">
        <TakeCaseButton caseId={row.id} reference={row.reference} ownerId={row.owner?.id ?? null} />
        <AssignCaseDialog
          caseId={row.id}
          reference={row.reference}
          owner={row.owner}
          colleagues={team.filter(({ siteIds }) => siteIds.includes(row.site.id))}
          size="s"
        />
      </div>
      {children}
    </li>
  );
}

function whoOf({ patient, reporterName }: CaseRow): string | null {
  return patient?.name ?? reporterName;
}
