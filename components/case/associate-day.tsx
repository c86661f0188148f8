import Link from "next/link";
import type { ReactNode } from "react";
import { CaseTable } from "@/components/case/case-table";
import { TakeCaseButton } from "@/components/case/take-case-button";
import { ClockChip } from "@/components/clock/clock-chip";
import { ButtonLink } from "@/components/ui/button";
import { Card, CardHeader, CardList } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import { RelativeTime } from "@/components/ui/time";
import type { CaseRow } from "@/lib/case/types";
import { isDueBy } from "@/lib/clock/labels";
import type { AnsweredEscalation } from "@/lib/escalation/types";
import { type CappedCount, formatCount } from "@/lib/shared/page";
import { EscalatedChip, SeverityChip } from "./case-chips";

type AssociateDayProps = {
  open: CaseRow[];
  closed: CaseRow[];
  unassigned: CaseRow[];
  counts: { mine: CappedCount; unassigned: CappedCount };
  answers: AnsweredEscalation[];
  /** Whose day it is. */
  ownerId: string;
  now: string;
  /** Their own figures of the week. */
  week: ReactNode;
  /** What others brought or owe: stands between what presses and all I own. */
  children?: ReactNode;
};

/** What needs me: what is late or due today, then my escalated and serious cases, then answers that came in, what nobody has, and all I own. */
export function AssociateDay(props: AssociateDayProps) {
  const { open, closed, unassigned, counts, answers, ownerId, now, week, children } = props;
  const at = new Date(now);
  const isDue = ({ clock, site }: CaseRow) => clock !== null && isDueBy(clock, at, site.zone);
  const due = open.filter(isDue);
  const pressing = [...due, ...open.filter((row) => !isDue(row) && (row.isEscalated || row.severity === 3))];
  return (
    <div className="grid items-start gap-3.5 lg:grid-cols-[minmax(0,2fr)_minmax(18rem,1fr)]">
      <div className="grid min-w-0 gap-3.5">
        <Card aria-labelledby="needs-you">
          <CardHeader id="needs-you" title="Needs you now" count={pressing.length}>
            late or due today, escalated or serious
          </CardHeader>
          {pressing.length === 0 ? (
            <EmptyState title="Nothing is pressing">The rest of what you own is below.</EmptyState>
          ) : (
            <ul className="divide-y divide-line">
              {pressing.map((row) => (
                <li key={row.id}>
                  <Link
                    prefetch={false}
                    href={`/cases/${row.reference}`}
                    className="flex min-h-10 flex-wrap items-center gap-x-2.5 gap-y-1 px-3.5 py-2 -outline-offset-2 hover:bg-sunk sm:flex-nowrap"
                  >
                    {row.clock && isDue(row) ? (
                      <ClockChip clock={row.clock} zone={row.site.zone} now={now} isNamed />
                    ) : null}
                    {row.isEscalated ? <EscalatedChip /> : <SeverityChip severity={row.severity} />}
                    <span className="min-w-0 flex-1 basis-48 sm:truncate">
                      <bdi className="font-medium">{row.about}</bdi>{" "}
                      {row.patient ? <bdi className="text-muted">{row.patient.name}</bdi> : null}
                    </span>
                    <span className="text-sm text-muted tabular-nums">
                      <span className="whitespace-nowrap">{row.reference}</span> ·{" "}
                      <RelativeTime iso={row.receivedAt} zone={row.site.zone} now={now} />
                    </span>
                  </Link>
                </li>
              ))}
            </ul>
          )}
        </Card>
        {children}
        <Card aria-labelledby="my-open">
          <CardHeader id="my-open" title="My open cases" count={formatCount(counts.mine)}>
            {open.length > 0 ? (
              <Link
                href={`/hand-over/${ownerId}`}
                prefetch={false}
                className="rounded text-primary-text hover:underline"
              >
                Hand over<span className="sr-only"> my cases</span>
              </Link>
            ) : null}
          </CardHeader>
          <CaseTable
            caption="My open cases, what is due first"
            rows={open}
            now={now}
            without={["owner", "unit", "kind", "severity", "received"]}
            hasRowKeys
            empty={
              <EmptyState title="You own no open case" action={<ButtonLink href="/cases/new">New case</ButtonLink>} />
            }
          />
        </Card>
      </div>
      <div className="grid min-w-0 gap-3.5">
        {answers.length > 0 ? <AnswersIn answers={answers} now={now} /> : null}
        <Card aria-labelledby="free">
          <CardHeader id="free" title="Nobody has these yet" count={formatCount(counts.unassigned)}>
            {unassigned.length > 0 ? (
              <Link href="/cases?tab=unassigned" prefetch={false} className="rounded text-primary-text hover:underline">
                All<span className="sr-only"> that nobody has</span>
              </Link>
            ) : null}
          </CardHeader>
          {unassigned.length === 0 ? (
            <EmptyState title="Everything has an owner" />
          ) : (
            <ul className="divide-y divide-line">
              {unassigned.map((row) => (
                <li key={row.id} className="flex items-center gap-2.5 px-3.5 py-2">
                  <div className="min-w-0 flex-1">
                    <Link prefetch={false} href={`/cases/${row.reference}`} className="block truncate hover:underline">
                      <bdi>{row.about}</bdi>
                    </Link>
                    <span className="text-sm text-muted tabular-nums">
                      {row.unit ?? "no unit"} · <RelativeTime iso={row.receivedAt} zone={row.site.zone} now={now} />
                    </span>
                  </div>
                  <TakeCaseButton caseId={row.id} reference={row.reference} ownerId={null} />
                </li>
              ))}
            </ul>
          )}
        </Card>
        {week}
        <Card aria-labelledby="done">
          <CardHeader id="done" title="Closed this week" count={closed.length} />
          {closed.length === 0 ? (
            <EmptyState title="None yet this week" />
          ) : (
            <ul className="divide-y divide-line">
              {closed.map((row) => (
                <li key={row.id} className="px-3.5 py-2">
                  <Link prefetch={false} href={`/cases/${row.reference}`} className="block truncate hover:underline">
                    <bdi>{row.about}</bdi>
                  </Link>
                  <span className="text-sm text-muted tabular-nums">{row.reference}</span>
                </li>
              ))}
            </ul>
          )}
        </Card>
      </div>
    </div>
  );
}

function AnswersIn({ answers, now }: Pick<AssociateDayProps, "answers" | "now">) {
  return (
    <Card aria-labelledby="answers">
      <CardHeader id="answers" title="Escalations answered" count={answers.length}>
        last 7 days
      </CardHeader>
      <CardList>
        {answers.map(({ id, reference, about, answer, answeredBy, answeredAt, zone }) => (
          <li key={id} className="px-3.5 py-2">
            <Link prefetch={false} href={`/cases/${reference}#timeline`} className="block truncate hover:underline">
              <bdi>{about}</bdi>
            </Link>
            <p dir="auto" className="truncate">
              {answer}
            </p>
            <span className="text-sm text-muted tabular-nums">
              <bdi>{answeredBy}</bdi> · <RelativeTime iso={answeredAt} zone={zone} now={now} />
            </span>
          </li>
        ))}
      </CardList>
    </Card>
  );
}
