/** The services whose dead letters and consumer groups can be reached. */
export const services = ['contributions', 'treasury', 'disbursements', 'emergency-fund', 'reporting'] as const;
export type ServiceName = (typeof services)[number];

/** What a service answered instead of doing it. */
export class Refused extends Error {
  override readonly name = 'Refused';

  constructor(
    readonly status: number,
    problem: { code?: string; detail?: string },
  ) {
    super(`${problem.code ?? status}: ${problem.detail ?? 'no detail'}`);
  }
}

/** Speaks to the running services as an administrator, through the gateway. */
export class Administrator {
  constructor(
    private readonly base: string,
    private readonly token: () => Promise<string>,
  ) {}

  get<T>(path: string): Promise<T> {
    return this.send<T>('GET', path);
  }

  post<T>(path: string, body: unknown = {}): Promise<T> {
    return this.send<T>('POST', path, JSON.stringify(body));
  }

  private async send<T>(method: string, path: string, body?: string): Promise<T> {
    const response = await fetch(`${this.base}${path}`, {
      method,
      headers: { authorization: `Bearer ${await this.token()}`, ...(body && { 'content-type': 'application/json' }) },
      ...(body && { body }),
    });
    const text = await response.text();
    const answer: unknown = text.startsWith('{') ? JSON.parse(text) : {};
    if (!response.ok) throw new Refused(response.status, answer as { code?: string; detail?: string });
    return answer as T;
  }
}

/**
 * By client credentials: `EVENTS_CLIENT` (`id:secret`) at `EVENTS_TOKEN_URL`; by default the demonstration's administrator
 * at the gateway's own provider.
 */
export function tokenOf(base: string, environment: NodeJS.ProcessEnv): () => Promise<string> {
  const url = environment['EVENTS_TOKEN_URL'] || `${base}/oidc/token`;
  const client = environment['EVENTS_CLIENT'] || 'demo-administrator:demo';
  let token: Promise<string> | undefined;
  return () => (token ??= ask(url, client));
}

async function ask(url: string, client: string): Promise<string> {
  const response = await fetch(url, {
    method: 'POST',
    headers: {
      'content-type': 'application/x-www-form-urlencoded',
      authorization: `Basic ${Buffer.from(client).toString('base64')}`,
    },
    body: 'grant_type=client_credentials',
  });
  if (!response.ok) throw new Refused(response.status, { code: 'NOT_SIGNED_IN', detail: `${url} gave no token.` });
  return ((await response.json()) as { access_token: string }).access_token;
}
