import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { AddDayDialog } from "@/components/calendar/add-day-dialog";
import { CalendarWarnings } from "@/components/calendar/calendar-warnings";
import { DayList } from "@/components/calendar/day-list";
import { HoursForm } from "@/components/calendar/hours-form";
import { HoursTable } from "@/components/calendar/hours-table";
import { LoadCard } from "@/components/calendar/load-card";
import { YearPicture } from "@/components/calendar/year-picture";
import { RecountNotice } from "@/components/clock/recount-notice";
import { PageHeader } from "@/components/layout/page-header";
import { Card, CardBody, CardHeader } from "@/components/ui/card";
import { Tabs } from "@/components/ui/tabs";
import { getCalendarView, listCalendarSites, listHolidayRegions, previewLoad } from "@/lib/calendar/queries";
import { calendarPageSchema } from "@/lib/calendar/schema";
import { findRecount } from "@/lib/clock/queries/recounts";
import { requireViewer } from "@/lib/platform/viewer";
import { countryName, listCountries } from "@/lib/shared/places";
import { parseSearchParams, type RawSearchParams } from "@/lib/shared/search-params";

export const metadata: Metadata = { title: "Calendars" };

type Props = { searchParams: Promise<RawSearchParams> };

export default async function CalendarsPage({ searchParams }: Props) {
  const viewer = await requireViewer();
  const asked = parseSearchParams(calendarPageSchema, await searchParams);
  const sites = await listCalendarSites(viewer);
  const siteId = asked.site ?? sites[0]?.id;
  if (!siteId || !sites.some(({ id }) => id === siteId)) notFound();
  const now = new Date();
  const [view, recount] = await Promise.all([getCalendarView(viewer, siteId, now), findRecount(viewer, siteId)]);
  const country = asked.country ?? view.loadedFor?.country ?? view.country;
  const regions = listHolidayRegions(country);
  const region = regions.find(({ code }) => code === (asked.region ?? view.loadedFor?.region))?.code ?? null;
  const isAsked = view.mayManage && asked.country !== undefined && asked.years !== undefined;
  const plan =
    isAsked && asked.years ? await previewLoad(viewer, { siteId, country, region, years: asked.years }) : null;
  const { calendar, from, until } = view;
  return (
    <>
      <PageHeader
        title="Calendars"
        description={`When ${view.site} works, and the days on which it does not. Days are counted in ${view.zone.replaceAll("_", " ")}.`}
      />
      {sites.length > 1 ? (
        <Tabs
          label="Sites"
          tabs={sites.map(({ id, name }) => ({
            label: name,
            href: `/admin/calendars?site=${id}`,
            current: id === siteId,
          }))}
        />
      ) : null}
      {view.missingYears.length > 0 ? (
        <CalendarWarnings sites={[{ siteId, site: view.site, years: view.missingYears }]} isHere />
      ) : null}
      <div className="grid grid-cols-1 gap-3.5">
        {recount ? <RecountNotice recount={recount} now={now.toISOString()} /> : null}
        <Card aria-labelledby="hours">
          <CardHeader id="hours" title="Opening hours">
            {view.isDefault ? "The usual week, until somebody sets another" : null}
          </CardHeader>
          <CardBody>
            {view.mayManage ? (
              <HoursForm key={siteId} siteId={siteId} hours={calendar.hours} hoursVersion={view.hoursVersion} />
            ) : (
              <HoursTable hours={calendar.hours} />
            )}
          </CardBody>
        </Card>
        <Card aria-labelledby="days">
          <CardHeader id="days" title="The coming twelve months" count={view.days.length}>
            {view.mayManage ? <AddDayDialog siteId={siteId} /> : null}
          </CardHeader>
          <CardBody className="border-b">
            <YearPicture calendar={calendar} from={from} until={until} />
          </CardBody>
          <DayList days={view.days} mayManage={view.mayManage} />
        </Card>
        {view.mayManage ? (
          <LoadCard
            siteId={siteId}
            loadedFor={view.loadedFor ? placeName(view.loadedFor) : null}
            countries={listCountries()}
            chosen={{ country, region, years: asked.years ?? null }}
            regions={regions}
            year={Number(from.slice(0, 4))}
            isAsked={isAsked}
            plan={plan}
          />
        ) : null}
      </div>
    </>
  );
}

function placeName({ country, region }: { country: string; region: string | null }): string {
  const name = listHolidayRegions(country).find(({ code }) => code === region)?.name;
  return name ? `${countryName(country)}, ${name}` : countryName(country);
}
