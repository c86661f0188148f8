import type { LetterKind } from "../schema";

/**
 * Whether a letter of this kind tells nothing of a patient's care, so that whoever raised the case may have it without an authority on
 * record (45 CFR 164.510(b) asks for one before care is spoken of): that they were heard, and what consent is needed for.
 */
export function saysNothingOfCare(kind: LetterKind): boolean {
  return kind === "acknowledgement" || kind === "consent_request";
}
