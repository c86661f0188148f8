import type { Metadata } from "next";
import Link from "next/link";
import { notFound } from "next/navigation";
import type { ReactNode } from "react";
import { DeedButton } from "@/components/form/deed-button";
import { CycleCard } from "@/components/improvement/cycle-card";
import { EditImprovementDialog } from "@/components/improvement/edit-dialog";
import { LinkCaseDialog } from "@/components/improvement/link-case-form";
import { FinishDialog, ReasonDialog, VerifyDialog } from "@/components/improvement/move-dialogs";
import { ImprovementStateChip } from "@/components/improvement/state-chip";
import { ChartCard } from "@/components/insight/chart-card";
import { PageHeader } from "@/components/layout/page-header";
import { Card, CardBody, CardHeader, CardItem, CardList } from "@/components/ui/card";
import { Chip } from "@/components/ui/chip";
import { Notice } from "@/components/ui/notice";
import { canAnywhere } from "@/lib/access/policy";
import { startImprovementAction } from "@/lib/improvement/actions";
import { MEASURE_LABELS, tellMeasure } from "@/lib/improvement/labels";
import { findPlanChoices, getImprovement } from "@/lib/improvement/queries/detail";
import { readEffect } from "@/lib/improvement/queries/effect";
import { tooEarlyToVerify } from "@/lib/improvement/rules/due";
import { type Effect, metricOf } from "@/lib/improvement/rules/effect";
import { judgedBy } from "@/lib/improvement/rules/plan-fields";
import type { ImprovementDetail } from "@/lib/improvement/types";
import { canMove, OPEN_STATES } from "@/lib/improvement/workflow";
import { define } from "@/lib/insight/rules/metrics";
import { orNotFound } from "@/lib/platform/not-found";
import { requireViewer } from "@/lib/platform/viewer";
import { cn } from "@/lib/shared/cn";
import { dayIn, formatDay, formatInstant, isoDay } from "@/lib/shared/dates";

export const metadata: Metadata = { title: "Improvement action" };

export default async function ImprovementActionPage({ params }: { params: Promise<{ id: string }> }) {
  const viewer = await requireViewer();
  if (!canAnywhere(viewer, "improvement.see")) notFound();
  const { id } = await params;
  const now = new Date();
  const action = await orNotFound(getImprovement(viewer, id, now));
  const { state, zone, may, verified } = action;
  const effect = state === "abandoned" ? null : await readEffect(viewer, { ...action, changedOn: action.doneOn }, now);
  const choices = await findPlanChoices(viewer, action);
  const isOpen = OPEN_STATES.some((open) => open === state);
  return (
    <>
      <PageHeader
        title={<bdi>{action.title}</bdi>}
        before={
          <Link prefetch={false} href="/improvement">
            Improvement
          </Link>
        }
        facts={
          <>
            <ImprovementStateChip state={state} />
            <span className={cn("text-sm", action.isLate ? "font-medium text-late" : "text-muted")}>
              {action.due ?? `Was due ${formatDay(new Date(action.dueOn))}`}
            </span>
            <span className="text-sm text-muted">
              Owner <bdi>{action.owner.name}</bdi>
            </span>
            <span className="text-sm text-muted">
              <bdi>{action.unit ? `${action.unit}, ${action.site}` : action.site}</bdi>
            </span>
          </>
        }
        action={
          <>
            {choices ? <EditImprovementDialog action={action} choices={choices} /> : null}
            <NextStep action={action} effect={effect?.effect ?? null} today={isoDay(dayIn(now, action.zone))} />
          </>
        }
      />
      <div className="grid gap-3.5">
        {state === "done" && !may.verify ? (
          <Notice live="none" title="Waits to be verified">
            A manager other than its owner says whether it worked.
          </Notice>
        ) : null}
        {verified ? (
          <Notice
            live="none"
            tone={state === "verified_effective" && !isDoubted(effect?.effect) ? "met" : "soon"}
            title={`Verified by ${verified.by}, ${formatInstant(new Date(verified.at), zone)}`}
          >
            <bdi className="wrap-anywhere whitespace-pre-wrap">{verified.study}</bdi>
            {state === "verified_effective" && effect && isDoubted(effect.effect) ? (
              <p className="mt-2">The figure does not show it as it stands now. {effect.effect.says}</p>
            ) : null}
            {verified.outside ? (
              <Outside {...verified.outside}>
                {action.cases.length > 0
                  ? "A letter is drafted for each case it comes from, for whoever has the case to look over. "
                  : null}
                <Link prefetch={false} href="/improvement/wall" className="text-primary-text underline">
                  On the wall
                </Link>
              </Outside>
            ) : null}
          </Notice>
        ) : null}
        {action.reason && (isOpen || action.reason !== action.verdicts[0]?.reason) ? (
          <Notice live="none" title={state === "abandoned" ? "Why it was abandoned" : "Why it was taken up again"}>
            <bdi className="wrap-anywhere whitespace-pre-wrap">{action.reason}</bdi>
          </Notice>
        ) : null}
        <Card aria-labelledby="change">
          <CardHeader id="change" title="What is to change" />
          <CardBody className="grid gap-3">
            <p className="max-w-prose wrap-anywhere whitespace-pre-wrap">
              <bdi>{action.change}</bdi>
            </p>
            <Facts action={action} />
          </CardBody>
        </Card>
        {effect ? (
          <ChartCard
            title={`${MEASURE_LABELS[action.measure]}, before and after`}
            chart={effect.chart}
            definition={define(metricOf(action.measure))}
          />
        ) : null}
        <CycleCard improvementId={id} cycles={action.cycles} zone={zone} mayUpdate={may.update} isOpen={isOpen} />
        <PastVerdicts action={action} />
        <Card aria-labelledby="cases">
          <CardHeader id="cases" title="Cases it comes from">
            {may.update ? <LinkCaseDialog improvementId={id} /> : null}
          </CardHeader>
          {action.cases.length === 0 ? (
            <p className="p-3.5 text-muted">No case is linked.</p>
          ) : (
            <CardList>
              {action.cases.map(({ reference, about, letterId }) => (
                <CardItem
                  key={reference}
                  href={letterId ? `/cases/${reference}/letters/${letterId}` : `/cases/${reference}`}
                >
                  <span className="text-muted tabular-nums">{reference}</span>
                  <bdi className="min-w-0 wrap-anywhere">{about}</bdi>
                  {letterId ? <span className="ms-auto text-sm text-muted">Its letter</span> : null}
                </CardItem>
              ))}
            </CardList>
          )}
        </Card>
      </div>
    </>
  );
}

