import { ButtonLink } from "@/components/ui/button";
import { Card, CardBody, CardHeader } from "@/components/ui/card";
import { Stat } from "@/components/ui/stat";
import type { ManagedSite } from "@/lib/access/types";

type AdministratorDayProps = { sites: ManagedSite[]; people: { active: number; hasAssociate: boolean } };

/** What is set up, and the one thing that is missing next. */
export function AdministratorDay({ sites, people }: AdministratorDayProps) {
  const units = sites.reduce((sum, site) => sum + site.units.length, 0);
  return (
    <div className="grid gap-3.5">
      <div className="grid grid-cols-2 gap-3.5 lg:grid-cols-3">
        <Stat label="Sites" value={sites.length} href="/admin/sites" />
        <Stat label="Units" value={units} href="/admin/sites" />
        <Stat label="People who can sign in" value={people.active} href="/admin/people" />
      </div>
      <Card>
        <CardHeader title="Next" />
        <CardBody>
          <NextStep hasUnits={units > 0} hasAssociate={people.hasAssociate} />
        </CardBody>
      </Card>
    </div>
  );
}

function NextStep({ hasUnits, hasAssociate }: { hasUnits: boolean; hasAssociate: boolean }) {
  if (!hasUnits) {
    return (
      <Step href="/admin/sites" label="Add units">
        Name the wards, clinics and departments that people speak about.
      </Step>
    );
  }
  if (!hasAssociate) {
    return (
      <Step href="/admin/people" label="Add people">
        Add an associate, who logs what patients say, and a supervisor, who triages it.
      </Step>
    );
  }
  return <p className="text-muted">Sites, units and people are set up: cases can be logged.</p>;
}

function Step({ href, label, children }: { href: string; label: string; children: string }) {
  return (
    <div className="flex flex-wrap items-center gap-3">
      <p className="flex-1 basis-64">{children}</p>
      <ButtonLink href={href} variant="primary">
        {label}
      </ButtonLink>
    </div>
  );
}
