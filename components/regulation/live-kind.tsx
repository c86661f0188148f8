import { Notice } from "@/components/ui/notice";
import type { CaseKind } from "@/lib/case/schema";
import { basisOf, kindLabel } from "@/lib/regulation/labels";
import { type Classification, findRule, reclassify, type Standing } from "@/lib/regulation/rules";
import type { Given, Pack } from "@/lib/regulation/schema";

export type Preview = { kind: CaseKind; isLowering: boolean; rule: Classification | null };

/** What a case would be once this is recorded of it, by the very rule that the server asks. */
export function previewKind(pack: Pack, given: Given, standing: Standing): Preview {
  const { kind, ruleId, isLowering } = reclassify(pack, given, standing);
  return { kind, isLowering, rule: ruleId === null ? null : findRule(pack, ruleId) };
}

type LiveKindProps = { pack: Pack; preview: Preview; standing: Standing; hasProposal: boolean };

/** The kind and its sentence, following the boxes. */
export function LiveKind({ pack, preview, standing, hasProposal }: LiveKindProps) {
  const { kind, isLowering, rule } = preview;
  const label = kindLabel(pack, kind);
  const because = rule ? `, because ${rule.because}` : ", as somebody chose.";
  const lowering = hasProposal
    ? "A lower kind waits for a second person already."
    : "It is lowered once a second person has confirmed it.";
  return (
    <Notice tone={isLowering ? "soon" : "plain"}>
      <p>
        <span className="font-medium">{kind === standing.kind ? `It stays: ${label}` : `It becomes: ${label}`}</span>
        {because} {isLowering ? lowering : null}
      </p>
      {rule ? (
        <p className="text-sm text-muted">
          Basis: {basisOf(pack, rule)}.{rule.isConfirmed ? "" : " Unconfirmed: not checked at its source."}
        </p>
      ) : null}
    </Notice>
  );
}
