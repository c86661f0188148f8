import { Tabs } from "@/components/ui/tabs";
import { hrefWith } from "@/lib/shared/search-params";
import type { ProfileView } from "@/lib/survey-import/types";

type ProfileLinksProps = { importId: string; profiles: ProfileView[]; chosen: string | undefined };

/** The mappings that were kept of earlier files, to begin from. */
export function ProfileLinks({ importId, profiles, chosen }: ProfileLinksProps) {
  if (profiles.length === 0) return null;
  const here = `/surveys/import/${importId}`;
  return (
    <Tabs
      label="Kept mappings"
      tabs={[
        { href: here, label: "As this file", current: chosen === undefined },
        ...profiles.map(({ id, name }) => ({
          href: hrefWith(here, { profile: id }),
          label: name,
          current: id === chosen,
        })),
      ]}
    />
  );
}
