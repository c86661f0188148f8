import type { Metadata } from "next";
import { headers } from "next/headers";
import { redirect } from "next/navigation";
import { SignInForm } from "@/components/access/sign-in-form";
import { Card, CardBody } from "@/components/ui/card";
import { isFirstRun } from "@/lib/access/queries";
import { readNextPath, signInMessage } from "@/lib/access/rules";
import { REQUEST_HEADERS } from "@/lib/platform/request-headers";
import { findViewer } from "@/lib/platform/viewer";

export const metadata: Metadata = { title: "Sign in" };

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export default async function SignInPage({ searchParams }: Props) {
  if (await isFirstRun()) redirect("/welcome");
  const { next, callbackUrl, error, ready } = await searchParams;
  const target = readNextPath(next ?? callbackUrl);
  if (await findViewer()) redirect(target);
  return (
    <Card>
      <CardBody className="grid gap-5 p-6">
        <div>
          <h1 className="text-xl tracking-tight">Sign in</h1>
          <p className="mt-0.5 text-muted">
            {ready === "1"
              ? "Heard is set up. Sign in with the address you just gave."
              : "Listen first. The rest is here."}
          </p>
        </div>
        <SignInForm
          csrfToken={(await headers()).get(REQUEST_HEADERS.csrf) ?? ""}
          next={target}
          message={error === undefined ? null : signInMessage(String(error))}
        />
      </CardBody>
    </Card>
  );
}
