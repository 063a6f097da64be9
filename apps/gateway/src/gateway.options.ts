import type { AppOptions, Environment } from '@abonde/platform';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { DocumentBuilder, SwaggerModule } from '@nestjs/swagger';
import type { FastifyInstance } from 'fastify';
import { AppModule } from './app.module';
import { GATEWAY, gatewaySettings, type GatewaySettings, withDemonstrationDefaults } from './gateway-settings';
import { protect } from './protection.plugin';
import { DemonstrationProvider } from './provider/demonstration-provider.service';
import { mountProvider } from './provider/provider.plugin';
import { routeToServices } from './routing/services.plugin';
import { SECRETS, type Secrets } from './secrets.service';
import { RelyingParty } from './sign-in/relying-party.service';
import { useSessions } from './sign-in/session.plugin';
import { Sessions } from './sign-in/sessions.service';
import { serveWebApp } from './web/web-files.plugin';

/** Everything the platform needs to know to run the gateway. @throws {InvalidSettings} naming the variable at fault */
export function gatewayOptions(environment: Environment): AppOptions {
  const settings = gatewaySettings(environment);
  return {
    service: 'gateway',
    module: AppModule.forRoot(settings),
    environment: withDemonstrationDefaults(environment, settings),
    outsidePrefix: ['auth/{*path}', 'api/me', 'api/clock', 'api/health', 'api/openapi.json'],
    uploads: false,
    configure,
  };
}

async function configure(app: NestFastifyApplication): Promise<void> {
  const fastify: FastifyInstance = app.getHttpAdapter().getInstance();
  const settings = app.get<GatewaySettings>(GATEWAY);
  await protect(fastify, settings);
  await useSessions(fastify, {
    settings,
    secret: app.get<Secrets>(SECRETS).sessionSecret,
    sessions: app.get(Sessions),
    relyingParty: app.get(RelyingParty),
  });
  if (settings.demonstration) await mountProvider(fastify, app.get(DemonstrationProvider).provider);
  await routeToServices(fastify, settings);
  showContract(app);
  await serveWebApp(fastify, settings.WEB_DIR);
}

/** A page that reads `/api/openapi.json` when it is opened, because services may start after the gateway. */
function showContract(app: NestFastifyApplication): void {
  const nothing = new DocumentBuilder().setTitle('Abonde').build();
  SwaggerModule.setup(
    'api/docs',
    app,
    { ...nothing, paths: {} },
    {
      raw: false,
      customSiteTitle: 'Abonde – API',
      swaggerUrl: '/api/openapi.json',
      swaggerOptions: { url: '/api/openapi.json', spec: null },
    },
  );
}
