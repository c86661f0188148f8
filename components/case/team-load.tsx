import { Avatar } from "@/components/ui/avatar";
import { Card, CardBody, CardHeader, CardItem, CardList } from "@/components/ui/card";
import type { Colleague } from "@/lib/access/types";

/** What each person carries, lightest first: to assign by, never to compare people by. */
export function TeamLoad({ team }: { team: Colleague[] }) {
  return (
    <Card aria-labelledby="team-load">
      <CardHeader id="team-load" title="Who carries what" />
      <CardBody className="py-2.5 text-sm text-muted">
        Open cases, weighted by severity: low 1, medium 2, high 3. Lightest first.
      </CardBody>
      <CardList className="border-t">
        {team.map((colleague) => (
          <CardItem key={colleague.id} href={`/cases?tab=open&owner=${colleague.id}`}>
            <Avatar name={colleague.name} />
            <span className="min-w-0 flex-1 truncate">{colleague.name}</span>
            <span className="text-sm text-muted tabular-nums">{colleague.openCases} open</span>
            <span className="w-8 text-end font-medium tabular-nums" title="Weighted load">
              {colleague.load}
            </span>
          </CardItem>
        ))}
      </CardList>
    </Card>
  );
}
