import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { WelcomeForm } from "@/components/access/welcome-form";
import { Card, CardBody } from "@/components/ui/card";
import { isFirstRun } from "@/lib/access/queries";
import { listCountries, listTimeZones } from "@/lib/shared/places";

export const metadata: Metadata = { title: "Set up Heard" };

export default async function WelcomePage() {
  if (!(await isFirstRun())) redirect("/sign-in");
  return (
    <Card>
      <CardBody className="grid gap-5 p-6">
        <div>
          <h1 className="text-xl tracking-tight">Set up Heard</h1>
          <p className="mt-0.5 text-muted">
            Name your organisation and its first site, and become the first administrator. You add units and people
            next.
          </p>
        </div>
        <WelcomeForm timeZones={listTimeZones()} countries={listCountries()} />
      </CardBody>
    </Card>
  );
}
