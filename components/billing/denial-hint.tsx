import { explainDenialCode } from "@/lib/billing/rules/denial-codes";

/** What a denial code commonly means, where it is one that we know. */
export function DenialHint({ code }: { code: string }) {
  const hint = explainDenialCode(code);
  if (!hint) return null;
  return (
    <p className="text-sm text-muted">
      <span className="font-medium tabular-nums">{hint.code}</span> commonly means: {hint.reason} {hint.group} Check it
      against the payer’s notice.
    </p>
  );
}
