import Link from "next/link";
import { describePatient } from "@/components/patient/patient-line";
import type { PossibleSamePerson } from "@/lib/patient-merge/types";

type SamePersonListProps = {
  people: PossibleSamePerson[];
  /** The record to compare with; without it, the names lead to the records. */
  mergeInto: string | null;
};

/** Records that may be of the same person, each with why it is shown. */
export function SamePersonList({ people, mergeInto }: SamePersonListProps) {
  return (
    <ul className="divide-y divide-line">
      {people.map((person) => (
        <li key={person.id} className="flex flex-wrap items-center gap-x-3 gap-y-1 px-3.5 py-2">
          <span className="min-w-0 flex-1 basis-48">
            <Link
              prefetch={false}
              href={`/patients/${person.id}`}
              className="font-medium wrap-anywhere text-primary-text hover:underline"
            >
              <bdi>{person.name}</bdi>
            </Link>
            <span className="block text-sm text-muted tabular-nums">
              {describePatient(person).replace(/^· /, "")}
              {describePatient(person).endsWith(person.why) ? "" : ` · ${person.why}`}
            </span>
          </span>
          {mergeInto ? (
            <Link
              prefetch={false}
              href={`/patients/${mergeInto}/merge?with=${person.id}`}
              aria-label={`Compare with ${person.name}`}
              className="inline-flex min-h-6 items-center text-sm font-medium text-primary-text hover:underline"
            >
              Compare
            </Link>
          ) : null}
        </li>
      ))}
    </ul>
  );
}
