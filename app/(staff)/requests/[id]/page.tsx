import type { Metadata } from "next";
import Link from "next/link";
import { PageHeader } from "@/components/layout/page-header";
import { AnswerRequestForm } from "@/components/request/answer-request-form";
import { ReturnRequestDialog, WithdrawRequestDialog } from "@/components/request/reason-dialog";
import { RequestChip } from "@/components/request/request-chips";
import { SharedParts } from "@/components/request/shared-parts";
import { Card, CardBody, CardHeader } from "@/components/ui/card";
import { Notice } from "@/components/ui/notice";
import { RelativeTime } from "@/components/ui/time";
import { findDraft } from "@/lib/draft/queries";
import { orNotFound } from "@/lib/platform/not-found";
import { requireViewer } from "@/lib/platform/viewer";
import { REQUEST_STATE_LABELS } from "@/lib/request/labels";
import { getRequest } from "@/lib/request/queries";
import { formatInstant } from "@/lib/shared/dates";
import { firstLine } from "@/lib/shared/text";

export const metadata: Metadata = { title: "Request" };

export default async function RequestPage({ params }: { params: Promise<{ id: string }> }) {
  const viewer = await requireViewer();
  const now = new Date();
  const { id } = await params;
  const request = await orNotFound(getRequest(viewer, id, now));
  const draft = request.may.reply ? await findDraft(viewer, "request.answer", id) : null;
  const { site, unit, askedBy, may } = request;
  const at = now.toISOString();
  return (
    <div className="max-w-3xl">
      <PageHeader
        before={
          <>
            <Link prefetch={false} href="/requests" className="hover:underline">
              ← Requests
            </Link>
            {request.case ? (
              <>
                <span aria-hidden>·</span>
                <Link
                  prefetch={false}
                  href={`/cases/${request.case.reference}`}
                  className="wrap-anywhere text-primary-text hover:underline"
                >
                  {request.case.reference}, <bdi>{request.case.about}</bdi>
                </Link>
              </>
            ) : null}
          </>
        }
        title={<bdi>{firstLine(request.question)}</bdi>}
        facts={
          <>
            <RequestChip request={request} now={at} />
            <span className="text-sm text-muted tabular-nums">
              {unit.name} · asked by {askedBy.name} <RelativeTime iso={request.askedAt} zone={site.zone} now={at} /> ·
              due {formatInstant(new Date(request.dueAt), site.zone)}
            </span>
          </>
        }
        action={may.pursue ? <WithdrawRequestDialog requestId={id} unit={unit.name} /> : undefined}
      />
      <div className="grid gap-3.5">
        {request.state === "open" && request.remindedAt ? (
          <Notice tone="soon" live="none" title="They reminded you">
            <RelativeTime iso={request.remindedAt} zone={site.zone} now={at} />
            {request.remindCount > 1 ? `, for the ${ordinal(request.remindCount)} time` : null}.
          </Notice>
        ) : null}
        <Card aria-labelledby="question">
          <CardHeader id="question" title="The question" />
          <CardBody>
            <p dir="auto" className="max-w-prose whitespace-pre-wrap wrap-anywhere">
              {request.question}
            </p>
          </CardBody>
        </Card>
        <Card aria-labelledby="shared">
          <CardHeader
            id="shared"
            title={may.reply || !request.case ? "What is shared with you" : "What the unit sees"}
          />
          <CardBody>
            <SharedParts
              shared={request.shared}
              none={
                request.state === "withdrawn"
                  ? "The request was withdrawn, and nothing is shared any more."
                  : `Nothing besides the question. If that is not enough to answer, say so, or ask ${askedBy.name}.`
              }
            />
          </CardBody>
        </Card>
        {request.settledAt ? (
          <Card aria-labelledby="reply">
            <CardHeader id="reply" title={REQUEST_STATE_LABELS[request.state]}>
              by {request.settledBy?.name ?? "somebody"},{" "}
              <RelativeTime iso={request.settledAt} zone={site.zone} now={at} />
            </CardHeader>
            <CardBody>
              <p dir="auto" className="max-w-prose whitespace-pre-wrap wrap-anywhere">
                {request.answer ?? request.reason}
              </p>
            </CardBody>
          </Card>
        ) : null}
        {may.reply ? (
          <Card aria-label="Answer">
            <CardBody>
              <AnswerRequestForm requestId={id} askedBy={askedBy.name} draft={draft} zone={viewer.zone} />
            </CardBody>
            <div className="flex flex-wrap items-center gap-x-3 gap-y-2 border-t px-3.5 py-2.5">
              <p className="flex-1 basis-48 text-muted">Was this meant for somebody else?</p>
              <ReturnRequestDialog requestId={id} unit={unit.name} askedBy={askedBy.name} />
            </div>
          </Card>
        ) : null}
      </div>
    </div>
  );
}

function ordinal(count: number): string {
  return ["", "first", "second", "third", "fourth", "fifth"][count] ?? `${count}th`;
}
