/** Who bears what an insurer did not pay, by the group code before the reason. */
const GROUPS: Record<string, string> = {
  CO: "Contractual: as a rule the provider bears this, not the patient.",
  PR: "Patient responsibility: the payer says the patient owes this.",
  OA: "Other adjustment: neither side by contract.",
  PI: "The payer's own reduction.",
};

/**
 * Claim adjustment reasons that disputes are often about, in our own words. General knowledge, not the official list: check a code
 * against the payer's notice before relying on it. Any other code is kept as it is typed.
 */
const REASONS: Record<string, string> = {
  "1": "Counts towards the deductible.",
  "2": "The patient's share of the cost (coinsurance).",
  "3": "The fixed amount per visit (copay).",
  "4": "The procedure code and its modifier do not go together.",
  "11": "The diagnosis given does not explain the procedure.",
  "16": "Something the payer needs is missing from the claim or wrong in it.",
  "18": "The same claim was sent before.",
  "22": "Another insurer may have to pay first.",
  "26": "The service was before the coverage began.",
  "27": "The service was after the coverage ended.",
  "29": "The claim came too late.",
  "31": "The payer does not find the patient among those it insures.",
  "45": "More was charged than the fee agreed with the payer.",
  "50": "The payer does not hold the service to have been medically necessary.",
  "96": "The service is not covered.",
  "97": "The payer counts it as part of another service that was paid.",
  "109": "The claim went to the wrong payer.",
  "119": "The limit for this benefit is used up.",
  "197": "Approval was needed beforehand and was not on file.",
  "204": "The patient's plan does not include this service.",
};

export type DenialHint = { code: string; reason: string; group: string | null };

/** What a code such as "CO-50", "pr 1" or "197" commonly means; null for one that is not in the table. */
export function explainDenialCode(text: string): DenialHint | null {
  const found = /^\s*([a-z]{2})?[\s-]*0*(\d{1,3})\s*$/i.exec(text);
  const reason = REASONS[found?.[2] ?? ""];
  if (!found || !reason) return null;
  const group = found[1]?.toUpperCase();
  if (group && !GROUPS[group]) return null;
  return { code: [group, found[2]].filter(Boolean).join("-"), reason, group: group ? (GROUPS[group] ?? null) : null };
}
