import { Money } from '@abonde/money';
import { moved, type TestBook, testBook } from './book.testing';

const eur = (amount: string) => Money.eur(amount);

/** A reservation is a posting: what is reserved has left the account it is reserved from, so every floor counts it. */
describe('reserve, release, consume', () => {
  let book: TestBook;
  beforeAll(async () => {
    book = await testBook();
  });
  afterAll(() => book.drop());

  const post = (debit: string, credit: string, amount: string) =>
    book.app.transaction((tx) => book.ledger.post(tx, moved(debit, credit, amount)));
  const accounts = (key: string) => ({
    free: `fund:envelope:${key}`,
    reserved: `fund:reserved:${key}`,
    used: 'fund:money',
  });
  const fund = (key: string, amount: string) => post('fund:money', accounts(key).free, amount);
  const reserve = (key: string, amount: string) => post(accounts(key).free, accounts(key).reserved, amount);
  const release = (key: string, amount: string) => post(accounts(key).reserved, accounts(key).free, amount);
  const consume = (key: string, amount: string) => post(accounts(key).reserved, accounts(key).used, amount);
  const state = async (key: string) => [
    (await book.ledger.balance(accounts(key).free)).amount,
    (await book.ledger.balance(accounts(key).reserved)).amount,
  ];

  it('reserves no more than what is free', async () => {
    await fund('A', '10.00');
    await reserve('A', '7.00');
    await expect(reserve('A', '3.01')).rejects.toMatchObject({
      code: 'INSUFFICIENT_FUNDS',
      figures: { available: eur('3.00'), requested: eur('3.01') },
    });
    await reserve('A', '3.00');
    await expect(state('A')).resolves.toEqual(['0.00', '10.00']);
  });

  it('consumes and releases no more than what is reserved', async () => {
    await fund('B', '10.00');
    await reserve('B', '6.00');
    await consume('B', '4.00');
    await expect(consume('B', '2.01')).rejects.toMatchObject({ figures: { available: eur('2.00') } });
    await expect(release('B', '2.01')).rejects.toMatchObject({ figures: { available: eur('2.00') } });
    await release('B', '2.00');
    await expect(state('B')).resolves.toEqual(['6.00', '0.00']);
    await reserve('B', '6.00');
  });

  it('gives a hundred callers the money of ten', async () => {
    await fund('C', '10.00');
    const apart = await Promise.allSettled(Array.from({ length: 50 }, () => reserve('C', '1.00')));
    const together = await Promise.all(
      Array.from({ length: 50 }, () =>
        book.ledger.postMany([moved(accounts('C').free, accounts('C').reserved, '1.00')]),
      ),
    );
    const granted =
      apart.filter(({ status }) => status === 'fulfilled').length +
      together.flat().filter(({ outcome }) => outcome === 'POSTED').length;
    expect(granted).toBe(10);
    await expect(state('C')).resolves.toEqual(['0.00', '10.00']);
  });

  it('money released at the same moment serves whoever comes after it, never twice', async () => {
    await fund('D', '5.00');
    await reserve('D', '5.00');
    const results = await Promise.allSettled([
      ...Array.from({ length: 10 }, () => release('D', '1.00')),
      ...Array.from({ length: 10 }, () => consume('D', '1.00')),
    ]);
    expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(5);
    const [free, reserved] = await state('D');
    const consumed = results.slice(10).filter(({ status }) => status === 'fulfilled').length;
    expect([free, reserved]).toEqual([`${5 - consumed}.00`, '0.00']);
  });
});

describe('an account with an allowance', () => {
  let book: TestBook;
  const account = 'fund:envelope:LIMITED';
  beforeAll(async () => {
    book = await testBook();
    await book.app.transaction((tx) => book.ledger.open(tx, account, { allowance: eur('20.00') }));
  });
  afterAll(() => book.drop());

  const post = (debit: string, credit: string, amount: string, floors: 'BIND' | 'FACT' = 'BIND') =>
    book.app.transaction((tx) => book.ledger.post(tx, moved(debit, credit, amount), { floors }));

  it('goes below zero by that much and no further, reservations counted', async () => {
    await post(account, 'fund:reserved:L', '15.00');
    await expect(book.ledger.balance(account)).resolves.toEqual(eur('-15.00'));
    await expect(post(account, 'fund:reserved:L', '5.01')).rejects.toMatchObject({
      code: 'INSUFFICIENT_FUNDS',
      figures: { available: eur('5.00'), requested: eur('5.01') },
    });
    await post(account, 'fund:reserved:L', '5.00');
    await post(account, 'fund:money', '1.00', 'FACT');
    await expect(book.ledger.holding(account)).resolves.toEqual({ amount: eur('-21.00'), eur: eur('-21.00') });
    await expect(book.ledger.balance(account, { asOf: '2026-12-31' })).resolves.toEqual(eur('-21.00'));
    const locked = await book.app.transaction((tx) => book.ledger.lock(tx, [account]));
    expect(locked.get(account)).toEqual(eur('-21.00'));
    await post('fund:money', account, '2.00');
    await post(account, 'fund:reserved:L', '1.00');
  });

  it('keeps the allowance it opened with, and verify counts it', async () => {
    const open = (options: Parameters<typeof book.ledger.open>[2], name = account) =>
      book.app.transaction((tx) => book.ledger.open(tx, name, options));
    await open({ allowance: eur('20.00') });
    await expect(open({ allowance: eur('30.00') })).rejects.toMatchObject({ code: 'ACCOUNT_OPENED_OTHERWISE' });
    await expect(open({})).rejects.toMatchObject({ code: 'ACCOUNT_OPENED_OTHERWISE' });
    await expect(open({ allowance: eur('-1.00') }, 'fund:envelope:N')).rejects.toMatchObject({
      code: 'INVALID_TRANSACTION',
    });
    await expect(open({ allowance: eur('1.00') }, 'opening')).rejects.toMatchObject({ code: 'INVALID_TRANSACTION' });
    await expect(open({ allowance: Money.zero('USD') }, 'fund:envelope:N')).rejects.toMatchObject({
      code: 'WRONG_CURRENCY',
    });
    await book.app.transaction((tx) => book.sealer.seal(tx));
    await expect(book.verifier.verify()).resolves.toMatchObject({ verified: true });
  });
});
