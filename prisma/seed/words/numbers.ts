const SMALL = [
  "no",
  "one",
  "two",
  "three",
  "four",
  "five",
  "six",
  "seven",
  "eight",
  "nine",
  "ten",
  "eleven",
  "twelve",
  "thirteen",
  "fourteen",
  "fifteen",
  "sixteen",
  "seventeen",
  "eighteen",
  "nineteen",
];
const TENS = ["", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"];

/** A number of years in English words: "seventy-one", "a hundred and two". */
export function yearsInWords(years: number): string {
  if (years < 20) return SMALL[years] ?? "";
  if (years >= 100) return years === 100 ? "a hundred" : `a hundred and ${yearsInWords(years - 100)}`;
  const tens = TENS[Math.floor(years / 10)] ?? "";
  return years % 10 === 0 ? tens : `${tens}-${SMALL[years % 10]}`;
}
