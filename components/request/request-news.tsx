import Link from "next/link";
import { Card, CardHeader } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import type { ListedRequest } from "@/lib/request/types";
import { RequestList } from "./request-list";

type RequestNewsProps = { replies: ListedRequest[]; late: ListedRequest[]; now: string };

/** For whoever works cases: what units answered, and what they owe. */
export function RequestNews({ replies, late, now }: RequestNewsProps) {
  return (
    <>
      <Card aria-labelledby="replies">
        <CardHeader id="replies" title="Answers that came in" count={replies.length}>
          in the last 7 days
        </CardHeader>
        {replies.length === 0 ? (
          <EmptyState title="No answer came in this week" />
        ) : (
          <RequestList requests={replies} now={now} leadsToCase />
        )}
      </Card>
      <Card aria-labelledby="late-requests">
        <CardHeader id="late-requests" title="Late requests" count={late.length}>
          {late.length > 0 ? (
            <Link href="/requests?tab=late" className="text-primary-text underline">
              All late requests
            </Link>
          ) : null}
        </CardHeader>
        {late.length === 0 ? (
          <EmptyState title="No unit is late with an answer" />
        ) : (
          <RequestList requests={late} now={now} leadsToCase />
        )}
      </Card>
    </>
  );
}
