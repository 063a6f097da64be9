import { createParamDecorator, type CustomDecorator, type ExecutionContext, SetMetadata } from '@nestjs/common';
import type { Actor, Role } from './actor';

/** Read by the guard here and by libraries that cannot import this one. */
export const ALLOW = 'allow';
export const PUBLIC = 'public';
export const VISITORS = 'visitors';
export const ACR = 'acr';

declare module 'fastify' {
  interface FastifyRequest {
    /** Set by the guard; absent on public routes, and where a visitor may come in. */
    actor?: Actor;
  }
}

/** Only these roles; a handler's own list replaces its controller's. */
export function Allow(...allowed: Role[]): CustomDecorator {
  return SetMetadata(ALLOW, allowed);
}

/** No sign-in. */
export function Public(): CustomDecorator {
  return SetMetadata(PUBLIC, true);
}

/** No token is an answer too; one that is sent has to be good, and its actor is known. */
export function Visitors(): CustomDecorator {
  return SetMetadata(VISITORS, true);
}

/** Asks a token obtained by a step-up sign-in of that class. */
export function Acr(acr: 'decide'): CustomDecorator {
  return SetMetadata(ACR, acr);
}

/** The {@link Actor} of the request. */
export const CurrentActor = createParamDecorator((_: unknown, context: ExecutionContext): Actor => actorOf(context));

/** @throws {Error} on a public route: nobody acts there */
export function actorOf(context: ExecutionContext): Actor {
  const { actor } = context.switchToHttp().getRequest<{ actor?: Actor }>();
  if (!actor) throw new Error('A public route has no actor.');
  return actor;
}
