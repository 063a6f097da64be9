import { setTimeout as sleep } from 'node:timers/promises';
import fc from 'fast-check';
import type { TestBook } from '../book.testing';
import type { BookModel } from './book-model';
import { foresee, type Operation, operations, perform } from './book-operations.testing';
import { type Call, outcomes } from './linearization';
import { rarely } from './wishes';
import type { World } from './world.testing';

/** What happens at one moment: some calls side by side, one of them perhaps sent twice, the database perhaps going away. */
export interface Moment {
  calls: Operation[];
  /** Which of the calls comes a second time. */
  twice: number | null;
  /** Milliseconds after which every connection of the service is cut. */
  crash: number | null;
}

export const moments: fc.Arbitrary<Moment> = fc.record({
  calls: fc.oneof(
    { weight: 3, arbitrary: fc.array(operations, { minLength: 1, maxLength: 1 }) },
    { weight: 2, arbitrary: fc.array(operations, { minLength: 2, maxLength: 4 }) },
  ),
  twice: rarely(fc.nat(3), 4),
  crash: rarely(fc.nat(12), 8),
});

export class Step implements fc.AsyncCommand<BookModel, World> {
  constructor(private readonly moment: Moment) {}

  check(): boolean {
    return true;
  }

  async run(model: BookModel, world: World): Promise<void> {
    const { twice, crash } = this.moment;
    const repeated = twice === null ? undefined : this.moment.calls[twice % this.moment.calls.length];
    const calls = [...this.moment.calls, ...(repeated ? [asSentAgain(repeated)] : [])];
    const lost = await this.sideBySide(model, world, calls, crash);
    for (const call of lost) await this.sideBySide(model, world, [asSentAgain(call)], null);
    await world.isSound();
  }

  toString(): string {
    return JSON.stringify(this.moment);
  }

  /** @returns the calls whose callers never heard what came of them */
  private async sideBySide(
    model: BookModel,
    world: World,
    operations: Operation[],
    crash: number | null,
  ): Promise<Operation[]> {
    const before = model.copy();
    const running = operations.map((operation) => perform(world.book, operation, world));
    if (crash !== null) await cutConnections(world.book, crash);
    const results = await Promise.allSettled(running);
    if (crash !== null) await untilConnected(world.book);
    await world.look();
    const calls = results.map((result, at): Call => {
      if (result.status === 'rejected' && crash === null) throw result.reason;
      const said = result.status === 'fulfilled' ? result.value.map((one) => world.labelled(one)) : undefined;
      return effectsOf(operations[at] as Operation, said).map(({ operation, said: part }) => ({
        ...(part && { said: part }),
        foresee: (state) => foresee(state, operation, world),
      }));
    });
    model.become(await world.theOneThatIs(outcomes(before, calls), () => JSON.stringify(calls)));
    return operations.filter((_, at) => results[at]?.status === 'rejected');
  }
}

/** Many are posted each for itself: what others do may come in between. */
function effectsOf(operation: Operation, said?: string[]): { operation: Operation; said?: string[] }[] {
  if (operation.kind !== 'post-many' || !said) return [{ operation, ...(said && { said }) }];
  return operation.wishes.map((wish, at) => ({
    operation: { ...operation, wishes: [wish] },
    said: said.slice(at, at + 1),
  }));
}

/** Whoever sends again sends what can be recognised: the rest has no key under which it could be found. */
function asSentAgain(operation: Operation): Operation {
  switch (operation.kind) {
    case 'post': {
      const parts = operation.parts.map((part) => ({ ...part, wishes: part.wishes.filter(isNamed) }));
      return { ...operation, parts: parts.filter(({ wishes }) => wishes.length > 0) };
    }
    case 'post-many':
      return { ...operation, wishes: operation.wishes.filter(isNamed) };
    default:
      return operation;
  }
}

function isNamed({ named, again }: { named: string; again: number | null }): boolean {
  return named !== 'NOTHING' || again !== null;
}

async function cutConnections({ superuser, app }: TestBook, after: number): Promise<void> {
  const [{ role }] = (await app.query('SELECT current_user AS role')) as [{ role: string }];
  await sleep(after);
  await superuser.query(
    'SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND usename = $1',
    [role],
  );
}

/** Until no connection of the pool is one that was cut. */
async function untilConnected({ app }: TestBook): Promise<void> {
  for (let attempt = 1; attempt <= 50; attempt += 1) {
    const answers = await Promise.allSettled(Array.from({ length: 12 }, () => app.query('SELECT 1')));
    if (answers.every(({ status }) => status === 'fulfilled')) return;
    await sleep(10);
  }
  throw new Error('The database does not come back.');
}
