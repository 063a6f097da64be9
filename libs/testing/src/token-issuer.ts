import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Role } from '@abonde/platform';
import { exportJWK, generateKeyPair, SignJWT } from 'jose';

export interface TokenOptions {
  roles: Role[];
  /** Whoever acts; default: named after the first role, so that two roles are two persons. */
  sub?: string;
  name?: string;
  /** Codes. */
  city?: string;
  donor?: string;
  /** `decide` after a step-up sign-in. */
  acr?: string;
}

export interface TokenIssuer {
  issuer: string;
  jwksUrl: string;
  token(who: Role | TokenOptions): Promise<string>;
  close(): Promise<void>;
}

const audience = 'abonde';

/** An identity provider of the tests: signs access tokens and serves its keys. */
export async function startTokenIssuer(): Promise<TokenIssuer> {
  const { publicKey, privateKey } = await generateKeyPair('RS256');
  const keys = JSON.stringify({ keys: [{ ...(await exportJWK(publicKey)), kid: 'test', alg: 'RS256', use: 'sig' }] });
  const server = createServer((_, response) => response.setHeader('content-type', 'application/json').end(keys));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    issuer,
    jwksUrl: `${issuer}/jwks`,
    token: (who) => {
      const {
        roles,
        sub = `test-${roles[0]}`,
        name = sub,
        ...claims
      } = typeof who === 'string' ? { roles: [who] } : who;
      return new SignJWT({ name, roles, ...claims })
        .setProtectedHeader({ alg: 'RS256', kid: 'test', typ: 'at+jwt' })
        .setSubject(sub)
        .setIssuer(issuer)
        .setAudience(audience)
        .setIssuedAt()
        .setExpirationTime('1h')
        .sign(privateKey);
    },
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
