import { Field } from "@/components/form/field";
import { Select } from "@/components/form/select";
import { Button } from "@/components/ui/button";
import type { SiteChoice } from "@/lib/access/types";
import { FAMILIES, type FairnessChosen, type Half, SPLIT_LABELS } from "@/lib/insight/rules/fairness-choice";

type FairnessFilterProps = { chosen: FairnessChosen; halves: Half[]; sites: Pick<SiteChoice, "id" | "name">[] };

/** A plain GET form: every choice stands in the address. */
export function FairnessFilter({ chosen, halves, sites }: FairnessFilterProps) {
  return (
    <form
      action="/insights/fairness"
      aria-label="Filter"
      className="mb-3.5 grid grid-cols-2 items-end gap-x-3 gap-y-2 lg:flex lg:flex-wrap print:hidden"
    >
      <Field id="fairness-split" label="Compare by">
        {(control) => (
          <Select
            {...control}
            name="split"
            defaultValue={chosen.split}
            options={Object.entries(SPLIT_LABELS).map(([value, label]) => ({ value, label }))}
          />
        )}
      </Field>
      <Field id="fairness-half" label="Half-year">
        {(control) => (
          <Select
            {...control}
            name="half"
            defaultValue={chosen.half.id}
            options={halves.map(({ id, label }) => ({ value: id, label }))}
          />
        )}
      </Field>
      {sites.length > 1 ? (
        <Field id="fairness-site" label="Site">
          {(control) => (
            <Select
              {...control}
              name="site"
              defaultValue={chosen.site ?? ""}
              placeholder="All sites"
              options={sites.map(({ id, name }) => ({ value: id, label: name }))}
            />
          )}
        </Field>
      ) : null}
      <Field id="fairness-kind" label="Kind">
        {(control) => (
          <Select
            {...control}
            name="kind"
            defaultValue={chosen.kind}
            options={Object.entries(FAMILIES).map(([value, { label }]) => ({ value, label }))}
          />
        )}
      </Field>
      <span className="flex items-center pb-1">
        <Button type="submit">Show</Button>
      </span>
    </form>
  );
}
