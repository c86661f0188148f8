import { Field } from "@/components/form/field";
import { Select } from "@/components/form/select";
import { Button, ButtonLink } from "@/components/ui/button";
import { unitLabel } from "@/lib/access/labels";
import type { SiteChoice } from "@/lib/access/types";
import { MEASURE_LABELS } from "@/lib/insight/labels";
import { type Dashboard, KIND_CHOICES, kindChoice, PERIODS } from "@/lib/insight/rules/dashboard";
import type { Measure } from "@/lib/insight/schema";

type FilterBarProps = {
  chosen: Dashboard;
  sites: Pick<SiteChoice, "id" | "name" | "units">[];
  /** What complaints can be counted in here. */
  measures: Measure[];
};

/** A plain GET form: every choice stands in the address. */
export function FilterBar({ chosen, sites, measures }: FilterBarProps) {
  const { period, site, unit, cause, per, item, kind } = chosen;
  const offered = sites.filter(({ id }) => site === undefined || id === site);
  const choice = kindChoice(kind);
  const own = KIND_CHOICES.some(({ value }) => value === choice) ? [] : [{ value: choice, label: "Several kinds" }];
  const isPlain = (site ?? unit ?? cause) === undefined && own.length === 0 && choice === KIND_CHOICES[0]?.value;
  return (
    <form
      action="/insights"
      aria-label="Filter"
      className="mb-3.5 grid grid-cols-2 items-end gap-x-3 gap-y-2 lg:flex lg:flex-wrap xl:flex-nowrap print:hidden"
    >
      {item === "listened" ? null : <input type="hidden" name="item" value={item} />}
      {cause ? <input type="hidden" name="cause" value={cause} /> : null}
      <Field id="insights-period" label="Period">
        {(control) => (
          <Select
            {...control}
            name="period"
            defaultValue={period}
            options={Object.entries(PERIODS).map(([value, label]) => ({ value, label }))}
          />
        )}
      </Field>
      {sites.length > 1 ? (
        <Field id="insights-site" label="Site">
          {(control) => (
            <Select
              {...control}
              name="site"
              defaultValue={site ?? ""}
              placeholder="All sites"
              options={sites.map(({ id, name }) => ({ value: id, label: name }))}
            />
          )}
        </Field>
      ) : null}
      <Field id="insights-unit" label="Unit">
        {(control) => (
          <Select
            {...control}
            name="unit"
            defaultValue={unit ?? ""}
            placeholder="All units"
            options={offered
              .filter(({ units }) => units.length > 0)
              .map(({ name, units }) => ({
                label: name,
                options: units.map((one) => ({ value: one.id, label: unitLabel(one) })),
              }))}
          />
        )}
      </Field>
      <Field id="insights-kind" label="Kind">
        {(control) => <Select {...control} name="kind" defaultValue={choice} options={[...KIND_CHOICES, ...own]} />}
      </Field>
      {measures.length > 1 ? (
        <Field id="insights-per" label="Rate per 1,000">
          {(control) => (
            <Select
              {...control}
              name="per"
              defaultValue={per ?? measures[0]}
              options={measures.map((measure) => ({ value: measure, label: MEASURE_LABELS[measure] }))}
            />
          )}
        </Field>
      ) : null}
      <span className="flex shrink-0 items-center gap-2 pb-1">
        <Button type="submit">Show</Button>
        {isPlain ? null : (
          <ButtonLink href={`/insights?period=${period}`} variant="quiet">
            Clear
          </ButtonLink>
        )}
      </span>
    </form>
  );
}
