import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { AddSiteDialog } from "@/components/access/add-site-dialog";
import { AddUnitForm } from "@/components/access/add-unit-form";
import { ChoosePackDialog } from "@/components/access/choose-pack-dialog";
import { PageHeader } from "@/components/layout/page-header";
import { Card, CardBody, CardHeader } from "@/components/ui/card";
import { Chip } from "@/components/ui/chip";
import { canAnywhere } from "@/lib/access/policy";
import { listManagedSites } from "@/lib/access/queries";
import { requireViewer } from "@/lib/platform/viewer";
import { packChoicesOn } from "@/lib/regulation/rules";
import { countryName, listCountries, listTimeZones } from "@/lib/shared/places";

export const metadata: Metadata = { title: "Sites" };

export default async function SitesPage() {
  const viewer = await requireViewer();
  if (!canAnywhere(viewer, "people.manage")) notFound();
  const now = new Date();
  const sites = await listManagedSites(viewer);
  const packs = packChoicesOn(now);
  return (
    <>
      <PageHeader
        title="Sites"
        description="Where care is given, and the units that people speak about."
        action={<AddSiteDialog timeZones={listTimeZones()} countries={listCountries()} />}
      />
      <div className="grid grid-cols-1 gap-3.5">
        {sites.map((site) => (
          <Card key={site.id} aria-labelledby={site.id}>
            <CardHeader id={site.id} title={<bdi>{site.name}</bdi>} count={site.units.length}>
              {countryName(site.country)}, {site.timeZone.replaceAll("_", " ")},{" "}
              {packs.find(({ id }) => id === site.packId)?.label}
            </CardHeader>
            <CardBody className="grid grid-cols-1 gap-3.5">
              {site.units.length === 0 ? (
                <p className="text-muted">
                  No units yet. Cases can be logged without, but nobody will see where they come from.
                </p>
              ) : (
                <ul className="flex flex-wrap gap-1.5">
                  {site.units.map((unit) => (
                    <li key={unit.id} className="max-w-full">
                      <Chip>
                        <bdi>{unit.name}</bdi>
                      </Chip>
                    </li>
                  ))}
                </ul>
              )}
              <div className="flex flex-wrap items-end justify-between gap-3">
                <AddUnitForm siteId={site.id} />
                <ChoosePackDialog siteId={site.id} siteName={site.name} packId={site.packId} packs={packs} />
              </div>
            </CardBody>
          </Card>
        ))}
      </div>
    </>
  );
}
