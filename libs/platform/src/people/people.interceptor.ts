import { type CallHandler, type ExecutionContext, Injectable, type NestInterceptor } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import type { Observable } from 'rxjs';
import { People } from './people.service';

/** Keeps the name of whoever acts, so that what is recorded under an id can be told under a name. */
@Injectable()
export class PeopleInterceptor implements NestInterceptor {
  constructor(private readonly people: People) {}

  async intercept(context: ExecutionContext, next: CallHandler): Promise<Observable<unknown>> {
    if (context.getType() === 'http') {
      const { method, actor } = context.switchToHttp().getRequest<FastifyRequest>();
      if (actor && method !== 'GET') await this.people.note(actor);
    }
    return next.handle();
  }
}
