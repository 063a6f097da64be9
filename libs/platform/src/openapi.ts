import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { DocumentBuilder, type OpenAPIObject, SwaggerModule } from '@nestjs/swagger';
import type { FastifyInstance } from 'fastify';

/** Serves the OpenAPI document of a service, built when it is first asked. */
export function serveOpenApi(app: NestFastifyApplication, service: string, path: string): void {
  let document: OpenAPIObject | undefined;
  const fastify: FastifyInstance = app.getHttpAdapter().getInstance();
  fastify.get(path, (_, reply) => {
    document ??= describeApi(app, service);
    return reply.send(document);
  });
}

/** The OpenAPI document of an application. */
export function describeApi(app: NestFastifyApplication, service: string): OpenAPIObject {
  const description = new DocumentBuilder().setTitle(`Abonde – ${service}`).setVersion('1').addBearerAuth().build();
  return SwaggerModule.createDocument(app, description, {
    operationIdFactory: (controller, method) => `${service}_${controller.replace(/Controller$/, '')}_${method}`,
  });
}
