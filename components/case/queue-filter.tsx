import { Field } from "@/components/form/field";
import { Input } from "@/components/form/input";
import { Select } from "@/components/form/select";
import { Button } from "@/components/ui/button";
import { Disclosure } from "@/components/ui/disclosure";
import type { Colleague, SiteChoice } from "@/lib/access/types";
import { CHANNEL_LABELS, KIND_LABELS, QUEUE_CLOCK_LABELS, SEVERITY_LABELS, STATE_LABELS } from "@/lib/case/labels";
import type { QueueFilter } from "@/lib/case/schema";
import type { TagChoice } from "@/lib/tag/types";

type QueueFilterProps = {
  filter: QueueFilter;
  tab: string;
  sites: SiteChoice[];
  owners: Colleague[];
  tags: TagChoice[];
};

/** A plain GET form: every filter has an address, and works before any script does. */
export function QueueFilterForm({ filter, tab, sites, owners, tags }: QueueFilterProps) {
  const units =
    sites.length === 1
      ? (sites[0]?.units ?? []).map(toOption)
      : sites.map(({ name, units: inside }) => ({ label: name, options: inside.map(toOption) }));
  const tagsOf = (siteId: string) => tags.filter((tag) => tag.siteId === siteId).map(toOption);
  const tagged =
    sites.length === 1
      ? tags.map(toOption)
      : sites.map(({ id, name }) => ({ label: name, options: tagsOf(id) })).filter(({ options }) => options.length > 0);
  return (
    <Disclosure summary="Filter" className="basis-full print:hidden">
      <form action="/cases" className="grid gap-3 rounded-lg border bg-surface p-3.5 sm:grid-cols-2 lg:grid-cols-4">
        <input type="hidden" name="tab" value={tab} />
        <input type="hidden" name="sort" value={filter.sort} />
        <input type="hidden" name="order" value={filter.order} />
        <Choice
          name="kind"
          label="Kind"
          value={filter.kind?.length === 1 ? filter.kind[0] : undefined}
          options={entries(KIND_LABELS)}
        />
        <Choice name="severity" label="Severity" value={filter.severity} options={entries(SEVERITY_LABELS)} />
        <Choice name="state" label="State" value={filter.state} options={entries(STATE_LABELS)} />
        <Choice name="clock" label="Clock" value={filter.clock} options={entries(QUEUE_CLOCK_LABELS)} />
        <Choice name="channel" label="Channel" value={filter.channel} options={entries(CHANNEL_LABELS)} />
        {sites.length > 1 ? (
          <Choice name="site" label="Site" value={filter.site} options={sites.map(toOption)} />
        ) : null}
        <Choice name="unit" label="Unit" value={filter.unit} options={units} />
        <Choice name="owner" label="Owner" value={filter.owner} options={owners.map(toOption)} />
        {tags.length > 0 ? <Choice name="tag" label="Tag" value={filter.tag} options={tagged} /> : null}
        <Field id="filter-from" label="Received from">
          {(control) => <Input {...control} type="date" name="from" defaultValue={filter.from} />}
        </Field>
        <Field id="filter-to" label="Received up to">
          {(control) => <Input {...control} type="date" name="to" defaultValue={filter.to} />}
        </Field>
        <div className="flex items-end">
          <Button type="submit">Show</Button>
        </div>
      </form>
    </Disclosure>
  );
}

type ChoiceProps = {
  name: string;
  label: string;
  value: string | number | undefined;
  options: Parameters<typeof Select>[0]["options"];
};

function Choice({ name, label, value, options }: ChoiceProps) {
  return (
    <Field id={`filter-${name}`} label={label}>
      {(control) => (
        <Select {...control} name={name} defaultValue={String(value ?? "")} placeholder="Any" options={options} />
      )}
    </Field>
  );
}

function toOption({ id, name }: { id: string; name: string }) {
  return { value: id, label: name };
}

function entries(labels: Record<string, string>) {
  return Object.entries(labels).map(([value, label]) => ({ value, label }));
}
