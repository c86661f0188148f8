"use client";

import { Field } from "@/components/form/field";
import { Input } from "@/components/form/input";
import { Button } from "@/components/ui/button";
import { Disclosure } from "@/components/ui/disclosure";
import { useOpened } from "@/components/ui/use-opened";
import { unitLabel } from "@/lib/access/labels";
import type { SiteChoice } from "@/lib/access/types";
import {
  CHANNEL_LABELS,
  KIND_LABELS,
  QUEUE_CLOCK_LABELS,
  REPORTER_LABELS,
  SEVERITY_LABELS,
  STATE_LABELS,
  WAITING_LABELS,
} from "@/lib/case/labels";
import type { QueueOrder } from "@/lib/case/rules";
import type { QueueFilter, QueueFilterKey } from "@/lib/case/schema";
import type { Person } from "@/lib/shared/person";
import type { TagChoice } from "@/lib/tag/types";

type Choice = { value: string; label: string };
type Choices = { label?: string; options: Choice[] }[];

/** Something that a row has, and how it is asked for. */
type Fact = { label: string } & (
  | { key: QueueFilterKey; kind: "several" | "one"; choices: Choices }
  | { key: QueueFilterKey; kind: "days" }
  | { from: QueueFilterKey; to: QueueFilterKey; kind: "range" }
);

type Offered = {
  sites: Pick<SiteChoice, "id" | "name" | "units">[];
  owners: Person[];
  tags: TagChoice[];
  /** `isUsed`: some case is of a patient who speaks it. */
  languages: { tag: string; name: string; isUsed: boolean }[];
};

/** Its order only where it is not the usual one. */
type Shown = Omit<QueueFilter, keyof QueueOrder> & Partial<QueueOrder>;

type QueueFilterProps = Offered & { filter: Shown; tab: string };

/** What adds a filter. Its sixteen filters hold more to choose than the page has rows, so they are drawn once it is opened. */
export function QueueFilterForm(props: QueueFilterProps) {
  const { isOpened, details } = useOpened();
  return (
    <Disclosure {...details} summary="Filter" className="open:basis-full print:hidden">
      {isOpened ? <FilterForm {...props} /> : null}
    </Disclosure>
  );
}

/** A plain GET form: every filter has an address. */
function FilterForm({ filter, tab, ...offered }: QueueFilterProps) {
  const facts = factsOf(offered);
  return (
    <form action="/cases" className="rounded-lg border bg-surface p-3.5">
      <Kept filter={filter} tab={tab} without={facts.flatMap(keysOf)} />
      <div className="grid gap-x-5 sm:grid-cols-2 lg:grid-cols-4">
        {facts.map((fact) => (
          <Disclosure key={fact.label} summary={fact.label} open={isActive(fact, filter)}>
            <FactFields fact={fact} filter={filter} prefix="filter" />
          </Disclosure>
        ))}
      </div>
      <Button type="submit" className="mt-2">
        Show
      </Button>
    </form>
  );
}

/** What one chip says, to be changed in its place. */
export function QueueChipForm({
  filter,
  tab,
  filterKey,
  ...offered
}: QueueFilterProps & { filterKey: QueueFilterKey }) {
  const fact = factsOf(offered).find((one) => keysOf(one).includes(filterKey));
  if (!fact) return null;
  return (
    <form action="/cases" aria-label={`Change ${fact.label.toLowerCase()}`}>
      <Kept filter={filter} tab={tab} without={keysOf(fact)} />
      <FactFields fact={fact} filter={filter} prefix={`chip-${filterKey}`} />
      <Button type="submit" size="s" className="mt-2">
        Apply
      </Button>
    </form>
  );
}

