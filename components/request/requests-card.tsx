import { Card, CardHeader } from "@/components/ui/card";
import { Chip } from "@/components/ui/chip";
import { RelativeTime } from "@/components/ui/time";
import type { SavedDraft } from "@/lib/draft/schema";
import type { CaseRequest } from "@/lib/request/types";
import { formatInstant } from "@/lib/shared/dates";
import { AskAgainDialog, AskUnitDialog, type AskUnitProps } from "./ask-unit-dialog";
import { WithdrawRequestDialog } from "./reason-dialog";
import { RemindButton } from "./remind-button";
import { RequestChip } from "./request-chips";

type RequestsCardProps = {
  requests: CaseRequest[];
  /** What the dialog needs; null for whoever may not ask. */
  ask: AskUnitProps | null;
  draft: SavedDraft | null;
  now: string;
};

/** What units are asked about this case, and what they said. */
export function RequestsCard({ requests, ask, draft, now }: RequestsCardProps) {
  if (requests.length === 0 && !ask) return null;
  const open = requests.filter(({ state }) => state === "open").length;
  return (
    <Card aria-labelledby="requests">
      <CardHeader id="requests" title="Requests to units" count={requests.length}>
        {open > 0 ? `${open} waiting` : null}
        {ask ? <AskUnitDialog {...ask} draft={draft} /> : null}
      </CardHeader>
      {requests.length === 0 ? (
        <p className="px-3.5 py-3 text-muted">No unit has been asked about this case.</p>
      ) : (
        <ul className="divide-y divide-line">
          {requests.map((request) => (
            <RequestItem key={request.id} request={request} ask={ask} now={now} />
          ))}
        </ul>
      )}
    </Card>
  );
}

function RequestItem({ request, ask, now }: { request: CaseRequest; ask: AskUnitProps | null; now: string }) {
  const { id, unit, site, state } = request;
  const isOpen = state === "open";
  return (
    <li className="grid gap-1.5 px-3.5 py-2.5">
      <p className="flex flex-wrap items-center gap-x-2.5 gap-y-1">
        <bdi className="font-medium wrap-anywhere">{unit.name}</bdi>
        <RequestChip request={request} now={now} />
        {isOpen && !request.hasResponder ? <Chip tone="soon">Nobody answers for this unit yet</Chip> : null}
        <span className="text-sm text-muted tabular-nums">
          asked by {request.askedBy.name} <RelativeTime iso={request.askedAt} zone={site.zone} now={now} />
        </span>
      </p>
      <p dir="auto" className="max-w-prose whitespace-pre-wrap wrap-anywhere">
        {request.question}
      </p>
      <Reply request={request} now={now} />
      <p className="text-sm text-muted">
        Shared: {listShares(request)}.{isOpen ? ` Due ${formatInstant(new Date(request.dueAt), site.zone)}.` : null}
        {request.remindCount > 0 ? ` ${describeReminders(request)}` : null}
      </p>
      <div className="-ms-2.5 flex flex-wrap gap-1">
        {request.mayPursue && request.nextReminderAt === null ? <RemindButton requestId={id} unit={unit.name} /> : null}
        {request.mayPursue ? <WithdrawRequestDialog requestId={id} unit={unit.name} size="s" /> : null}
        {ask && !isOpen ? <AskAgainDialog {...ask} earlier={fieldsOf(request)} /> : null}
      </div>
    </li>
  );
}

const REPLIES = { open: "", answered: "answered", returned: "returned it: not for them", withdrawn: "withdrew it" };

function Reply({ request, now }: { request: CaseRequest; now: string }) {
  const { settledBy, settledAt, answer, reason, state, site } = request;
  if (!settledAt) return null;
  return (
    <div className="mt-1 border-s-3 border-s-line-strong ps-3">
      <p className="text-sm text-muted">
        {settledBy?.name ?? "Somebody"} {REPLIES[state]} <RelativeTime iso={settledAt} zone={site.zone} now={now} />
      </p>
      <p dir="auto" className="max-w-prose whitespace-pre-wrap wrap-anywhere">
        {answer ?? reason}
      </p>
    </div>
  );
}

function listShares({ shares, state }: CaseRequest): string {
  if (state === "withdrawn") return "nothing any more";
  const parts = [
    shares.words ? "their words" : null,
    shares.patient ? "the patient's name and record number" : null,
    shares.issues ? "the issues" : null,
  ].filter((part) => part !== null);
  return parts.length > 0 ? new Intl.ListFormat("en").format(parts) : "the question alone";
}

function describeReminders({ remindCount, remindedAt, nextReminderAt, site }: CaseRequest): string {
  const last = remindedAt ? formatInstant(new Date(remindedAt), site.zone) : "";
  const times = remindCount === 1 ? `Reminded ${last}.` : `Reminded ${remindCount} times, last ${last}.`;
  return nextReminderAt ? `${times} Again at the earliest an hour later.` : times;
}

function fieldsOf({ unit, question, shares }: CaseRequest): Record<string, string> {
  return {
    unitId: unit.id,
    question,
    ...(shares.words ? { sharesWords: "on" } : {}),
    ...(shares.patient ? { sharesPatient: "on" } : {}),
    ...(shares.issues ? { sharesIssues: "on" } : {}),
  };
}
