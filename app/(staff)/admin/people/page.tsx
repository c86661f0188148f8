import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { AddPersonDialog } from "@/components/access/add-person-dialog";
import { PersonCard } from "@/components/access/person-card";
import { Field } from "@/components/form/field";
import { Input } from "@/components/form/input";
import { PageHeader } from "@/components/layout/page-header";
import { Pager } from "@/components/table/pager";
import { Button, ButtonLink } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import { canAnywhere } from "@/lib/access/policy";
import { listManagedSites, listPeople } from "@/lib/access/queries";
import { peoplePageSchema } from "@/lib/access/schema";
import { requireViewer } from "@/lib/platform/viewer";
import { formatCount } from "@/lib/shared/page";
import { hrefWith, parseSearchParams, type RawSearchParams } from "@/lib/shared/search-params";

export const metadata: Metadata = { title: "People" };

export default async function PeoplePage({ searchParams }: { searchParams: Promise<RawSearchParams> }) {
  const viewer = await requireViewer();
  if (!canAnywhere(viewer, "people.manage")) notFound();
  const now = new Date().toISOString();
  const { page, q } = parseSearchParams(peoplePageSchema, await searchParams);
  const [people, sites] = await Promise.all([listPeople(viewer, page, q), listManagedSites(viewer)]);
  return (
    <>
      <PageHeader
        title="People"
        description="Who can sign in, and what they may do at which site."
        action={<AddPersonDialog sites={sites} />}
      />
      <search>
        <form action="/admin/people" className="mb-3.5 flex max-w-xl items-end gap-2">
          <Field id="people-search" label="Find somebody by name or address" className="flex-1">
            {(control) => (
              <Input {...control} key={q} type="search" name="q" dir="auto" defaultValue={q} autoComplete="off" />
            )}
          </Field>
          <Button type="submit" className="h-9.5">
            Find
          </Button>
        </form>
      </search>
      {people.rows.length === 0 ? (
        <Card className="max-w-5xl">
          <EmptyState title="Nobody fits" action={<ButtonLink href="/admin/people">Show everybody</ButtonLink>} />
        </Card>
      ) : null}
      <ul className="grid max-w-5xl gap-2.5">
        {people.rows.map((person) => (
          <li key={person.id}>
            <PersonCard
              person={person}
              sites={sites}
              isSelf={person.id === viewer.personId}
              zone={viewer.zone}
              now={now}
            />
          </li>
        ))}
      </ul>
      <Pager
        label="Pages of people"
        className="mt-3 max-w-5xl"
        previous={people.previous && hrefWith("/admin/people", { q, page: people.previous })}
        next={people.next && hrefWith("/admin/people", { q, page: people.next })}
        summary={people.total.count === 1 ? "1 person" : `${formatCount(people.total)} people`}
      />
    </>
  );
}
