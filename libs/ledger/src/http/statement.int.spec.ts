import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Money } from '@abonde/money';
import { moved, type TestBook, testBook } from '../book.testing';
import { type Statement, StatementMaker, type StatementSubject } from './statement.service';

const A = 'fund:envelope:A';
const program = join(__dirname, '../../verify.mjs');

describe('a statement', () => {
  let book: TestBook;
  let statements: StatementMaker;
  let folder: string;

  beforeAll(async () => {
    book = await testBook();
    statements = new StatementMaker({ book: 'contributions', chart: [] }, book.app);
    folder = await mkdtemp(join(tmpdir(), 'statements-'));
    for (const [day, euros] of [
      ['2026-01-10', '100.00'],
      ['2026-02-10', '20.00'],
      ['2026-02-20', '3.00'],
      ['2026-03-10', '0.50'],
    ] as const) {
      await post('fund:money', A, euros, day);
      await post('fund:money', 'fund:envelope:B', '7.00', day);
      // A block of its own, of no concern to account A.
      await seal();
      await post('fund:money', 'fund:envelope:C', '1.00', day);
      await seal();
    }
    await post('receivable:USD', 'conversion:USD', '10.00', '2026-02-11');
    await seal();
  });
  afterAll(async () => {
    await book.drop();
    await rm(folder, { recursive: true });
  });

  const seal = () => book.app.transaction((tx) => book.sealer.seal(tx));
  const post = (debit: string, credit: string, euros: string, day: string) =>
    book.app.transaction(async (tx) => {
      const more = { valueDate: day, metadata: { from: { b: 'é', a: [1, null] } } };
      if (!debit.startsWith('receivable')) return book.ledger.post(tx, moved(debit, credit, euros, more));
      for (const account of [debit, credit]) await book.ledger.open(tx, account, { currency: 'USD' });
      return book.ledger.post(tx, { ...moved(debit, credit, euros, more), postings: dollars(debit, credit, euros) });
    });

  const make = (subject: StatementSubject) => statements.make(subject);
  const february = { account: A, from: '2026-02-01', to: '2026-02-28' };

  /** What an auditor runs, with nothing but Node and the file. */
  async function verify(...files: unknown[]): Promise<{ code: number; text: string }> {
    const names = files.map((_, at) => join(folder, `statement-${at}.json`));
    await Promise.all(names.map((name, at) => writeFile(name, JSON.stringify(files[at]))));
    return new Promise((resolve) => {
      execFile(process.execPath, [program, ...names], { cwd: folder, env: {} }, (error, out, err) =>
        resolve({ code: Number(error?.code ?? 0), text: out + err }),
      );
    });
  }

  it('holds the entries of the period between two balances, and verifies offline', async () => {
    const statement = await make(february);
    expect(statement.entries.map(({ amount }) => amount.amount)).toEqual(['-20.00', '-3.00']);
    expect(statement.balances).toMatchObject([
      { account: A, opening: { amount: { amount: '-100.00' } }, closing: { amount: { amount: '-123.00' } } },
    ]);
    expect(statement.blocks.map(({ number }) => number)).toEqual([3, 4, 5]);
    const { code, text } = await verify(statement);
    expect(text).toContain('2 transactions are, to the letter, what was sealed');
    expect(text).toContain(`contributions, block 5: ${statement.blocks.at(-1)?.root}`);
    expect(text).toContain('Not verified');
    expect(code).toBe(0);
  });

  it('may be about an agreement, a foreign account, the whole of time, or nothing', async () => {
    await book.app.transaction((tx) =>
      book.ledger.post(tx, {
        ...moved('opening', 'income:X', '9.00', { valueDate: '2026-03-01' }),
        postings: moved('opening', 'income:X', '9.00').postings.map((posting) => ({
          ...posting,
          dimensions: { agreement: 'X' },
        })),
      }),
    );
    await seal();
    const statement = await make({ agreement: 'X' });
    expect(statement.entries.map(({ account }) => account).sort()).toEqual(['income:X', 'opening']);
    const several = await Promise.all([make({ account: A }), make({ account: 'receivable:USD' }), make(february)]);
    const nothing = await make({ agreement: 'NOBODY' });
    const { code, text } = await verify(statement, { statements: several }, nothing);
    expect(text).toContain('receivable:USD: opening 0.00 USD and its entries give closing 10.00 USD');
    expect([code, text.match(/^Statement of/gm)?.length]).toEqual([0, 5]);
  });

  it('says what it cannot be about', async () => {
    await expect(make({ account: 'fund:envelope:NEVER' })).rejects.toMatchObject({ code: 'UNKNOWN_ACCOUNT' });
    await expect(make({})).rejects.toMatchObject({ code: 'UNCLEAR_STATEMENT', status: 400 });
    await expect(make({ account: A, agreement: 'X' })).rejects.toMatchObject({ code: 'UNCLEAR_STATEMENT' });
    await expect(make({ account: A, from: '2026-02-02', to: '2026-02-01' })).rejects.toMatchObject({
      code: 'UNCLEAR_STATEMENT',
    });
  });

  it('leaves out what is not sealed yet', async () => {
    const before = await make({ account: A });
    await post('fund:money', A, '0.01', '2026-03-20');
    const during = await make({ account: A });
    expect([during.entries, during.balances]).toEqual([before.entries, before.balances]);
    await seal();
    expect((await make({ account: A })).entries).toHaveLength(before.entries.length + 1);
  });

  type Change = (statement: Statement) => void;
  const content = (statement: Statement) => statement.transactions[1]!.content;
  it.each<[string, Change, string]>([
    ['an amount of an entry', (it) => (it.entries[1]!.amount.amount = '-4.00'), 'Entry 2 (transaction 7'],
    ['a reason of an entry', (it) => (it.entries[0]!.reason = 'Other'), 'Entry 1 (transaction 4'],
    ['an entry left out', (it) => it.entries.pop(), 'An entry of transaction 7 is left out'],
    ['an entry added', (it) => it.entries.push(it.entries[0]!), 'Entry 3 (transaction 4'],
    ['a sealed amount', (it) => (content(it).transaction.postings[0]!.eur.amount = '4.00'), 'Transaction 7'],
    ['a sealed actor', (it) => (content(it).transaction.actor = 'someone'), 'is not what was sealed in block 5'],
    ['a sealed metadata', (it) => (content(it).transaction.metadata['from'] = 'x'), 'is not what was sealed'],
    ['a transaction twice', (it) => it.transactions.push(it.transactions[1]!), 'out of order or there twice'],
    ['the opening balance', (it) => (it.balances[0]!.opening.amount.amount = '-99.00'), "don't give -123.00 EUR"],
    ['the closing balance', (it) => (it.balances[0]!.closing.eur.amount = '-123.01'), "don't give -123.01 EUR"],
    ['the balance left out', (it) => it.balances.pop(), 'has entries and no balance'],
    ['the period', (it) => (it.to = '2026-02-15'), 'is after the period'],
    ['the subject', (it) => (it.account = 'fund:envelope:B'), 'is not what was sealed'],
    ['the book', (it) => (it.book = 'treasury'), 'is of the book of contributions, not of treasury'],
    ['a block left out', (it) => it.blocks.splice(1, 1), 'Block 4 is missing'],
    ['a root', (it) => (it.blocks[2]!.root = 'a'.repeat(64)), 'The root of block 5'],
    ['a root before', (it) => (it.blocks[1]!.previousRoot = 'a'.repeat(64)), 'Block 4 does not follow block 3'],
    ['a tree', (it) => (it.blocks[0]!.tree = 'a'.repeat(64)), 'The root of block 3'],
    ['a step of a proof', (it) => (it.transactions[0]!.path[0]!.side = 'LEFT'), 'Transaction 4'],
    ['the format', (it) => ((it as { format: string }).format = 'other'), 'no statement of the format'],
    ['an amount that is none', (it) => (it.balances[0]!.opening.amount.amount = '1e3'), 'is no amount'],
  ])('with %s changed is found wrong, by name', async (_, change, reason) => {
    const statement = JSON.parse(JSON.stringify(await make(february))) as Statement;
    change(statement);
    const { code, text } = await verify(statement);
    expect(text).toMatch(/^WRONG, .*statement-0\.json: /);
    expect(text).toContain(reason);
    expect(code).toBe(1);
  });

  it('of a book whose row a superuser changed is found wrong, by name', async () => {
    await book.superuser.transaction(async (tx) => {
      await tx.query("SET LOCAL session_replication_role = 'replica'");
      await tx.query(`UPDATE ledger.postings SET amount = amount * 2, eur = eur * 2 WHERE transaction =
        (SELECT t.position FROM ledger.transactions t JOIN ledger.seals s ON s.transaction = t.id WHERE s.number = 7)`);
    });
    const { code, text } = await verify(await make(february));
    expect([code, text]).toEqual([1, expect.stringContaining('Transaction 7')]);
  });

  it('that is no file, or no JSON, is said to be so', async () => {
    await writeFile(join(folder, 'statement-0.json'), '{');
    const answer = await new Promise<string>((resolve) =>
      execFile(process.execPath, [program, join(folder, 'none.json')], (_, out) => resolve(out)),
    );
    expect(answer).toContain('It cannot be read');
    expect((await verify()).code).toBe(2);
  });
});

function dollars(debit: string, credit: string, amount: string) {
  const usd = Money.of({ amount, currency: 'USD' });
  return [
    { account: debit, amount: usd, eur: Money.zero() },
    { account: credit, amount: usd.negated(), eur: Money.zero() },
  ];
}
