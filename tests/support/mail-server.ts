import type { AddressInfo } from "node:net";
import { SMTPServer, type SMTPServerOptions } from "smtp-server";

export type Received = { to: string[]; from: string; source: string };

export type MailServer = {
  /** As SMTP_URL names it. */
  url: string;
  port: number;
  received: Received[];
  stop: () => Promise<void>;
};

type Given = { port?: number } & Pick<SMTPServerOptions, "onRcptTo" | "onData">;

/** A real SMTP server on this machine that keeps what it is given. */
export async function startMailServer({ port = 0, ...handlers }: Given = {}): Promise<MailServer> {
  const received: Received[] = [];
  const server = new SMTPServer({
    disabledCommands: ["AUTH", "STARTTLS"],
    logger: false,
    onData(stream, session, done) {
      let source = "";
      stream.setEncoding("utf8");
      stream.on("data", (piece: string) => {
        source += piece;
      });
      stream.on("end", () => {
        const { mailFrom, rcptTo } = session.envelope;
        received.push({ from: mailFrom ? mailFrom.address : "", to: rcptTo.map(({ address }) => address), source });
        done();
      });
    },
    ...handlers,
  });
  // A client that hangs up is no matter of the test.
  server.on("error", () => {});
  await new Promise<void>((resolve) => {
    server.listen(port, "127.0.0.1", resolve);
  });
  const { port: bound } = server.server.address() as AddressInfo;
  return {
    url: `smtp://127.0.0.1:${bound}`,
    port: bound,
    received,
    stop: () => new Promise((resolve) => server.close(() => resolve())),
  };
}

/** The value of a header of a message, unfolded. */
export function headerOf({ source }: Received, name: string): string | undefined {
  const [head = ""] = source.split("\r\n\r\n");
  const line = head
    .replace(/\r\n[ \t]+/g, " ")
    .split("\r\n")
    .find((each) => each.toLowerCase().startsWith(`${name.toLowerCase()}:`));
  return line?.slice(name.length + 1).trim();
}
