import { type TransactionSealed } from './sealer.service';
import { moved, type TestBook, testBook } from './book.testing';
import { transactionOf } from './journal.query';
import { blockRoot, genesis, proves } from './merkle';
import { sealedContent, sealHash } from './sealed-content';
import { blocksAfter, sealsBetween } from './seals.query';

describe('sealing', () => {
  let book: TestBook;
  beforeEach(async () => {
    book = await testBook();
  });
  afterEach(() => book.drop());

  const post = (more: Parameters<typeof moved>[3] = {}) =>
    book.app.transaction((tx) =>
      book.ledger.post(tx, moved('fund:money', 'fund:envelope:A', '1.00', { metadata: { from: 'a test' }, ...more })),
    );
  const seal = () => book.app.transaction((tx) => book.sealer.seal(tx));
  const asSuperuser = (statement: string, values: unknown[] = []) =>
    book.superuser.transaction(async (tx) => {
      await tx.query("SET LOCAL session_replication_role = 'replica'");
      await tx.query(statement, values);
    });

  it('numbers transactions without a gap in chained blocks', async () => {
    expect(await seal()).toEqual([]);
    await post();
    await post();
    const first = await seal();
    await post();
    const second = await seal();
    expect([...first, ...second].map(({ number, block }) => [number, block])).toEqual([
      [1, 1],
      [2, 1],
      [3, 2],
    ]);
    expect(first[0]?.previousRoot).toBe(genesis);
    expect(second[0]?.previousRoot).toBe(first[0]?.root);
    await expect(book.verifier.verify()).resolves.toEqual({
      book: 'contributions',
      transactions: 3,
      head: second[0]?.root,
      verified: true,
      firstBad: null,
      verifiedAt: expect.any(String),
    });
  });

  it('misses nothing under concurrent posting, a late commit included', async () => {
    await post();
    const sealed: TransactionSealed[] = await seal();
    let commit: () => void = () => undefined;
    const held = new Promise<void>((resolve) => (commit = resolve));
    const late = book.app.transaction(async (tx) => {
      const [posted] = await book.ledger.post(tx, moved('fund:money', 'fund:reserved:LATE', '1.00'));
      await held;
      return posted;
    });
    await new Promise((done) => setTimeout(done, 50));
    const posting = Promise.all(Array.from({ length: 60 }, () => post()));
    for (let turn = 0; turn < 5; turn += 1) sealed.push(...(await Promise.all([seal(), seal()])).flat());
    await posting;
    sealed.push(...(await seal()));
    expect(sealed).toHaveLength(61);
    commit();
    const posted = await late;
    sealed.push(...(await seal()));
    expect(sealed.map(({ number }) => number).sort((a, b) => a - b)).toEqual(
      Array.from({ length: 62 }, (_, at) => at + 1),
    );
    expect(sealed.at(-1)?.transaction.id).toBe(posted?.id);
    await expect(book.verifier.verify()).resolves.toMatchObject({ transactions: 62, verified: true });
  });

  it('proves that a transaction is in the book', async () => {
    await Promise.all(Array.from({ length: 9 }, () => post()));
    const sealed = await seal();
    for (const { transaction, hash, root } of sealed) {
      const proof = await book.verifier.proof(transaction.id);
      expect(proof).toMatchObject({ hash, root });
      expect(sealHash(JSON.parse(JSON.stringify(proof.content)))).toBe(hash);
      expect(proves(proof)).toBe(true);
    }
    await expect(book.verifier.proof('019a0000-0000-7000-8000-000000000000')).rejects.toMatchObject({
      code: 'TRANSACTION_NOT_FOUND',
    });
  });

  describe('verify names what a superuser changed:', () => {
    let second: string;
    beforeEach(async () => {
      await post();
      second = (await post())[0]?.id ?? '';
      await seal();
      await post();
      await seal();
    });

    const at = '(SELECT position FROM ledger.transactions WHERE id = $1)';
    it.each([
      [
        'an amount',
        `UPDATE ledger.postings SET amount = amount * 2, eur = eur * 2 WHERE transaction = ${at}`,
        'its content is not what was sealed',
      ],
      [
        'a dimension',
        `UPDATE ledger.postings SET dimensions = '{"donor":"X"}' WHERE transaction = ${at}`,
        'its content is not what was sealed',
      ],
      ['a date', `UPDATE ledger.transactions SET value_date = '2026-01-01' WHERE id = $1`, 'a posting differs'],
      [
        'a date, everywhere',
        `WITH t AS (UPDATE ledger.transactions SET accounting_date = '2026-01-01' WHERE id = $1) UPDATE ledger.postings SET accounting_date = '2026-01-01' WHERE transaction = ${at}`,
        'its content is not what was sealed',
      ],
      [
        'the actor',
        `UPDATE ledger.transactions SET actor = 'someone else' WHERE id = $1`,
        'its content is not what was sealed',
      ],
      [
        'the metadata',
        `UPDATE ledger.transactions SET metadata = '{"from":"elsewhere"}' WHERE id = $1`,
        'its content is not what was sealed',
      ],
      [
        'a posting more',
        `INSERT INTO ledger.postings SELECT transaction, 3, account, 0, currency, 0, dimensions, NULL, accounting_date, value_date FROM ledger.postings WHERE transaction = ${at} AND line = 1`,
        'its content is not what was sealed',
      ],
      [
        'one posting removed',
        `DELETE FROM ledger.postings WHERE transaction = ${at} AND line = 2`,
        'its content is not what was sealed',
      ],
      [
        'the account of a posting',
        `UPDATE ledger.postings SET account = (SELECT max(id) + 1 FROM ledger.accounts) WHERE transaction = ${at}`,
        'a posting differs from its account',
      ],
      [
        'the block that its seal names',
        'UPDATE ledger.seals SET block = 2 WHERE transaction = $1',
        'its seal names block 2 and is in block 1',
      ],
      ['its postings removed', `DELETE FROM ledger.postings WHERE transaction = ${at}`, 'its postings are missing'],
      ['the transaction removed', 'DELETE FROM ledger.transactions WHERE id = $1', 'the transaction is missing'],
      [
        'the hash of the seal',
        `UPDATE ledger.seals SET hash = repeat('a', 64) WHERE transaction = $1`,
        'its content is not what was sealed',
      ],
    ])('%s', async (_, statement, reason) => {
      await asSuperuser(statement, [second]);
      await expect(book.verifier.verify()).resolves.toMatchObject({
        transactions: 3,
        verified: false,
        firstBad: { number: 2, transaction: second, reason: expect.stringContaining(reason) },
      });
    });

    it('two numbers swapped', async () => {
      await asSuperuser('UPDATE ledger.seals SET number = -number WHERE number <= 2');
      await asSuperuser('UPDATE ledger.seals SET number = 3 + number WHERE number < 0');
      await expect(book.verifier.verify()).resolves.toMatchObject({
        verified: false,
        firstBad: { number: 1, transaction: second, reason: 'its content is not what was sealed' },
      });
    });

    it('a transaction made by hand with its postings and its seal', async () => {
      const id = '019a0000-0000-7000-8000-00000000000f';
      await asSuperuser(
        `WITH made AS (
           INSERT INTO ledger.transactions (id, kind, reason, accounting_date, value_date, posted_at, actor, metadata)
           VALUES ($1, 'made-up', 'By hand', '2026-02-20', '2026-02-20', now(), 'nobody', '{}') RETURNING position
         ), posted AS (
           INSERT INTO ledger.postings (transaction, line, account, amount, currency, eur, dimensions, accounting_date, value_date)
           SELECT made.position, a.normal, a.id, 100 * a.normal, 'EUR', 100 * a.normal, '{}', '2026-02-20', '2026-02-20'
             FROM made, ledger.accounts a WHERE a.path IN ('fund:money', 'fund:envelope:A')
         ), kept AS (UPDATE ledger.balances SET amount = amount - 100, eur = eur - 100), grown AS (UPDATE ledger.blocks SET last = 4 WHERE number = 2)
         INSERT INTO ledger.seals (number, transaction, hash, block) VALUES (4, $1, repeat('c', 64), 2)`,
        [id],
      );
      await expect(book.verifier.verify()).resolves.toMatchObject({
        verified: false,
        firstBad: { number: 4, transaction: id, reason: 'its content is not what was sealed' },
      });
    });

    it('nothing, when whoever knows how rewrites the whole chain: only a copy of its head kept elsewhere tells', async () => {
      const { head } = await book.verifier.verify();
      await asSuperuser(`UPDATE ledger.transactions SET reason = 'Something else' WHERE id = $1`, [second]);
      await rewriteChain(book);
      const after = await book.verifier.verify();
      expect(after).toMatchObject({ transactions: 3, verified: true });
      expect(after.head).not.toBe(head);
    });

    it('the name of an account', async () => {
      await asSuperuser("UPDATE ledger.accounts SET path = 'fund:envelope:MINE' WHERE path = 'fund:envelope:A'");
      await expect(book.verifier.verify()).resolves.toMatchObject({ verified: false, firstBad: { number: 1 } });
    });

    it('a currency that is none, everywhere', async () => {
      await asSuperuser(
        `WITH opened AS (UPDATE ledger.accounts SET currency = 'XXX') UPDATE ledger.postings SET currency = 'XXX'`,
      );
      await expect(book.verifier.verify()).resolves.toMatchObject({
        verified: false,
        firstBad: { number: 1, reason: 'its content is not what was sealed' },
      });
    });

    it('the PCG number of an account', async () => {
      await asSuperuser("UPDATE ledger.accounts SET pcg = '99' WHERE path = 'fund:money'");
      await expect(book.verifier.verify()).resolves.toMatchObject({ verified: false, firstBad: { number: 1 } });
    });

    it('a seal removed', async () => {
      await asSuperuser('DELETE FROM ledger.seals WHERE transaction = $1', [second]);
      await expect(book.verifier.verify()).resolves.toMatchObject({ verified: false, firstBad: { number: 2 } });
    });

    it('a whole block rewritten with its seals, by what follows it', async () => {
      await asSuperuser(`UPDATE ledger.blocks SET root = repeat('b', 64) WHERE number = 1`);
      await expect(book.verifier.verify()).resolves.toMatchObject({ verified: false, firstBad: { number: 1 } });
    });

    it('the last block removed', async () => {
      await asSuperuser('DELETE FROM ledger.blocks WHERE number = 2');
      await expect(book.verifier.verify()).resolves.toMatchObject({ verified: false, firstBad: { number: 3 } });
    });

    it('a transaction slipped in beside the queue', async () => {
      const [posted] = await post();
      await asSuperuser('DELETE FROM ledger.sealing_queue');
      await expect(book.verifier.verify()).resolves.toMatchObject({
        verified: false,
        firstBad: { number: null, transaction: posted?.id },
      });
    });

    it('a balance', async () => {
      await asSuperuser('UPDATE ledger.balances SET eur = eur + 1');
      await expect(book.verifier.verify()).resolves.toMatchObject({
        verified: false,
        firstBad: { transaction: null, reason: 'the balance of fund:envelope:A is not that of the journal' },
      });
    });
  });
});

/** What an owner who knows the algorithm does to hide a change: every seal and every block computed anew. */
async function rewriteChain({ superuser }: TestBook): Promise<void> {
  await superuser.transaction(async (tx) => {
    await tx.query("SET LOCAL session_replication_role = 'replica'");
    let root = genesis;
    for (const block of await blocksAfter(tx, 0, 1_000)) {
      const rows = await sealsBetween(tx, block.first, block.last);
      const hashes = rows.map((row) =>
        sealHash(sealedContent('contributions', Number(row.number), transactionOf(row))),
      );
      const previousRoot = root;
      root = blockRoot(previousRoot, hashes);
      for (const [at, { number }] of rows.entries())
        await tx.query('UPDATE ledger.seals SET hash = $2 WHERE number = $1', [number, hashes[at]]);
      await tx.query('UPDATE ledger.blocks SET previous_root = $2, root = $3 WHERE number = $1', [
        block.number,
        previousRoot,
        root,
      ]);
    }
  });
}
