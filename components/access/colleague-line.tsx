import { Avatar } from "@/components/ui/avatar";
import { Chip } from "@/components/ui/chip";
import { describeAway, ROLE_LABELS } from "@/lib/access/labels";
import type { Colleague } from "@/lib/access/types";

type ColleagueLineProps = { colleague: Colleague; isSuggested: boolean; remark?: string };

type ColleagueChoiceProps = ColleagueLineProps & {
  id?: string;
  /** Whether the focus of the dialog begins here. */
  isFirst?: boolean;
  onChoose?: () => void;
};

/** One of several to give a case to; the form's field is `ownerId`. */
export function ColleagueChoice({ id, isFirst, onChoose, ...line }: ColleagueChoiceProps) {
  return (
    <label className="flex min-h-9 flex-wrap items-center gap-x-2.5 rounded border border-transparent px-2 has-checked:border-primary has-checked:bg-primary-soft has-focus-visible:outline-2 has-focus-visible:outline-focus">
      <input
        type="radio"
        name="ownerId"
        id={id}
        value={line.colleague.id}
        data-first-focus={isFirst || undefined}
        onChange={onChoose}
        className="size-4 accent-primary"
      />
      <ColleagueLine {...line} />
    </label>
  );
}

/** Somebody to choose: who they are, whether they are here, and what they carry. Goes inside a label. */
export function ColleagueLine({ colleague, isSuggested, remark }: ColleagueLineProps) {
  const { name, role, away, load, openCases } = colleague;
  return (
    <>
      <Avatar name={name} />
      <span className="min-w-0 flex-1 basis-40">
        <bdi className="wrap-anywhere">{name}</bdi>{" "}
        <span className="text-sm text-muted">
          {ROLE_LABELS[role].toLowerCase()}
          {remark ? `, ${remark}` : ""}
        </span>{" "}
        {isSuggested ? <Chip tone="met">suggested</Chip> : null}
        {away ? <span className="block text-sm text-paused">{describeAway(away)}</span> : null}
      </span>
      <span className="text-sm text-muted tabular-nums max-sm:basis-full max-sm:ps-17">
        load {load}, {openCases} open
      </span>
    </>
  );
}
