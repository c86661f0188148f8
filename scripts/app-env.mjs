/**
 * The environment of the web server and of what works beside it on the same data.
 * @param {{ env: NodeJS.ProcessEnv, connectionString: string, secret: string, dataDir: string, port: number,
 *   address: string, role: string, distDir: string, isDev: boolean }} settings
 * @returns {NodeJS.ProcessEnv}
 */
export function appEnv({ env, connectionString, secret, dataDir, port, address, role, distDir, isDev }) {
  return {
    ...env,
    DATABASE_URL: connectionString,
    HEARD_SECRET: secret,
    HEARD_DATA_DIR: dataDir,
    HEARD_DIST_DIR: distDir,
    HEARD_ROLE: role,
    PORT: String(port),
    NODE_ENV: isDev ? "development" : "production",
    NEXTAUTH_SECRET: secret,
    // Without an address of its own Heard answers at whichever name it was asked by.
    ...(env.NEXTAUTH_URL ? { NEXTAUTH_URL: address } : { AUTH_TRUST_HOST: "1" }),
    NEXT_TELEMETRY_DISABLED: "1",
  };
}
