import Link from "next/link";
import { Card, CardHeader } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import { MOST_NEWS } from "@/lib/request/schema";
import type { ListedRequest } from "@/lib/request/types";
import { RequestList } from "./request-list";

/** One more is read than is shown, to know that there are more. */
function countOf({ length }: ListedRequest[]): string {
  return length > MOST_NEWS ? `${MOST_NEWS}+` : String(length);
}

type RequestCardProps = { requests: ListedRequest[]; now: string; most?: number; isNarrow?: boolean };

/** For whoever works cases: what units answered. */
export function RepliesIn({ requests, now, most = MOST_NEWS, isNarrow }: RequestCardProps) {
  return (
    <Card aria-labelledby="replies">
      <CardHeader id="replies" title="Answers that came in" count={countOf(requests)}>
        in the last 7 days
        {requests.length > most ? <AllRequests href="/requests?tab=settled">All answers</AllRequests> : null}
      </CardHeader>
      {requests.length === 0 ? (
        <EmptyState title="No answer came in this week" />
      ) : (
        <RequestList requests={requests.slice(0, most)} now={now} leadsToCase isNarrow={isNarrow} />
      )}
    </Card>
  );
}

/** And what they owe. */
export function LateRequests({ requests, now, most = MOST_NEWS, isNarrow }: RequestCardProps) {
  return (
    <Card aria-labelledby="late-requests">
      <CardHeader id="late-requests" title="Late requests" count={countOf(requests)}>
        {requests.length > 0 ? <AllRequests href="/requests?tab=late">All late requests</AllRequests> : null}
      </CardHeader>
      {requests.length === 0 ? (
        <EmptyState title="No unit is late with an answer" />
      ) : (
        <RequestList requests={requests.slice(0, most)} now={now} leadsToCase isNarrow={isNarrow} />
      )}
    </Card>
  );
}

function AllRequests({ href, children }: { href: string; children: string }) {
  return (
    <Link prefetch={false} href={href} className="rounded text-primary-text hover:underline">
      {children}
    </Link>
  );
}
