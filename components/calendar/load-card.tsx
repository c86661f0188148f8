import { Field } from "@/components/form/field";
import { Select } from "@/components/form/select";
import { Button } from "@/components/ui/button";
import { Card, CardBody, CardHeader } from "@/components/ui/card";
import { Notice } from "@/components/ui/notice";
import type { LoadPlan } from "@/lib/calendar/types";
import { LoadForm } from "./load-form";
import { LoadPreview } from "./load-preview";

type LoadCardProps = {
  siteId: string;
  /** The place of the last load, in words. */
  loadedFor: string | null;
  countries: { code: string; name: string }[];
  regions: { code: string; name: string }[];
  chosen: { country: string; region: string | null; years: number[] | null };
  /** The year it is at the site. */
  year: number;
  isAsked: boolean;
  /** Null where nothing was asked, or nothing is known of the country. */
  plan: LoadPlan | null;
};

/** Public holidays of a place: chosen, looked at, then loaded. */
export function LoadCard({ siteId, loadedFor, countries, regions, chosen, year, isAsked, plan }: LoadCardProps) {
  const years = spanOf(chosen.years ?? [year, year + 1]);
  const { country, region } = chosen;
  return (
    <Card aria-labelledby="load">
      <CardHeader id="load" title="Public holidays">
        {loadedFor ? `Last loaded for ${loadedFor}` : "Not loaded yet"}
      </CardHeader>
      <CardBody className="grid gap-3.5">
        <form action="/admin/calendars#load" className="flex flex-wrap items-end gap-2">
          <input type="hidden" name="site" value={siteId} />
          <Field id="load-country" label="Country" className="grow sm:max-w-64">
            {(control) => (
              <Select
                {...control}
                key={country}
                name="country"
                defaultValue={country}
                options={countries.map(({ code, name }) => ({ value: code, label: name }))}
              />
            )}
          </Field>
          {regions.length > 0 ? (
            <Field id="load-region" label="Region" className="grow sm:max-w-64">
              {(control) => (
                <Select
                  {...control}
                  key={`${country} ${region}`}
                  name="region"
                  defaultValue={region ?? ""}
                  placeholder="The whole country"
                  options={regions.map(({ code, name }) => ({ value: code, label: name }))}
                />
              )}
            </Field>
          ) : null}
          <Field id="load-years" label="Years" className="grow sm:max-w-44">
            {(control) => (
              <Select {...control} key={years} name="years" defaultValue={years} options={yearChoices(year, years)} />
            )}
          </Field>
          <Button type="submit" className="h-9.5">
            Show what would change
          </Button>
        </form>
        {isAsked && plan ? (
          <>
            <LoadPreview plan={plan} />
            {plan.add.length + plan.remove.length > 0 ? (
              <LoadForm
                key={`${country} ${region} ${years}`}
                fields={{ siteId, country, region: region ?? "", years }}
                backHref={`/admin/calendars?site=${siteId}`}
              />
            ) : null}
          </>
        ) : null}
        {isAsked && !plan ? (
          <Notice title="No public holidays are known of this country" live="none">
            Add its days by hand instead.
          </Notice>
        ) : null}
      </CardBody>
    </Card>
  );
}

function yearChoices(year: number, chosen: string): { value: string; label: string }[] {
  const spans = [[year, year + 1], [year], [year + 1], [year, year + 1, year + 2]].map(spanOf);
  return [...new Set([...spans, chosen])].map((value) => ({ value, label: value.replace("-", " to ") }));
}

function spanOf(years: readonly number[]): string {
  const [first] = years;
  const last = years.at(-1);
  return first === last ? `${first}` : `${first}-${last}`;
}
