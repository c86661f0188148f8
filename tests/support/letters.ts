import type { Letterhead } from "@/lib/letter/print/letterhead";

export function aLetterhead(changes: Partial<Letterhead> = {}): Letterhead {
  return {
    siteName: "Northbridge Hospital",
    addressLines: ["12 Mill Lane", "Northbridge NB1 2AB"],
    phone: "+44 1632 960 123",
    reference: "PR-26-004217-8",
    date: "22 November 2026",
    addressee: ["Mrs Zoë Çelik", "4 Harbour Road", "Northbridge"],
    signedBy: ["Anne Example", "Head of patient relations"],
    footer: "Call +44 1632 960 123 for this letter in large print.",
    ...changes,
  };
}

export const ENGLISH = { language: "en", direction: "ltr" } as const;
export const ARABIC = { language: "ar", direction: "rtl" } as const;
