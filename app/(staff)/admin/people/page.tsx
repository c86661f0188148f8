import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { AddPersonDialog } from "@/components/access/add-person-dialog";
import { PersonCard } from "@/components/access/person-card";
import { PageHeader } from "@/components/layout/page-header";
import { canAnywhere } from "@/lib/access/policy";
import { listManagedSites, listPeople } from "@/lib/access/queries";
import { requireViewer } from "@/lib/platform/viewer";

export const metadata: Metadata = { title: "People" };

export default async function PeoplePage() {
  const viewer = await requireViewer();
  if (!canAnywhere(viewer, "people.manage")) notFound();
  const now = new Date().toISOString();
  const [people, sites] = await Promise.all([listPeople(viewer), listManagedSites(viewer)]);
  return (
    <>
      <PageHeader
        title="People"
        description="Who can sign in, and what they may do at which site."
        action={<AddPersonDialog sites={sites} />}
      />
      <ul className="grid max-w-5xl gap-2.5">
        {people.map((person) => (
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
    </>
  );
}
