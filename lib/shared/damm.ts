// The totally anti-symmetric quasigroup of order 10 in H. M. Damm's thesis "Total anti-symmetrische Quasigruppen" (Marburg, 2004).
export const DAMM_TABLE = [
  "0317598642",
  "7092154863",
  "4206871359",
  "1750983426",
  "6123045978",
  "3674209581",
  "5869720134",
  "8945362017",
  "9438617205",
  "2581436790",
];

/** The Damm check digit of a string of digits. Catches every single wrong digit and every swap of neighbours. */
export function dammDigit(digits: string): string {
  let interim = "0";
  for (const digit of digits) interim = DAMM_TABLE[Number(interim)]?.[Number(digit)] ?? "0";
  return interim;
}
