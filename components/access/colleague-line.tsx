import { Avatar } from "@/components/ui/avatar";
import { Chip } from "@/components/ui/chip";
import { describeAway, ROLE_LABELS } from "@/lib/access/labels";
import type { Colleague } from "@/lib/access/types";

type ColleagueLineProps = { colleague: Colleague; isSuggested: boolean; remark?: string };

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
