import Link from "next/link";
import { AllLink } from "@/components/ui/all-link";
import { Avatar } from "@/components/ui/avatar";
import { ButtonLink } from "@/components/ui/button";
import { Card, CardBody, CardHeader, CardItem, CardList } from "@/components/ui/card";
import { describeAway, LOAD_HINT } from "@/lib/access/labels";
import type { Colleague, FormerOwner } from "@/lib/access/types";

type TeamLoadProps = {
  team: Colleague[];
  former: FormerOwner[];
  /** The first of the team alone, where this stands among much else. */
  most?: number;
};

/** What each person carries, lightest first: to assign by, never to compare people by. Who left comes first: their cases wait. */
export function TeamLoad({ team, former, most = team.length }: TeamLoadProps) {
  const total = { count: team.length, isCapped: false };
  return (
    <Card aria-labelledby="team-load">
      <CardHeader id="team-load" title="Who carries what">
        <AllLink href="/triage#team-load" total={total} shown={most} of="colleagues" />
      </CardHeader>
      <CardBody className="py-2.5 text-sm text-muted">{LOAD_HINT} Lightest first, then who is away.</CardBody>
      <CardList className="border-t">
        {former.map((person) => (
          <TeamMember key={person.id} person={person} remark="no longer works cases here" />
        ))}
        {team.slice(0, most).map((person) => (
          <TeamMember key={person.id} person={person} remark={person.away ? describeAway(person.away) : null} />
        ))}
      </CardList>
    </Card>
  );
}

function TeamMember({ person, remark }: { person: FormerOwner; remark: string | null }) {
  const { id, name, openCases, load } = person;
  return (
    <CardItem className="sm:flex-wrap">
      <Avatar name={name} />
      <span className="min-w-0 flex-1 basis-24">
        <Link prefetch={false} href={`/cases?tab=open&owner=${id}`} className="block truncate hover:underline">
          <bdi>{name}</bdi>
        </Link>
        {remark ? <span className="block text-sm text-paused">{remark}</span> : null}
      </span>
      <span className="text-sm text-muted tabular-nums">{openCases} open</span>
      <span className="w-8 text-end font-medium tabular-nums" title="Weighted load">
        {load}
      </span>
      <ButtonLink
        prefetch={false}
        size="s"
        variant="quiet"
        href={`/hand-over/${id}`}
        aria-label={`Hand over cases of ${name}`}
        className="px-1.5"
      >
        Hand over
      </ButtonLink>
    </CardItem>
  );
}
