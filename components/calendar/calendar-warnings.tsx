import { ButtonLink } from "@/components/ui/button";
import { Notice } from "@/components/ui/notice";

type CalendarWarningsProps = {
  sites: { siteId: string; site: string; years: number[] }[];
  /** On the page of the calendar itself, where no way there is needed. */
  isHere?: boolean;
};

/** For administrators: sites whose coming twelve months lack public holidays. */
export function CalendarWarnings({ sites, isHere = false }: CalendarWarningsProps) {
  if (sites.length === 0) return null;
  return (
    <div className="mb-3.5 grid gap-2">
      {sites.map(({ siteId, site, years }) => (
        <Notice
          key={siteId}
          tone="soon"
          live="none"
          title={
            <>
              Public holidays of <bdi>{site}</bdi> are not loaded for {years.join(" and ")}
            </>
          }
          action={
            isHere ? null : (
              <ButtonLink href={`/admin/calendars?site=${siteId}`} size="s" aria-label={`Open its calendar: ${site}`}>
                Open its calendar
              </ButtonLink>
            )
          }
        >
          Due times in the coming twelve months would be counted as if the site were open on them.
        </Notice>
      ))}
    </div>
  );
}
