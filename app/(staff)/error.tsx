"use client";

import { PageHeader } from "@/components/layout/page-header";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";

export default function ErrorPage({ error, reset }: { error: Error & { digest?: string }; reset: () => void }) {
  return (
    <>
      <PageHeader title="This page could not be shown" />
      <Card>
        <EmptyState title="Nothing was changed or lost" action={<Button onClick={reset}>Try again</Button>}>
          If it happens again, tell your administrator{error.digest ? ` the number ${error.digest}` : ""}.
        </EmptyState>
      </Card>
    </>
  );
}
