import { Inject, Injectable } from '@nestjs/common';
import { createRemoteJWKSet, errors, type JWTPayload, type JWTVerifyGetKey, jwtVerify } from 'jose';
import { DomainError } from '../errors/domain-error';
import { SETTINGS, type Settings } from '../settings';
import { type Actor, isRole } from './actor';

/** Tokens remembered at most: a bound on memory, far above the people and services of one installation. */
const remembered = 10_000;

const unauthenticated = (detail: string): DomainError =>
  new DomainError({ code: 'UNAUTHENTICATED', status: 401, title: 'Not signed in', detail });

/** Checks access tokens (RFC 9068) against the issuer's keys; a token once verified is remembered until it expires. */
@Injectable()
export class AccessTokens {
  private readonly verified = new Map<string, { actor: Actor; expiresAt: number }>();
  private keys?: Promise<JWTVerifyGetKey>;

  constructor(@Inject(SETTINGS) private readonly settings: Settings) {}

  /** @throws {DomainError} 401 when the token is not valid, 503 when the issuer's keys can't be read */
  async verify(token: string | undefined): Promise<Actor> {
    if (!token) throw unauthenticated('Send an access token.');
    const known = this.verified.get(token);
    if (known && known.expiresAt > Date.now()) return known.actor;
    const payload = await this.check(token);
    const actor = this.actorFrom(payload);
    this.remember(token, actor, (payload.exp ?? 0) * 1000);
    return actor;
  }

  private async check(token: string): Promise<JWTPayload> {
    try {
      const { payload } = await jwtVerify(token, await this.keySet(), {
        issuer: this.settings.OIDC_ISSUER,
        audience: this.settings.OIDC_AUDIENCE,
        typ: 'at+jwt',
        algorithms: ['RS256', 'PS256', 'ES256', 'EdDSA'],
        requiredClaims: ['sub', 'exp'],
        clockTolerance: 5,
      });
      return payload;
    } catch (error) {
      throw this.refusal(error);
    }
  }

  private refusal(error: unknown): DomainError {
    if (error instanceof errors.JWTExpired) return unauthenticated('The access token has expired.');
    const rejected =
      error instanceof errors.JOSEError &&
      !(error instanceof errors.JWKSTimeout) &&
      !(error instanceof errors.JWKSInvalid) &&
      error.code !== 'ERR_JOSE_GENERIC';
    if (rejected) return unauthenticated('The access token is not valid here.');
    return new DomainError({
      code: 'IDENTITY_PROVIDER_UNAVAILABLE',
      status: 503,
      title: 'Sign-in unavailable',
      detail: "The identity provider's keys can't be read at the moment.",
    });
  }

  private keySet(): Promise<JWTVerifyGetKey> {
    this.keys ??= this.findKeys().catch((error: unknown) => {
      delete this.keys;
      throw error;
    });
    return this.keys;
  }

  private async findKeys(): Promise<JWTVerifyGetKey> {
    const address = this.settings.OIDC_JWKS_URL ?? (await this.discoverKeys());
    return createRemoteJWKSet(new URL(address), { cooldownDuration: 5_000, timeoutDuration: 5_000 });
  }

  private async discoverKeys(): Promise<string> {
    const answer = await fetch(`${this.settings.OIDC_ISSUER.replace(/\/$/, '')}/.well-known/openid-configuration`, {
      signal: AbortSignal.timeout(5_000),
    });
    const { jwks_uri: address } = (await answer.json()) as { jwks_uri?: string };
    if (!answer.ok || !address) throw new Error('The issuer names no keys.');
    return address;
  }

  private actorFrom(payload: JWTPayload): Actor {
    const text = (claim: unknown): string | undefined => (typeof claim === 'string' && claim ? claim : undefined);
    const claimed: unknown[] = Array.isArray(payload['roles']) ? payload['roles'] : [];
    const honoured = claimed
      .filter(isRole)
      .filter((role) => role !== 'integration' || this.settings.INTEGRATION_ENABLED);
    const [city, donor, acr] = [text(payload['city']), text(payload['donor']), text(payload['acr'])];
    const id = payload.sub ?? '';
    return {
      id,
      name: text(payload['name']) ?? id,
      roles: honoured,
      ...(city && { city }),
      ...(donor && { donor }),
      ...(acr && { acr }),
    };
  }

  private remember(token: string, actor: Actor, expiresAt: number): void {
    const oldest = this.verified.keys().next();
    if (this.verified.size >= remembered && !oldest.done) this.verified.delete(oldest.value);
    this.verified.set(token, { actor, expiresAt });
  }
}
