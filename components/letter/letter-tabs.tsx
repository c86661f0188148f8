import { Tabs } from "@/components/ui/tabs";
import { hrefWith } from "@/lib/shared/search-params";

/** What is kept of letters at a site. */
export function LetterTabs({ siteId, current }: { siteId: string; current: "templates" | "words" }) {
  const tabs = [
    { label: "Templates", href: hrefWith("/admin/letters", { site: siteId }), current: current === "templates" },
    { label: "Word lists", href: hrefWith("/admin/letters/words", { site: siteId }), current: current === "words" },
  ];
  return <Tabs label="What is kept of letters" tabs={tabs} />;
}
