import "server-only";

type PrintWords = { reference: string; page: (page: string, pages: string) => string };

const WORDS: Record<string, PrintWords> = {
  en: { reference: "Our reference:", page: (page, pages) => `Page ${page} of ${pages}` },
  es: { reference: "Nuestra referencia:", page: (page, pages) => `Página ${page} de ${pages}` },
  fr: { reference: "Notre référence :", page: (page, pages) => `Page ${page} sur ${pages}` },
  pt: { reference: "Nossa referência:", page: (page, pages) => `Página ${page} de ${pages}` },
  ar: { reference: "الرقم المرجعي:", page: (page, pages) => `صفحة ${page} من ${pages}` },
  zh: { reference: "编号：", page: (page, pages) => `第 ${page} 页，共 ${pages} 页` },
};

const WITHOUT_WORDS: PrintWords = { reference: "", page: (page, pages) => `${page} / ${pages}` };

/** The few words that printing adds. A language that has none here gets signs alone: words of another would stand out in a letter. */
export function wordsIn(language: string): PrintWords {
  const tag = language.toLowerCase();
  const isTraditional = /^zh-(hant|tw|hk|mo)/.test(tag);
  return (isTraditional ? undefined : WORDS[tag.split("-")[0] ?? ""]) ?? WITHOUT_WORDS;
}
