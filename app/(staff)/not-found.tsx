import { PageHeader } from "@/components/layout/page-header";
import { ButtonLink } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";

export default function NotFoundPage() {
  return (
    <>
      <title>Not found · Heard</title>
      <PageHeader title="Not found" />
      <Card>
        <EmptyState title="There is nothing here that you can see" action={<ButtonLink href="/">My day</ButtonLink>}>
          The link may be wrong, or it leads to something outside your sites and role. If it is a case or a patient,
          search for the reference or the name.
        </EmptyState>
      </Card>
    </>
  );
}
