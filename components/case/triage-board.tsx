import Link from "next/link";
import { Fragment, type ReactNode } from "react";
import { AnswerEscalationForm } from "@/components/escalation/answer-escalation-form";
import { whoHas } from "@/components/escalation/who-has";
import { AllLink } from "@/components/ui/all-link";
import { Card, CardHeader } from "@/components/ui/card";
import { Disclosure } from "@/components/ui/disclosure";
import { EmptyState } from "@/components/ui/empty-state";
import { RelativeTime } from "@/components/ui/time";
import type { Colleague, FormerOwner } from "@/lib/access/types";
import { CHANNEL_LABELS } from "@/lib/case/labels";
import type { CaseRow, Triage, TriageRow } from "@/lib/case/types";
import { type CappedCount, formatCount } from "@/lib/shared/page";
import type { SurveyOrigin } from "@/lib/survey/types";
import { AssignCaseDialog } from "./assign-case-dialog";
import { KindChip, SeverityChip } from "./case-chips";
import { TakeCaseButton } from "./take-case-button";
import { TeamLoad } from "./team-load";

type TriageBoardProps = Triage & {
  team: Colleague[];
  former: FormerOwner[];
  /** Of cases that came from the answer to a survey, by their ids. */
  origins: Record<string, SurveyOrigin>;
  now: string;
};

/** What nobody has taken and what was escalated, each with its decision beside it; the team's load for whoever assigns. */
export function TriageBoard({ unassigned, escalated, counts, team, former, origins, now }: TriageBoardProps) {
  return (
    <div className="grid items-start gap-3.5 lg:grid-cols-[minmax(0,2fr)_minmax(16rem,1fr)]">
      <div className="grid min-w-0 gap-3.5">
        <EscalatedCard rows={escalated} total={counts.escalated} team={team} now={now} href="/cases?tab=escalated" />
        <UnassignedCard
          rows={unassigned}
          total={counts.unassigned}
          team={team}
          origins={origins}
          now={now}
          href="/cases?tab=unassigned"
        />
      </div>
      <TeamLoad team={team} former={former} />
    </div>
  );
}

type TriageCardProps = {
  rows: TriageRow[];
  total: CappedCount;
  team: Colleague[];
  origins?: Record<string, SurveyOrigin>;
  now: string;
  /** Where all of them stand, if these are not all. */
  href: string;
};

/** What was escalated, each with why and a way to answer it. */
export function EscalatedCard({ rows, total, team, now, href }: TriageCardProps) {
  return (
    <Card aria-labelledby="escalated">
      <CardHeader id="escalated" title="Escalated" count={formatCount(total)}>
        <AllLink href={href} total={total} shown={rows.length} of="escalated cases" />
      </CardHeader>
      {rows.length === 0 ? (
        <EmptyState title="No escalation waits for an answer" />
      ) : (
        <ul className="divide-y divide-line">
          {rows.map((row) => (
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
  );
}

/** What nobody has taken, each with ways to take or give it. */
export function UnassignedCard({ rows, total, team, origins, now, href }: TriageCardProps) {
  return (
    <Card aria-labelledby="unassigned">
      <CardHeader id="unassigned" title="Nobody has it yet" count={formatCount(total)}>
        serious first, then the oldest
        <AllLink href={href} total={total} shown={rows.length} of="cases that nobody has" />
      </CardHeader>
      {rows.length === 0 ? (
        <EmptyState title="Everything has an owner" />
      ) : (
        <ul className="divide-y divide-line">
          {rows.map((row) => (
            <TriageItem key={row.id} row={row} team={team} now={now}>
              <WhyFromSurvey origin={origins?.[row.id]} />
            </TriageItem>
          ))}
        </ul>
      )}
    </Card>
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

/** Why an answer to a survey stands among what is to be decided. */
function WhyFromSurvey({ origin }: { origin: SurveyOrigin | undefined }) {
  if (!origin) return null;
  if (origin.reference === null) {
    return (
      <p className="basis-full text-sm text-muted">
        From <bdi>{origin.survey}</bdi>. {origin.worries.join(". ")}.
      </p>
    );
  }
  return (
    <p className="basis-full text-sm text-muted">
      From the survey about{" "}
      <Link prefetch={false} href={`/cases/${origin.reference}`} className="text-primary-text underline">
        {origin.reference}
      </Link>
      . {origin.worries.join(". ")}.
    </p>
  );
}

function whoOf({ patient, reporterName }: CaseRow): string | null {
  return patient?.name ?? reporterName;
}
