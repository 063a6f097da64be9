import { Money } from '@abonde/money';
import { v7 as uuid } from 'uuid';
import { moved, type TestBook, testBook } from './book.testing';
import { InsufficientFunds } from './ledger-error';

const eur = (amount: string) => Money.eur(amount);
const usd = (amount: string) => Money.of({ amount, currency: 'USD' });

describe('the journal', () => {
  let book: TestBook;
  beforeAll(async () => {
    book = await testBook();
  });
  afterAll(() => book.drop());

  const post = (...args: Parameters<typeof moved>) =>
    book.app.transaction((tx) => book.ledger.post(tx, moved(...args)));
  const fund = (account: string, euros: string) => post('fund:money', account, euros);

  it('opens the accounts of the chart as they are posted to, and gives balances on their normal side', async () => {
    const [posted] = await fund('fund:envelope:A1', '100.00');
    expect(posted).toEqual({ id: expect.any(String), accountingDate: '2026-02-20', duplicate: false });
    await expect(book.ledger.balance('fund:envelope:A1')).resolves.toEqual(eur('100.00'));
    await expect(book.ledger.balance('fund:envelope:NEVER')).resolves.toEqual(Money.zero());
    await expect(book.ledger.balance('no:such')).rejects.toMatchObject({ code: 'UNKNOWN_ACCOUNT' });
  });

  it('keeps a transaction as it was given', async () => {
    const reference = uuid();
    const dimensions = { agreement: 'A2', donor: 'D' } as const;
    const postings = [
      {
        account: 'receivable:A2',
        amount: usd('-1000.00'),
        eur: eur('-900.00'),
        dimensions,
        original: { amount: usd('-1000.00'), rate: '1.1111', rateSource: 'ECB', rateDate: '2026-02-19' },
      },
      { account: 'conversion:USD', amount: usd('1000.00'), eur: Money.zero() },
      { account: 'clearing:treasury', amount: eur('900.00') },
    ];
    await post('opening', 'opening', '1.00', {
      kind: 'receipt-matched',
      reference,
      metadata: { match: 'M1', entry: 7 },
      postings,
    });
    const [kept] = await book.app.transaction((tx) => book.ledger.find(tx, { reference, metadata: { match: 'M1' } }));
    expect(kept).toMatchObject({
      kind: 'receipt-matched',
      valueDate: '2026-02-20',
      transfer: null,
      metadata: { match: 'M1', entry: 7 },
    });
    expect(kept?.postings).toEqual([
      { layer: 'GENERAL', pcg: '467', ...postings[0] },
      { layer: 'GENERAL', pcg: null, dimensions: {}, original: null, ...postings[1] },
      { layer: 'GENERAL', pcg: '581', dimensions: {}, original: null, eur: eur('900.00'), ...postings[2] },
    ]);
    await expect(book.ledger.holding('receivable:A2')).resolves.toEqual({
      amount: usd('-1000.00'),
      eur: eur('-900.00'),
    });
  });

  it('an account opens with its own currency, number, floor and dimensions, once', async () => {
    const options = { currency: 'USD', pcg: '441', dimensions: { agreement: 'A3' } } as const;
    await book.app.transaction(async (tx) => {
      await book.ledger.open(tx, 'receivable:A3', options);
      await book.ledger.open(tx, 'receivable:A3', options);
    });
    await expect(
      book.app.transaction((tx) => book.ledger.open(tx, 'receivable:A3', { currency: 'EUR' })),
    ).rejects.toMatchObject({ code: 'ACCOUNT_OPENED_OTHERWISE' });
    await expect(post('receivable:A3', 'income:A3', '5.00', {})).rejects.toMatchObject({
      code: 'WRONG_CURRENCY',
      figures: { expected: 'USD', given: 'EUR' },
    });
    const postings = [
      { account: 'receivable:A3', amount: usd('5.00'), eur: eur('4.00') },
      { account: 'conversion:USD', amount: usd('-5.00'), eur: Money.zero() },
      { account: 'income:A3', amount: eur('-4.00'), dimensions: { agreement: 'A3' } },
    ];
    const [posted] = await post('opening', 'opening', '1.00', { postings });
    const [kept] = await book.app.transaction((tx) => book.ledger.find(tx, { id: posted?.id ?? '' }));
    expect(kept?.postings[0]).toMatchObject({ pcg: '441', dimensions: { agreement: 'A3' } });
  });

  it('an account takes the currency of its first posting, and no other in the same call', async () => {
    const both = [
      { account: 'receivable:A33', amount: usd('5.00'), eur: eur('4.00') },
      { account: 'conversion:USD', amount: usd('-5.00'), eur: Money.zero() },
      { account: 'opening', amount: eur('-4.00') },
    ];
    const outcomes = await book.ledger.postMany([
      moved('opening', 'opening', '1.00', { postings: both }),
      moved('receivable:A33', 'opening', '1.00'),
    ]);
    expect(outcomes).toMatchObject([{ outcome: 'POSTED' }, { outcome: 'REFUSED', error: { code: 'WRONG_CURRENCY' } }]);
  });

  it('asks for the mandatory dimensions', async () => {
    await expect(post('opening', 'income:A4', '5.00')).rejects.toMatchObject({
      code: 'MISSING_DIMENSION',
      figures: { missing: ['agreement'] },
    });
  });

  it('a refused decision says what is available and leaves the transaction usable', async () => {
    await fund('fund:envelope:A5', '100.00');
    await book.app.transaction(async (tx) => {
      const refusal = await book.ledger
        .post(tx, moved('fund:envelope:A5', 'fund:reserved:A5', '100.01'))
        .catch((error: unknown) => error);
      expect(refusal).toBeInstanceOf(InsufficientFunds);
      expect(refusal).toMatchObject({
        code: 'INSUFFICIENT_FUNDS',
        status: 409,
        account: 'fund:envelope:A5',
        available: eur('100.00'),
        requested: eur('100.01'),
      });
      await book.ledger.post(tx, moved('fund:envelope:A5', 'fund:reserved:A5', '99.99'));
    });
    await expect(book.ledger.balance('fund:envelope:A5')).resolves.toEqual(eur('0.01'));
  });

  it('several transactions of one call are posted together or not at all', async () => {
    await fund('fund:envelope:A6', '10.00');
    const both = [
      moved('fund:envelope:A6', 'fund:reserved:A6', '6.00'),
      moved('fund:envelope:A6', 'fund:reserved:A6', '6.00'),
    ];
    await expect(book.app.transaction((tx) => book.ledger.post(tx, both))).rejects.toMatchObject({
      figures: { available: eur('4.00') },
    });
    await expect(book.ledger.balance('fund:envelope:A6')).resolves.toEqual(eur('10.00'));
  });

  it('facts pass below a floor; then only what brings it up passes as a decision', async () => {
    await book.app.transaction((tx) =>
      book.ledger.post(tx, moved('fund:envelope:A7', 'fund:money', '5.00'), { floors: 'FACT' }),
    );
    await expect(book.ledger.balance('fund:envelope:A7')).resolves.toEqual(eur('-5.00'));
    await fund('fund:envelope:A7', '2.00');
    await expect(post('fund:envelope:A7', 'fund:reserved:A7', '1.00')).rejects.toMatchObject({
      figures: { available: eur('0.00') },
    });
  });

  it('gives the last euro to one of two spenders, whatever they hold locked', async () => {
    await fund('fund:envelope:LAST-A', '1.00');
    await fund('fund:envelope:LAST-B', '1.00');
    const spend = (first: string, second: string) =>
      book.app.transaction((tx) =>
        book.ledger.post(tx, [
          moved(`fund:envelope:${first}`, 'fund:reserved:X', '1.00'),
          moved(`fund:envelope:${second}`, 'fund:reserved:X', '1.00'),
        ]),
      );
    const spenders = Array.from({ length: 10 }, (_, at) =>
      at % 2 ? spend('LAST-A', 'LAST-B') : spend('LAST-B', 'LAST-A'),
    );
    const results = await Promise.allSettled(spenders);
    expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    for (const result of results)
      if (result.status === 'rejected') expect(result.reason).toBeInstanceOf(InsufficientFunds);
    await expect(book.ledger.balance('fund:reserved:X')).resolves.toEqual(eur('2.00'));
  });

  it('locks floored accounts and refuses to lock others', async () => {
    await fund('fund:envelope:A8', '3.00');
    const locked = await book.app.transaction((tx) => book.ledger.lock(tx, ['fund:envelope:A8', 'fund:envelope:NEW']));
    expect(locked).toEqual(
      new Map([
        ['fund:envelope:A8', eur('3.00')],
        ['fund:envelope:NEW', Money.zero()],
      ]),
    );
    await expect(book.app.transaction((tx) => book.ledger.lock(tx, ['fund:money']))).rejects.toMatchObject({
      code: 'ACCOUNT_WITHOUT_FLOOR',
    });
  });

  it('posts a transfer once, also when it arrives several times at the same moment', async () => {
    const transfer = uuid();
    const arrivals = Array.from({ length: 8 }, () => post('fund:money', 'fund:envelope:A9', '7.00', { transfer }));
    const outcomes = (await Promise.all(arrivals)).flat();
    expect(outcomes.filter(({ duplicate }) => !duplicate)).toHaveLength(1);
    expect(new Set(outcomes.map(({ id }) => id)).size).toBe(1);
    await expect(book.ledger.balance('fund:envelope:A9')).resolves.toEqual(eur('7.00'));
    const twice = await book.app.transaction((tx) => {
      const again = uuid();
      return book.ledger.post(tx, [
        moved('fund:money', 'fund:envelope:A9', '1.00', { transfer: again }),
        moved('fund:money', 'fund:envelope:A9', '1.00', { transfer: again }),
      ]);
    });
    expect(twice.map(({ duplicate }) => duplicate)).toEqual([false, true]);
    await expect(book.ledger.balance('fund:envelope:A9')).resolves.toEqual(eur('8.00'));
  });

  it('a transfer that had its money does not need it again', async () => {
    const transfer = uuid();
    await fund('fund:envelope:B1', '7.00');
    await post('fund:envelope:B1', 'fund:reserved:B1', '7.00', { transfer });
    await expect(post('fund:envelope:B1', 'fund:reserved:B1', '7.00', { transfer })).resolves.toMatchObject([
      { duplicate: true },
    ]);
  });

  it('accounts in open periods only', async () => {
    await book.app.transaction((tx) => book.ledger.lockPeriod(tx, '2024-12'));
    await book.app.transaction((tx) => book.ledger.lockPeriod(tx, '2025-01'));
    const december = { valueDate: '2024-12-31' };
    await expect(post('fund:money', 'fund:envelope:B2', '1.00', december)).resolves.toMatchObject([
      { accountingDate: '2025-02-01' },
    ]);
    await expect(
      post('fund:money', 'fund:envelope:B2', '1.00', { ...december, accountingDate: '2025-01-15' }),
    ).rejects.toMatchObject({
      code: 'PERIOD_LOCKED',
      figures: { accountingDate: '2025-01-15', firstOpenDay: '2025-02-01' },
    });
    await book.app.transaction((tx) => book.ledger.unlockPeriod(tx, '2024-12'));
    await expect(book.ledger.firstOpenDay(book.app.manager, '2024-12-05')).resolves.toBe('2024-12-05');
  });

  it('locking a period waits for the postings under way', async () => {
    const order: string[] = [];
    let locking: Promise<unknown> = Promise.resolve();
    await book.app.transaction(async (tx) => {
      await book.ledger.post(tx, moved('fund:money', 'fund:envelope:B3', '1.00', { valueDate: '2023-03-01' }));
      locking = book.app
        .transaction((other) => book.ledger.lockPeriod(other, '2023-03'))
        .then(() => order.push('locked'));
      await new Promise((done) => setTimeout(done, 100));
      order.push('posted');
    });
    await locking;
    expect(order).toEqual(['posted', 'locked']);
  });

  it('reads balances as of either date, and as known at a time', async () => {
    const account = 'fund:envelope:B4';
    await post('fund:money', account, '1.00', { valueDate: '2026-01-01', accountingDate: '2025-12-31' });
    const [{ now }] = (await book.app.query('SELECT clock_timestamp()::text AS now')) as [{ now: string }];
    await post('fund:money', account, '10.00', { valueDate: '2025-06-30', accountingDate: '2026-02-01' });
    const balance = async (at: Parameters<typeof book.ledger.balance>[1]) =>
      (await book.ledger.balance(account, at)).amount;
    await expect(balance({ asOf: '2025-12-31' })).resolves.toBe('1.00');
    await expect(balance({ asOf: '2025-12-31', basis: 'VALUE' })).resolves.toBe('10.00');
    await expect(balance({ asOf: '2026-12-31', knownAt: now })).resolves.toBe('1.00');
    await expect(balance({ knownAt: now })).resolves.toBe('1.00');
    await expect(balance({})).resolves.toBe('11.00');
    expect(
      (await book.ledger.balances('fund:envelope:*', { asOf: '2025-12-31', basis: 'VALUE' })).get(account),
    ).toEqual(eur('10.00'));
  });

  it('reverses once, with the exact opposite, on the first open day', async () => {
    const [posted] = await post('fund:money', 'fund:envelope:B5', '9.00', { valueDate: '2022-05-05', reference: 'R5' });
    await book.app.transaction((tx) => book.ledger.lockPeriod(tx, '2022-05'));
    const transfer = uuid();
    const reverse = (reversal: { transfer?: string } = {}) =>
      book.app.transaction((tx) =>
        book.ledger.reverse(tx, posted?.id ?? '', { reason: 'Undone', actor: 'tester', ...reversal }),
      );
    const reversal = await reverse({ transfer });
    expect(reversal).toMatchObject({ accountingDate: '2022-06-01', duplicate: false });
    await expect(reverse({ transfer })).resolves.toEqual({ ...reversal, duplicate: true });
    await expect(reverse()).rejects.toMatchObject({ code: 'ALREADY_REVERSED' });
    const [kept] = await book.ledger.find(book.app.manager, { id: reversal.id });
    expect(kept).toMatchObject({ reverses: posted?.id, valueDate: '2022-05-05', reference: 'R5', kind: 'reversal' });
    expect(kept?.postings.map(({ account, amount }) => [account, amount.amount])).toEqual([
      ['fund:money', '-9.00'],
      ['fund:envelope:B5', '9.00'],
    ]);
    await expect(book.ledger.balance('fund:envelope:B5')).resolves.toEqual(Money.zero());
  });

  it('groups what concurrent callers post, with an outcome for each', async () => {
    await fund('fund:envelope:C1', '25.00');
    const spend = () => book.ledger.postMany([moved('fund:envelope:C1', 'fund:reserved:C1', '1.00')]);
    const outcomes = (await Promise.all(Array.from({ length: 40 }, spend))).flat();
    expect(outcomes.filter(({ outcome }) => outcome === 'POSTED')).toHaveLength(25);
    const refused = outcomes.flatMap((one) => (one.outcome === 'REFUSED' ? [one.error.code] : []));
    expect(refused).toEqual(Array<string>(15).fill('INSUFFICIENT_FUNDS'));
    const transfer = uuid();
    const mixed = await book.ledger.postMany([
      moved('fund:money', 'fund:envelope:C1', '3.00', { transfer }),
      moved('fund:money', 'fund:envelope:C1', '3.00', { transfer }),
      moved('fund:money', 'nothing:C1', '3.00'),
      moved('fund:envelope:C1', 'fund:reserved:C1', '3.01'),
      moved('fund:envelope:C1', 'fund:reserved:C1', '3.00'),
      moved('fund:money', 'fund:envelope:C1', '1.00', { accountingDate: '2025-01-15' }),
    ]);
    expect(mixed.map((one) => (one.outcome === 'REFUSED' ? one.error.code : one.outcome))).toEqual([
      'POSTED',
      'DUPLICATE',
      'UNKNOWN_ACCOUNT',
      'INSUFFICIENT_FUNDS',
      'POSTED',
      'PERIOD_LOCKED',
    ]);
  });

  it('the same id is posted once, even under two transfers of one call', async () => {
    const id = uuid();
    const outcomes = await book.ledger.postMany([
      moved('fund:money', 'fund:envelope:C2', '3.00', { id, transfer: uuid() }),
      moved('fund:money', 'fund:envelope:C2', '3.00', { id, transfer: uuid() }),
    ]);
    expect(outcomes.map(({ outcome }) => outcome)).toEqual(['POSTED', 'DUPLICATE']);
    await expect(book.ledger.balance('fund:envelope:C2')).resolves.toEqual(eur('3.00'));
  });

  it('is append-only for everyone, by trigger, and for the application by its grants', async () => {
    for (const table of ['accounts', 'transactions', 'postings', 'seals', 'blocks']) {
      for (const statement of [`DELETE FROM ledger.${table}`, `TRUNCATE ledger.${table}`]) {
        await expect(book.owner.query(statement)).rejects.toThrow('append-only');
        await expect(book.app.query(statement)).rejects.toThrow('permission denied');
      }
    }
    await expect(book.owner.query("UPDATE ledger.accounts SET path = 'x'")).rejects.toThrow('append-only');
    await expect(book.owner.query("UPDATE ledger.accounts SET currency = 'USD'")).rejects.toThrow('append-only');
    await expect(book.app.query("UPDATE ledger.accounts SET currency = 'USD'")).rejects.toThrow('permission denied');
    await expect(book.owner.query('UPDATE ledger.postings SET amount = 0')).rejects.toThrow('append-only');
    await expect(book.app.query('UPDATE ledger.postings SET amount = 0')).rejects.toThrow('permission denied');
  });
});