function factsOf({ sites, owners, tags, languages }: Offered): Fact[] {
  const bySite = (choicesOf: (site: Offered["sites"][number]) => Choice[]): Choices =>
    sites
      .map((site) => ({ label: sites.length > 1 ? site.name : undefined, options: choicesOf(site) }))
      .filter(({ options }) => options.length > 0);
  const several = (key: QueueFilterKey, label: string, options: Choice[]): Fact => ({
    ...{ key, label, kind: "several" },
    choices: [{ options }],
  });
  const unit = [
    { options: [{ value: "none", label: "None" }] },
    ...bySite((site) => site.units.map((unit) => ({ value: unit.id, label: unitLabel(unit) }))),
  ];
  const facts: (Fact | false)[] = [
    several("kind", "Kind", entries(KIND_LABELS)),
    several("severity", "Severity", entries(SEVERITY_LABELS)),
    several("state", "State", entries(STATE_LABELS)),
    { key: "clock", label: "Clock", kind: "one", choices: [{ options: [ANY, ...entries(QUEUE_CLOCK_LABELS)] }] },
    several("waiting", "Waiting for", entries(WAITING_LABELS)),
    { key: "escalated", label: "Escalation", kind: "one", choices: [{ options: [ANY, ...ESCALATED] }] },
    { key: "unheard", label: "Unheard", kind: "days" },
    several("channel", "Channel", entries(CHANNEL_LABELS)),
    sites.length > 1 && several("site", "Site", sites.map(toOption)),
    { key: "unit", label: "Unit", kind: "several", choices: unit },
    several("owner", "Owner", [...NO_NAMES, ...owners.map(toOption)]),
    tags.length > 0 && {
      ...{ key: "tag", label: "Tag", kind: "several" },
      choices: bySite(({ id }) => tags.filter(({ siteId }) => siteId === id).map(toOption)),
    },
    several("reporter", "Raised by", entries(REPORTER_LABELS)),
    languages.length > 0 && { key: "language", label: "Language", kind: "several", choices: usedFirst(languages) },
    { from: "from", to: "to", label: "Received", kind: "range" },
    { from: "updatedFrom", to: "updatedTo", label: "Updated", kind: "range" },
  ];
  return facts.filter((fact) => typeof fact === "object");
}

/** Most of what is on offer is spoken by nobody here. */
function usedFirst(languages: Offered["languages"]): Choices {
  const [used, others] = [true, false].map((isUsed) =>
    languages.filter((one) => one.isUsed === isUsed).map(({ tag, name }) => ({ value: tag, label: name })),
  );
  const groups = [{ options: used ?? [] }, { label: used?.length ? "Other" : undefined, options: others ?? [] }];
  return groups.filter(({ options }) => options.length > 0);
}

/** Of what is only one, so that it can be taken away again. */
const ANY = { value: "", label: "Any" };
const ESCALATED = [
  { value: "yes", label: "Escalated" },
  { value: "no", label: "Not escalated" },
];
const NO_NAMES = [
  { value: "me", label: "Me" },
  { value: "nobody", label: "Nobody" },
];

function keysOf(fact: Fact): QueueFilterKey[] {
  return fact.kind === "range" ? [fact.from, fact.to] : [fact.key];
}

function isActive(fact: Fact, filter: Shown): boolean {
  return keysOf(fact).some((key) => filter[key] !== undefined);
}

/** What the form leaves as it is. */
function Kept({ filter, tab, without }: { filter: Shown; tab: string; without: QueueFilterKey[] }) {
  const kept = Object.entries({ ...filter, tab, page: undefined }).filter(
    ([key, value]) => value !== undefined && !without.some((other) => other === key),
  );
  return kept.map(([key, value]) => <input key={key} type="hidden" name={key} value={String(value)} />);
}

function FactFields({ fact, filter, prefix }: { fact: Fact; filter: Shown; prefix: string }) {
  if (fact.kind === "range") {
    return (
      <div className="grid gap-2">
        {[fact.from, fact.to].map((key) => (
          <Field key={key} id={`${prefix}-${key}`} label={`${fact.label} ${key === fact.from ? "from" : "up to"}`}>
            {(control) => <Input {...control} type="date" name={key} defaultValue={valuesOf(filter, key)[0]} />}
          </Field>
        ))}
      </div>
    );
  }
  if (fact.kind === "days") {
    return (
      <Field id={`${prefix}-${fact.key}`} label="For more days than">
        {(control) => (
          <Input
            {...control}
            type="number"
            min={1}
            max={3650}
            name={fact.key}
            defaultValue={valuesOf(filter, fact.key)[0]}
          />
        )}
      </Field>
    );
  }
  const isOne = fact.kind === "one";
  const values = valuesOf(filter, fact.key);
  const chosen = isOne && values.length === 0 ? [ANY.value] : values;
  return (
    <fieldset className="max-h-64 overflow-y-auto">
      <legend className="sr-only">{fact.label}</legend>
      {fact.choices.map(({ label, options }) => (
        <div key={options[0]?.value}>
          {label ? <p className="text-sm text-muted">{label}</p> : null}
          {options.map((option) => (
            <label key={option.value} className="choice">
              <input
                type={isOne ? "radio" : "checkbox"}
                name={fact.key}
                value={option.value}
                defaultChecked={chosen.includes(option.value)}
              />
              {option.label}
            </label>
          ))}
        </div>
      ))}
    </fieldset>
  );
}

function valuesOf(filter: Shown, key: QueueFilterKey): string[] {
  const value = filter[key];
  if (value === undefined) return [];
  return Array.isArray(value) ? value.map(String) : [String(value)];
}

function toOption({ id, name }: { id: string; name: string }): Choice {
  return { value: id, label: name };
}

function entries(labels: Record<string, string>): Choice[] {
  return Object.entries(labels).map(([value, label]) => ({ value, label }));
}
