import { type CanActivate, type ExecutionContext, Injectable } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { FastifyRequest } from 'fastify';
import { DomainError } from '../errors/domain-error';
import { AccessTokens } from './access-tokens.service';
import { type Actor, readers, type Role } from './actor';
import { ACR, ALLOW, PUBLIC, VISITORS } from './auth.decorators';

/** Signed in, with a role the route allows, strongly enough. Event handlers are not concerned. */
@Injectable()
export class AuthGuard implements CanActivate {
  constructor(
    private readonly reflector: Reflector,
    private readonly tokens: AccessTokens,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    if (context.getType() !== 'http' || this.metadata<boolean>(PUBLIC, context)) return true;
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    if (request.headers.authorization === undefined && this.metadata<boolean>(VISITORS, context)) return true;
    const actor = await this.tokens.verify(bearer(request.headers.authorization));
    request.actor = actor;
    this.checkRole(actor, this.metadata<Role[]>(ALLOW, context) ?? readers);
    this.checkStrength(actor, this.metadata<string>(ACR, context));
    return true;
  }

  private metadata<T>(key: string, context: ExecutionContext): T | undefined {
    return this.reflector.getAllAndOverride<T | undefined>(key, [context.getHandler(), context.getClass()]);
  }

  private checkRole(actor: Actor, allowed: readonly Role[]): void {
    if (actor.roles.some((role) => allowed.includes(role))) return;
    throw new DomainError({
      code: 'FORBIDDEN',
      status: 403,
      title: 'Not allowed',
      detail: `This is reserved to: ${allowed.join(', ')}.`,
      allowed,
      roles: actor.roles,
    });
  }

  private checkStrength(actor: Actor, acr: string | undefined): void {
    if (!acr || actor.acr === acr) return;
    throw new DomainError({
      code: 'STEP_UP_REQUIRED',
      status: 403,
      title: 'Confirm who you are',
      detail: 'This act asks you to sign in again just before it.',
      acr,
    });
  }
}

function bearer(header: string | undefined): string | undefined {
  return header?.slice(0, 7).toLowerCase() === 'bearer ' ? header.slice(7).trim() : undefined;
}
