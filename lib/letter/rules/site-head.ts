/** What a site has for its letters. */
export type SiteHead = {
  name: string;
  address: string | null;
  phone: string | null;
  email: string | null;
  web: string | null;
};

/** What stands above and below a letter: address and phone above, the rest at the foot of every page. */
export function headOf({ name, address, phone, email, web }: SiteHead) {
  return {
    siteName: name,
    addressLines: linesOf(address),
    phone: phone?.trim() ?? "",
    footer: [email, web].flatMap((each) => each?.trim() || []).join(" · "),
  };
}

/** A site as letters and their checks name it: its address in one line. */
export function siteFactsOf({ name, address, phone }: Omit<SiteHead, "email" | "web">) {
  return { name, address: linesOf(address).join(", "), phone: phone?.trim() ?? "" };
}

function linesOf(address: string | null): string[] {
  return (address ?? "")
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "");
}
