import { Inject, Injectable } from '@nestjs/common';
import Provider, { type Adapter, type ClientMetadata, type Configuration } from 'oidc-provider';
import { GATEWAY, type GatewaySettings } from '../gateway-settings';
import { SECRETS, type Secrets } from '../secrets.service';
import { accountOf, accounts, claimsOf } from './accounts';
import { ProviderRecords } from './provider-records.service';

/** Where the provider is mounted. */
export const mount = '/oidc';
const api = 'urn:abonde:api';
const minute = 60;
const day = 24 * 60 * minute;

/** OpenID Connect with fictitious accounts and no password, for demonstrations on one machine. */
@Injectable()
export class DemonstrationProvider {
  private made?: Provider;

  constructor(
    @Inject(GATEWAY) private readonly settings: GatewaySettings,
    @Inject(SECRETS) private readonly secrets: Secrets,
    private readonly records: ProviderRecords,
  ) {}

  /** Made at first use: an installation with its own identity provider never runs this one. */
  get provider(): Provider {
    this.made ??= new Provider(`${this.settings.publicUrl}${mount}`, this.configuration());
    return this.made;
  }

  private configuration(): Configuration {
    return {
      adapter: (model: string): Adapter => this.records.adapter(model),
      clients: [this.webClient(), ...accounts.map(({ id }) => scriptClient(id))],
      jwks: { keys: this.secrets.keys as NonNullable<Configuration['jwks']>['keys'] },
      cookies: { keys: this.secrets.cookieKeys },
      scopes: ['openid', 'profile', 'decide'],
      claims: { openid: ['sub'], profile: ['name'] },
      acrValues: ['decide'],
      pkce: { required: () => true },
      findAccount: (_, id) => findAccount(id),
      interactions: { url: (_, interaction) => `${mount}/sign-in/${interaction.uid}` },
      loadExistingGrant: (context) => this.grantEverything(context.oidc),
      issueRefreshToken: () => true,
      rotateRefreshToken: false,
      extraTokenClaims: (_, token) => {
        const account = accountOf('accountId' in token ? token.accountId : token.clientId);
        return account && claimsOf(account, token.scope);
      },
      ttl: {
        AccessToken: 15 * minute,
        ClientCredentials: 60 * minute,
        IdToken: 15 * minute,
        Interaction: 30 * minute,
        Session: 14 * day,
        Grant: 14 * day,
        RefreshToken: 14 * day,
      },
      features: {
        devInteractions: { enabled: false },
        clientCredentials: { enabled: true },
        userinfo: { enabled: false },
        rpInitiatedLogout: { enabled: false },
        resourceIndicators: {
          enabled: true,
          defaultResource: () => api,
          useGrantedResource: () => true,
          getResourceServerInfo: () => ({
            scope: 'decide',
            audience: 'abonde',
            accessTokenFormat: 'jwt',
            jwt: { sign: { alg: 'RS256' } },
          }),
        },
      },
    };
  }

  private webClient(): ClientMetadata {
    return {
      client_id: this.settings.OIDC_CLIENT_ID,
      client_secret: this.secrets.clientSecret,
      redirect_uris: [`${this.settings.publicUrl}/auth/callback`],
      grant_types: ['authorization_code', 'refresh_token'],
      response_types: ['code'],
    };
  }

  /** There is nothing to consent to: the only client is the platform itself. */
  private async grantEverything(context: GrantContext): Promise<InstanceType<Provider['Grant']>> {
    const grant = new this.provider.Grant({
      clientId: context.client?.clientId,
      accountId: context.session?.accountId,
    });
    grant.addOIDCScope('openid profile decide');
    grant.addResourceScope(api, 'decide');
    await grant.save();
    return grant;
  }
}

interface GrantContext {
  client?: { clientId: string };
  session?: { accountId?: string };
}

function scriptClient(id: string): ClientMetadata {
  return {
    client_id: id,
    client_secret: 'demo',
    grant_types: ['client_credentials'],
    redirect_uris: [],
    response_types: [],
  };
}

async function findAccount(
  id: string,
): Promise<{ accountId: string; claims(): Promise<{ sub: string; name: string }> } | undefined> {
  const account = accountOf(id);
  return account && { accountId: id, claims: async () => ({ sub: id, name: account.name }) };
}