/** Whether the figure tells otherwise than whoever verified an action as effective. */
function isDoubted(effect: Effect | undefined): boolean {
  return effect?.verdict === "worse" || effect?.verdict === "as_before";
}

type NextStepProps = { action: ImprovementDetail; effect: Effect | null; today: string };

/** The one step that comes next, after what else may be done. */
function NextStep({ action, effect, today }: NextStepProps) {
  const { id, state, may, measure, doneOn } = action;
  const tooEarly = doneOn && tooEarlyToVerify(measure, doneOn, today);
  return (
    <>
      {may.plan && canMove(state, "abandon") ? <ReasonDialog move="abandon" improvementId={id} /> : null}
      {may.plan && canMove(state, "reopen") ? <ReasonDialog move="reopen" improvementId={id} /> : null}
      {may.update && canMove(state, "start") ? (
        <DeedButton
          variant="primary"
          action={startImprovementAction}
          fields={{ improvementId: id }}
          done="The work has begun."
        >
          Start the work
        </DeedButton>
      ) : null}
      {may.update && canMove(state, "finish") ? <FinishDialog improvementId={id} today={today} /> : null}
      {may.verify && canMove(state, "verify") ? (
        <VerifyDialog improvementId={id} seen={judgedBy(action)} tooEarly={tooEarly} effect={effect} />
      ) : null}
    </>
  );
}

/** What is told outside, and where. */
function Outside({ youSaid, weDid, children }: { youSaid: string; weDid: string; children?: ReactNode }) {
  return (
    <dl className="mt-2 grid max-w-prose grid-cols-[auto_minmax(0,1fr)] gap-x-3 gap-y-1 border-t pt-2">
      <dt className="font-medium">You said</dt>
      <dd className="wrap-anywhere whitespace-pre-wrap">
        <bdi>{youSaid}</bdi>
      </dd>
      <dt className="font-medium">We did</dt>
      <dd className="wrap-anywhere whitespace-pre-wrap">
        <bdi>{weDid}</bdi>
      </dd>
      {children ? (
        <>
          <dt className="sr-only">Where it is told</dt>
          <dd className="col-span-2 text-sm">{children}</dd>
        </>
      ) : null}
    </dl>
  );
}

/** What was found before it was taken up again. */
function PastVerdicts({ action: { verdicts, zone } }: { action: ImprovementDetail }) {
  if (verdicts.length === 0) return null;
  return (
    <Card aria-labelledby="verdicts">
      <CardHeader id="verdicts" title="What was found before" />
      <ul className="divide-y">
        {verdicts.map((one) => (
          <li key={one.reopenedAt} className="grid gap-1 px-3.5 py-3">
            <p className="flex flex-wrap items-center gap-x-2.5 gap-y-1">
              <Chip tone={one.isEffective ? "met" : "soon"}>{one.isEffective ? "Effective" : "Not effective"}</Chip>
              <span className="text-sm text-muted">
                of the change made on {formatDay(new Date(one.doneOn))}, verified by <bdi>{one.by}</bdi>,{" "}
                {formatInstant(new Date(one.at), zone)}
              </span>
            </p>
            <p className="max-w-prose wrap-anywhere whitespace-pre-wrap">
              <bdi>{one.study}</bdi>
            </p>
            {one.outside ? <Outside {...one.outside} /> : null}
            <p className="text-sm wrap-anywhere">
              <span className="text-muted">
                Taken up again by <bdi>{one.reopenedBy}</bdi>, {formatInstant(new Date(one.reopenedAt), zone)}:
              </span>{" "}
              <bdi>{one.reason}</bdi>
            </p>
          </li>
        ))}
      </ul>
    </Card>
  );
}

function Facts({ action }: { action: ImprovementDetail }) {
  const day = (iso: string) => formatDay(new Date(iso));
  const facts = [
    ["Judged by", tellMeasure(action)],
    ["Planned", `${formatInstant(new Date(action.madeAt), action.zone)}, ${action.madeBy}`],
    ["Due", day(action.dueOn)],
    ...(action.startedOn ? [["Work began", day(action.startedOn)] as const] : []),
    ...(action.doneOn ? [["Change made", day(action.doneOn)] as const] : []),
  ];
  return (
    <dl className="grid max-w-prose grid-cols-[auto_minmax(0,1fr)] gap-x-4 gap-y-1 text-sm">
      {facts.map(([name, value]) => (
        <div key={name} className="contents">
          <dt className="text-muted">{name}</dt>
          <dd className="wrap-anywhere">{value}</dd>
        </div>
      ))}
    </dl>
  );
}
