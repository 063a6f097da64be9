import { eventually, propertyRuns } from '@abonde/testing';
import { Logger } from '@nestjs/common';
import fc from 'fast-check';
import { type Letter, PostOffice, topics } from './post-office.testing';

Logger.overrideLogger(false);
jest.setTimeout(900_000);

const THINGS = ['wheel', 'door'];
/** Milliseconds in which all has to arrive once nothing goes wrong any more. */
const PATIENCE = 60_000;

const letters: fc.Arbitrary<Letter> = fc.record({
  topic: fc.constantFrom(...topics),
  key: fc.constantFrom('a', 'b', 'c'),
  says: fc.oneof(
    { weight: 8, arbitrary: fc.constant('plain' as const) },
    { weight: 2, arbitrary: fc.constantFrom('needs' as const, 'brings' as const) },
    { weight: 1, arbitrary: fc.constant('poison' as const) },
  ),
  thing: fc.constantFrom(...THINGS),
});

type Happening =
  | { what: 'send'; letters: Letter[]; ends: 'COMMIT' | 'ROLLBACK' }
  | { what: 'fail'; fault: 'beforePublishing' | 'afterPublishing' | 'handling'; times: number }
  | { what: 'cut'; which: 'service' | 'log' }
  | { what: 'join' | 'leave' | 'rewind' | 'startRelay' | 'restartRelay' | 'mend' }
  | { what: 'pause'; milliseconds: number };

const happenings: fc.Arbitrary<Happening> = fc.oneof(
  {
    weight: 12,
    arbitrary: fc.record({
      what: fc.constant('send' as const),
      letters: fc.array(letters, { minLength: 1, maxLength: 6 }),
      ends: fc.constantFrom('COMMIT' as const, 'COMMIT' as const, 'COMMIT' as const, 'ROLLBACK' as const),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      what: fc.constant('fail' as const),
      fault: fc.constantFrom('beforePublishing' as const, 'afterPublishing' as const, 'handling' as const),
      times: fc.integer({ min: 1, max: 3 }),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      what: fc.constant('cut' as const),
      which: fc.constantFrom('service' as const, 'log' as const),
    }),
  },
  {
    weight: 4,
    arbitrary: fc.record({
      what: fc.constantFrom('join', 'leave', 'rewind', 'startRelay', 'restartRelay', 'mend' as const),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({ what: fc.constant('pause' as const), milliseconds: fc.nat(60) }),
  },
);

/** Whatever is lost, repeated, cut off or comes too early: each event has its effect once, in the order of its key. */
describe('the way of events against a model', () => {
  it('brings each event once, in the order of its key', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(happenings, { minLength: 15, maxLength: 40, size: 'max' }), async (all) => {
        const office = await PostOffice.open();
        try {
          for (const happening of all) await happen(office, happening);
          await arrivesOnce(office);
          // And again from the beginning: nothing more.
          await office.rewind();
          await arrivesOnce(office);
        } finally {
          await office.close();
        }
      }),
      { ...propertyRuns({ quick: 4, full: 80 }), endOnFailure: true },
    );
  });
});

async function happen(office: PostOffice, happening: Happening): Promise<void> {
  switch (happening.what) {
    case 'send':
      return office.send(happening.letters, happening.ends);
    case 'fail':
      return office.fail(happening.fault, happening.times);
    case 'cut':
      return office.cut(happening.which);
    case 'pause':
      return new Promise((resolve) => setTimeout(resolve, happening.milliseconds));
    default:
      return office[happening.what]();
  }
}

/** Everything that is needed is brought, everything that could not be handled can. */
async function arrivesOnce(office: PostOffice): Promise<void> {
  office.fail('handling', 0);
  const brought = THINGS.map((thing) => ({
    topic: topics[0] ?? '',
    key: `bringer of ${thing}`,
    says: 'brings',
    thing,
  }));
  await office.send(brought as Letter[], 'COMMIT');
  await eventually(async () => {
    await office.mend();
    const [effects, held] = [await office.effects(), await office.heldBack()];
    expect([Object.fromEntries(effects), held]).toEqual([Object.fromEntries(office.sent), 0]);
  }, PATIENCE);
}
