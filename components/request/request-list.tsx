import { BellRing } from "lucide-react";
import { CardItem, CardList } from "@/components/ui/card";
import { Chip } from "@/components/ui/chip";
import { RelativeTime } from "@/components/ui/time";
import type { ListedRequest } from "@/lib/request/types";
import { cn } from "@/lib/shared/cn";
import { firstLine } from "@/lib/shared/text";
import { RequestChip } from "./request-chips";

type RequestListProps = {
  requests: ListedRequest[];
  now: string;
  /** Whether the rows lead to the case rather than to the request: for whoever works it. */
  leadsToCase?: boolean;
  /** Whether they stand in a narrow column, where a row takes two lines. */
  isNarrow?: boolean;
};

/** Requests, one a row: how it stands, what is asked, of whom or by whom. */
export function RequestList({ requests, now, leadsToCase, isNarrow }: RequestListProps) {
  return (
    <CardList>
      {requests.map((request) => (
        <CardItem
          key={request.id}
          href={leadsToCase && request.case ? caseHref(request) : `/requests/${request.id}`}
          className={cn(isNarrow && "sm:flex-wrap")}
        >
          <RequestChip request={request} now={now} />
          <span className="min-w-0 flex-1 basis-full sm:basis-48 sm:truncate">
            <bdi className="font-medium">{firstLine(request.question)}</bdi>
          </span>
          {request.state === "open" && request.remindedAt ? (
            <Chip tone="soon" icon={<BellRing aria-hidden />}>
              Reminder
            </Chip>
          ) : null}
          <span className="text-sm text-muted tabular-nums">
            <Origin request={request} now={now} />
          </span>
        </CardItem>
      ))}
    </CardList>
  );
}

function caseHref(request: ListedRequest): string {
  return `/cases/${request.case?.reference}#requests`;
}

function Origin({ request, now }: { request: ListedRequest; now: string }) {
  const { unit, site, settledAt, askedAt, askedBy } = request;
  return (
    <>
      {request.case ? `${unit.name} · ${request.case.reference}` : `${unit.name} · from ${askedBy.name}`} ·{" "}
      <RelativeTime iso={settledAt ?? askedAt} zone={site.zone} now={now} />
    </>
  );
}
