import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { AddSiteDialog } from "@/components/access/add-site-dialog";
import { AddUnitForm } from "@/components/access/add-unit-form";
import { ChoosePackDialog } from "@/components/access/choose-pack-dialog";
import { LetterheadLine } from "@/components/access/letterhead-line";
import { UnitList } from "@/components/access/unit-list";
import { LimitsDialog } from "@/components/follow-up/limits-form";
import { PageHeader } from "@/components/layout/page-header";
import { SiteBodies } from "@/components/letter/site-bodies";
import { Card, CardBody, CardHeader } from "@/components/ui/card";
import { canAnywhere } from "@/lib/access/policy";
import { listManagedSites } from "@/lib/access/queries";
import { formatMoney, localeOf, plainAmount } from "@/lib/billing/rules/money";
import { LIMIT_LABELS } from "@/lib/follow-up/labels";
import { listLimits } from "@/lib/follow-up/queries";
import { currencyOfSite, type Limits } from "@/lib/follow-up/rules/authority";
import { LIMITED_ROLES, type LimitedRole } from "@/lib/follow-up/schema";
import { listSiteBodies } from "@/lib/letter/queries/site-bodies";
import { requireViewer } from "@/lib/platform/viewer";
import { packChoicesOn } from "@/lib/regulation/rules";
import { countryName, listCountries, listTimeZones } from "@/lib/shared/places";

export const metadata: Metadata = { title: "Sites" };

export default async function SitesPage() {
  const viewer = await requireViewer();
  if (!canAnywhere(viewer, "people.manage")) notFound();
  const now = new Date();
  const packs = packChoicesOn(now);
  const [sites, limits, bodies] = await Promise.all([
    listManagedSites(viewer),
    listLimits(viewer),
    listSiteBodies(viewer, now),
  ]);
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
                <UnitList units={site.units} />
              )}
              <div className="flex flex-wrap items-start justify-between gap-3">
                <AddUnitForm siteId={site.id} />
                <ChoosePackDialog siteId={site.id} siteName={site.name} packId={site.packId} packs={packs} />
              </div>
              <LetterheadLine site={site} />
              <SiteBodies site={site} bodies={bodies.get(site.id) ?? []} />
              <AuthorityLine site={site} limits={limits.get(site.id)} />
            </CardBody>
          </Card>
        ))}
      </div>
    </>
  );
}

type AuthorityLineProps = { site: { id: string; name: string; country: string }; limits: Limits | undefined };

function AuthorityLine({ site, limits }: AuthorityLineProps) {
  if (!limits) return null;
  const money = { currency: currencyOfSite(site), locale: localeOf(site.country) };
  const told = LIMITED_ROLES.map(
    (role) => `${LIMIT_LABELS[role].toLowerCase()} ${formatMoney(limits[role], money.currency, money.locale)}`,
  );
  const textOf = (role: LimitedRole) => plainAmount(limits[role], money.currency, money.locale);
  const texts = { associate: textOf("associate"), supervisor: textOf("supervisor"), manager: textOf("manager") };
  return (
    <div className="flex flex-wrap items-center gap-x-2 gap-y-1 text-sm">
      <span>
        <span className="text-muted">May promise without approval: </span>
        {new Intl.ListFormat("en", { type: "unit" }).format(told)}
      </span>
      <LimitsDialog siteId={site.id} site={site.name} texts={texts} money={money} />
    </div>
  );
}
