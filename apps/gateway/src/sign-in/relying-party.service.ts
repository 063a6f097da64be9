import { Inject, Injectable, Logger } from '@nestjs/common';
import * as oidc from 'openid-client';
import { GATEWAY, type GatewaySettings } from '../gateway-settings';
import type { Lang } from '../language';
import { mount } from '../provider/demonstration-provider.service';
import { SECRETS, type Secrets } from '../secrets.service';
import type { PendingSignIn, Tokens } from './session';

export interface SignInRequest {
  returnTo: string;
  lang: Lang;
  /** Asks the person to sign in again, for the class `decide`. */
  stepUp: boolean;
  /** Who is expected, at a step-up. */
  hint?: string;
}

/** Milliseconds before its end from which a token is renewed. */
const margin = 30_000;
/** Milliseconds a renewal is given to late comers. */
const shared = 10_000;

/** The platform as a client of the identity provider: code flow with PKCE. */
@Injectable()
export class RelyingParty {
  private readonly logger = new Logger('RelyingParty');
  private readonly renewals = new Map<string, Promise<Tokens | undefined>>();
  private found?: Promise<oidc.Configuration>;

  constructor(
    @Inject(GATEWAY) private readonly settings: GatewaySettings,
    @Inject(SECRETS) private readonly secrets: Secrets,
  ) {}

  async begin({ returnTo, lang, stepUp, hint }: SignInRequest): Promise<{ url: string; pending: PendingSignIn }> {
    const configuration = await this.configuration();
    const verifier = oidc.randomPKCECodeVerifier();
    const pending = { state: oidc.randomState(), nonce: oidc.randomNonce(), verifier, returnTo };
    const url = oidc.buildAuthorizationUrl(configuration, {
      redirect_uri: this.callbackUrl,
      scope: this.scope(stepUp),
      state: pending.state,
      nonce: pending.nonce,
      code_challenge: await oidc.calculatePKCECodeChallenge(verifier),
      code_challenge_method: 'S256',
      ui_locales: lang,
      // The demonstration asks each time who comes in, so that one can change roles.
      ...((stepUp || this.settings.demonstration) && { prompt: 'login' }),
      ...(stepUp && { acr_values: 'decide' }),
      ...(hint && { login_hint: hint }),
    });
    return { url: url.href, pending };
  }

  /** @throws when the provider refuses the code or its answer is not what was asked */
  async finish(query: string, pending: PendingSignIn): Promise<Tokens> {
    const answer = await oidc.authorizationCodeGrant(
      await this.configuration(),
      new URL(`${this.callbackUrl}${query}`),
      {
        pkceCodeVerifier: pending.verifier,
        expectedState: pending.state,
        expectedNonce: pending.nonce,
        idTokenExpected: true,
      },
    );
    return tokensOf(answer);
  }

  /** Tokens good for the next half minute at least; undefined when the person must sign in again. */
  async fresh(sessionId: string, tokens: Tokens): Promise<Tokens | undefined> {
    if (tokens.expiresAt - Date.now() > margin) return tokens;
    const { refreshToken } = tokens;
    if (!refreshToken) return undefined;
    return this.renewals.get(sessionId) ?? this.renewOnce(sessionId, tokens, refreshToken);
  }

  /** Where to end the provider's own session, if it offers that. */
  async signOutUrl(tokens: Tokens | undefined): Promise<string | undefined> {
    const configuration = await this.configuration();
    if (!configuration.serverMetadata().end_session_endpoint || !tokens?.idToken) return undefined;
    return oidc.buildEndSessionUrl(configuration, {
      id_token_hint: tokens.idToken,
      post_logout_redirect_uri: `${this.settings.publicUrl}/`,
    }).href;
  }

  /** Requests that read the session before it was renewed share that renewal: a refresh token may serve only once. */
  private renewOnce(sessionId: string, tokens: Tokens, refreshToken: string): Promise<Tokens | undefined> {
    const renewal = this.renew(tokens, refreshToken);
    this.renewals.set(sessionId, renewal);
    const forget = (): boolean => this.renewals.delete(sessionId);
    renewal.then(() => setTimeout(forget, shared).unref(), forget);
    return renewal;
  }

  /** Without the scope of decisions: a step-up doesn't outlive its access token. */
  private async renew(tokens: Tokens, refreshToken: string): Promise<Tokens | undefined> {
    try {
      const answer = await oidc.refreshTokenGrant(await this.configuration(), refreshToken, {
        scope: this.scope(false),
      });
      return { ...tokens, ...tokensOf(answer) };
    } catch (error) {
      if (!(error instanceof oidc.ResponseBodyError)) throw error;
      this.logger.debug(`A session could not be renewed: ${error.error}`);
      return undefined;
    }
  }

  private get callbackUrl(): string {
    return `${this.settings.publicUrl}/auth/callback`;
  }

  private scope(stepUp: boolean): string {
    return stepUp ? `${this.settings.OIDC_SCOPES} decide` : this.settings.OIDC_SCOPES;
  }

  private configuration(): Promise<oidc.Configuration> {
    this.found ??= this.find().catch((error: unknown) => {
      delete this.found;
      throw error;
    });
    return this.found;
  }

  private async find(): Promise<oidc.Configuration> {
    const { OIDC_ISSUER: issuer, OIDC_CLIENT_ID: client, demonstration } = this.settings;
    if (!demonstration && issuer) return oidc.discovery(new URL(issuer), client, this.secrets.clientSecret);
    const configuration = new oidc.Configuration(this.embedded(), client, this.secrets.clientSecret);
    oidc.allowInsecureRequests(configuration);
    return configuration;
  }

  /** The embedded provider: reached by browsers at the public address, by this process through loopback. */
  private embedded(): oidc.ServerMetadata {
    const { publicUrl, selfUrl } = this.settings;
    return {
      issuer: `${publicUrl}${mount}`,
      authorization_endpoint: `${publicUrl}${mount}/auth`,
      token_endpoint: `${selfUrl}${mount}/token`,
      jwks_uri: `${selfUrl}${mount}/jwks`,
      authorization_response_iss_parameter_supported: true,
    };
  }
}

function tokensOf(answer: oidc.TokenEndpointResponse & oidc.TokenEndpointResponseHelpers): Tokens {
  return {
    accessToken: answer.access_token,
    expiresAt: Date.now() + (answer.expiresIn() ?? 60) * 1000,
    ...(answer.refresh_token && { refreshToken: answer.refresh_token }),
    ...(answer.id_token && { idToken: answer.id_token }),
  };
}
