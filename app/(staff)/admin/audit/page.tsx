import type { Metadata } from "next";
import Link from "next/link";
import { notFound } from "next/navigation";
import { DateInput } from "@/components/form/date-input";
import { Field } from "@/components/form/field";
import { Select } from "@/components/form/select";
import { PageHeader } from "@/components/layout/page-header";
import { FilterChips } from "@/components/table/filter-chips";
import { Pager } from "@/components/table/pager";
import { Button } from "@/components/ui/button";
import { Card, CardItem, CardList } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import { canAnywhere } from "@/lib/access/policy";
import { AUDIT_SUBJECT_LABELS } from "@/lib/events/labels";
import { listAuditTrail } from "@/lib/events/queries/audit";
import { AUDIT_SUBJECTS, auditFilterSchema } from "@/lib/events/schema";
import { requireViewer } from "@/lib/platform/viewer";
import { isolateNames } from "@/lib/shared/bidi";
import { formatDay, formatInstant } from "@/lib/shared/dates";
import { hrefWith, parseSearchParams, type RawSearchParams } from "@/lib/shared/search-params";

export const metadata: Metadata = { title: "Audit trail" };

type Props = { searchParams: Promise<RawSearchParams> };

export default async function AuditPage({ searchParams }: Props) {
  const viewer = await requireViewer();
  if (!canAnywhere(viewer, "audit.see")) notFound();
  const { page, ...filter } = parseSearchParams(auditFilterSchema, await searchParams);
  const { rows, next } = await listAuditTrail(viewer, page, filter);
  const link = (change: Record<string, string | undefined>) => hrefWith("/admin/audit", { ...filter, ...change });
  const by = rows.find(({ actorId }) => actorId === filter.who)?.actor ?? "one person";
  const chips = [
    filter.about && { id: "about", label: `About: ${AUDIT_SUBJECT_LABELS[filter.about]}` },
    filter.who && { id: "who", label: `By ${by}` },
    filter.on && { id: "on", label: `On ${formatDay(new Date(filter.on))}` },
  ].flatMap((chip) => (chip ? [{ ...chip, removeHref: link({ [chip.id]: undefined }) }] : []));
  return (
    <>
      <PageHeader
        title="Audit trail"
        description="Every change at your sites, newest first. Nobody can alter or remove an entry."
      />
      <form action="/admin/audit" className="mb-2.5 flex flex-wrap items-end gap-2">
        {filter.who ? <input type="hidden" name="who" value={filter.who} /> : null}
        <Field id="audit-about" label="About" className="grow sm:max-w-56">
          {(control) => (
            <Select
              {...control}
              name="about"
              key={filter.about}
              defaultValue={filter.about ?? ""}
              placeholder="All but unfinished forms"
              options={AUDIT_SUBJECTS.map((value) => ({ value, label: AUDIT_SUBJECT_LABELS[value] }))}
            />
          )}
        </Field>
        <Field id="audit-day" label="Day" className="grow sm:max-w-44">
          {(control) => <DateInput {...control} key={filter.on} name="on" defaultValue={filter.on} />}
        </Field>
        <Button type="submit" className="h-9.5">
          Show
        </Button>
      </form>
      <FilterChips filters={chips} clearHref="/admin/audit" />
      <Card aria-label="Entries">
        {rows.length === 0 ? (
          <EmptyState title={chips.length > 0 ? "Nothing fits these filters" : "Nothing older"} />
        ) : (
          <CardList>
            {rows.map((row) => (
              <CardItem key={row.id}>
                <time dateTime={row.at} className="text-sm whitespace-nowrap text-muted tabular-nums">
                  {formatInstant(new Date(row.at), viewer.zone)}
                </time>
                <span className="min-w-0 flex-1 basis-64 wrap-anywhere">
                  {row.actorId ? (
                    <Link
                      prefetch={false}
                      href={link({ who: row.actorId })}
                      title="Only what they did"
                      className="font-medium hover:underline"
                    >
                      <bdi>{row.actor}</bdi>
                    </Link>
                  ) : (
                    <bdi className="font-medium">{row.actor}</bdi>
                  )}{" "}
                  {isolateNames(row.sentence)}
                </span>
                <span className="text-sm text-muted">
                  {row.subject?.href ? (
                    <Link prefetch={false} href={row.subject.href} className="text-primary-text hover:underline">
                      <bdi>{row.subject.label}</bdi>
                    </Link>
                  ) : (
                    <bdi>{row.subject?.label}</bdi>
                  )}
                </span>
              </CardItem>
            ))}
          </CardList>
        )}
      </Card>
      <Pager
        label="Pages of the audit trail"
        className="mt-3"
        previous={page ? link({}) : null}
        next={next && link({ page: next })}
        summary={`Times are in ${viewer.zone.replaceAll("_", " ")}.`}
      />
    </>
  );
}
