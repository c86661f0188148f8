import { Card, CardHeader } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import type { ListedRequest } from "@/lib/request/types";
import { RequestList } from "./request-list";

type ResponderDayProps = { asked: ListedRequest[]; settled: ListedRequest[]; now: string };

/** What their unit is asked, the late first, and what it has answered. */
export function ResponderDay({ asked, settled, now }: ResponderDayProps) {
  const late = asked.filter(({ isLate }) => isLate).length;
  return (
    <div className="grid gap-3.5">
      <Card aria-labelledby="asked">
        <CardHeader id="asked" title="Asked of your unit" count={asked.length}>
          {late > 0 ? `${late} late, the latest first` : "by the time they are due"}
        </CardHeader>
        {asked.length === 0 ? (
          <EmptyState title="Nothing is asked of your unit">
            When patient relations asks your unit something, the question and its due time stand here.
          </EmptyState>
        ) : (
          <RequestList requests={asked} now={now} />
        )}
      </Card>
      {settled.length > 0 ? (
        <Card aria-labelledby="settled">
          <CardHeader id="settled" title="Answered or ended" count={settled.length}>
            in the last 7 days
          </CardHeader>
          <RequestList requests={settled} now={now} />
        </Card>
      ) : null}
    </div>
  );
}
