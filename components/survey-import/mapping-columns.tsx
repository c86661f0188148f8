import { Select } from "@/components/form/select";
import { ROLE_LABELS } from "@/lib/survey-import/labels";
import { ROLES_OF } from "@/lib/survey-import/rules/mapping";
import type { FileColumn, FileKind, Role } from "@/lib/survey-import/schema";

type MappingColumnsProps = {
  columns: FileColumn[];
  kind: FileKind;
  roles: (Role | "")[];
  onRole: (at: number, role: Role | "") => void;
};

/** Each column of a file with some of its values, and what it is. */
export function MappingColumns({ columns, kind, roles, onRole }: MappingColumnsProps) {
  const options = ROLES_OF[kind].map((value) => ({ value, label: ROLE_LABELS[value] }));
  return (
    <ul className="max-h-128 divide-y divide-line overflow-y-auto rounded border">
      {columns.map(({ name, samples }, at) => (
        <li key={name} className="grid items-center gap-x-3 gap-y-1.5 px-3 py-2 sm:grid-cols-[minmax(0,1fr)_14rem]">
          <div className="min-w-0">
            <p className="font-medium wrap-anywhere">
              <bdi>{name}</bdi>
            </p>
            <p className="truncate text-sm text-muted">
              {samples.length === 0 ? "empty" : samples.map((sample) => `“${sample}”`).join(", ")}
            </p>
          </div>
          <Select
            aria-label={`What ${name} is`}
            name={`columns[${at}].role`}
            value={roles[at] ?? ""}
            placeholder="Not read"
            onChange={(event) => {
              const { value } = event.currentTarget;
              onRole(at, ROLES_OF[kind].find((role) => role === value) ?? "");
            }}
            options={options}
          />
        </li>
      ))}
    </ul>
  );
}
