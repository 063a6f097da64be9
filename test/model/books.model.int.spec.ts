import { randomUUID } from 'node:crypto';
import { eventually, propertyRuns } from '@abonde/testing';
import fc from 'fast-check';
import { actsOfAll, Work } from './acts';
import { BankDesk } from './bank-desk';
import { Books } from './books';
import { booked, donated, reported, totals } from './expectations';
import { refusesBeyond } from './floors';
import { castFor, setStage } from './stage';

jest.setTimeout(1_800_000);

interface Invariant {
  ok: boolean;
  code: string;
  violations: { what: string }[];
}

/** Milliseconds. */
const PATIENCE = 30_000;

/**
 * Everybody at work on the way of the money, in any order, while topics stand still, come again, and connections break: once all
 * has arrived, the books hold what the bank's lines say, to the cent, and every invariant stands.
 */
describe('the books together', () => {
  let books: Books;
  let bank: BankDesk;
  let run = 0;

  beforeAll(async () => {
    books = await Books.open();
    bank = new BankDesk(books);
    await setStage(books, bank);
  });
  afterAll(() => books?.close());

  const sound = async (): Promise<void> => {
    const {
      invariants,
      clearing,
      books: kept,
      conservation,
      deadLetters,
    } = await books.read('/api/reporting/integrity');
    // What facts took beyond what there was is a shortfall, which the page shows: that is no decision's fault.
    const broken = invariants.filter(({ ok, code, violations }: Invariant) =>
      code === 'floors' ? violations.some(({ what }) => !what.includes('fund:shortfall:')) : !ok,
    );
    const inFlight = clearing.flatMap((pair: { inFlight: unknown[] }) => pair.inFlight);
    const behind = kept.filter(
      ({ verified, behind: by }: { verified: boolean; behind: number }) => !verified || by > 0,
    );
    expect({ broken, inFlight, behind, deadLetters }).toEqual({
      broken: [],
      inFlight: [],
      behind: [],
      deadLetters: [],
    });
    expect(conservation.difference.amount).toBe('0.00');
    expect(await reported(books)).toEqual(await totals(bank));
    const [real, foreseen] = [await booked(books), await donated(bank)];
    for (const [donor, cents] of foreseen) expect([donor, real.get(donor) ?? 0n]).toEqual([donor, cents]);
  };

  it('hold what the bank says, and no decision takes more than there is, whatever happened on the way', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(actsOfAll, { minLength: 20, maxLength: 35, size: 'max' }), async (acts) => {
        const cast = await castFor(books, `R${(run += 1)}`);
        const work = new Work(books, bank, cast);
        await work.begin();
        for (const act of acts) await work.perform(act);
        await books.letGo();
        await work.end();
        // Interest that was restated by itself may still be on its way.
        await eventually(sound, PATIENCE);
        await refusesBeyond(books, cast);
      }),
      { ...propertyRuns({ quick: 1, full: 60 }), endOnFailure: true },
    );
  });

  it('are not called intact while a message stands aside, and what follows it in its key waits', async () => {
    const settled = (key: string) =>
      books.of('treasury').publish('abonde.treasury.payment-settled.v1', {
        key,
        transfer: randomUUID(),
        valueDate: '2026-06-01',
        accountingDate: '2026-06-01',
        data: {
          ...{ paymentRequest: key, kind: 'AID', order: randomUUID(), entry: randomUUID(), match: randomUUID() },
          ...{ account: bank.account, eur: { amount: '1.00', currency: 'EUR' }, reason: null },
        },
      });
    const nobodys = randomUUID();
    for (let time = 1; time <= 2; time += 1) await books.of('emergency-fund').handled(await settled(nobodys));
    const [held] = await books
      .of('emergency-fund')
      .sql<{ count: number }>('SELECT count(*)::int AS count FROM held_message WHERE key = $1', [nobodys]);
    expect(held?.count).toBe(2);
    const { ok, deadLetters } = await books.read('/api/reporting/integrity');
    expect({ ok, deadLetters }).toEqual({ ok: false, deadLetters: [{ service: 'emergency-fund', count: 1 }] });
  });
});
