interface Asked {
  method: string;
  /** `Sec-Fetch-Site` */
  site: string | undefined;
  /** `Origin` */
  origin: string | undefined;
  /** `Host` */
  host: string | undefined;
}

const safe = ['GET', 'HEAD', 'OPTIONS'];

/**
 * Whether a request that carries a session cookie comes from our own pages. Reading is harmless; for the rest the browser
 * must say so itself, and one that says nothing is not believed.
 */
export function isSameOrigin({ method, site, origin, host }: Asked): boolean {
  if (safe.includes(method)) return true;
  if (site !== undefined) return site === 'same-origin';
  if (origin === undefined || host === undefined) return false;
  return URL.canParse(origin) && new URL(origin).host === host;
}
