import { randomUUID } from 'node:crypto';
import type { TestService } from '@abonde/testing';
import { DataSource } from 'typeorm';
import type { WrittenEntry } from '../statements/camt.fixture';
import { balance, iban, journal, startTreasury, upload } from '../treasury.fixture';
import { type Pair, readExactPairs, stillExact } from './exact-pairs.reader';

/** More than one transaction's worth. */
const many = 1_050;
const day = '2026-02-02';
const nameOf = (at: number): string => `E2E-${at}`;

describe('automatic matching in parts', () => {
  let service: TestService;
  let dataSource: DataSource;

  beforeEach(async () => {
    service = await startTreasury();
    dataSource = service.app.get(DataSource);
  });
  afterEach(() => service.stop());

  const importEntries = async (entries: WrittenEntry[]): Promise<void> => {
    const statement = { account: iban, opening: '1000.00', period: { from: day, to: day }, entries };
    expect((await upload(service, [statement])).status).toBe(201);
  };
  const expectInstalments = (count: number) =>
    service.sql(
      `INSERT INTO expectations (kind, reference_id, due_on, amount_minor, currency, payment_reference, sequence)
       SELECT 'instalment', gen_random_uuid(), '2026-02-01', 200, 'EUR', 'E2E-' || at, 1 FROM generate_series(0, $1 - 1) AS at`,
      [count],
    );
  const receipts = (count: number): WrittenEntry[] =>
    Array.from({ length: count }, (_, at) => ({ amount: '2.00', bookingDate: day, endToEndId: nameOf(at) }));
  const batches = async (size: number): Promise<Pair[][]> => {
    const read: Pair[][] = [];
    for await (const pairs of readExactPairs(dataSource, null, size)) read.push(pairs);
    return read;
  };

  it('matches each entry once, and the same key gets the same answer', async () => {
    await importEntries(receipts(many));
    await expectInstalments(many);
    const key = { 'idempotency-key': randomUUID() };
    const first = await service.http('finance-officer').post('/matches/auto', {}, key);
    expect(first.body).toMatchObject({ matched: many, kinds: { instalment: many } });
    expect(new Set(first.body.matches).size).toBe(1_000);
    await importLate();
    expect((await service.http('finance-officer').post('/matches/auto', {}, key)).body).toEqual(first.body);
    const reused = await service.http('finance-officer').post('/matches/auto', { account: 'BNP' }, key);
    expect([reused.status, reused.body.code]).toEqual([409, 'IDEMPOTENCY_KEY_REUSED']);
    expect(await service.published('abonde.treasury.receipt-matched.v1')).toHaveLength(many);
    expect(await journal(service, 'receipt-matched')).toHaveLength(many);
    expect(await balance(service, 'suspense:BNP')).toEqual(['-200', '-200']);
    expect((await service.http('finance-officer').post('/matches/auto', {})).body.matched).toBe(1);
    expect(await balance(service, 'suspense:BNP')).toEqual(['0', '0']);
  }, 120_000);

  /** One more entry, and what expects it. */
  async function importLate(): Promise<void> {
    const late = { account: iban, id: 'L', opening: '3100.00', period: { from: '2026-02-03', to: '2026-02-03' } };
    const entries = [{ amount: '2.00', bookingDate: '2026-02-03', endToEndId: 'LATE' }];
    expect((await upload(service, [{ ...late, entries }])).status).toBe(201);
    await service.sql(
      `INSERT INTO expectations (kind, reference_id, due_on, amount_minor, currency, payment_reference, sequence)
       VALUES ('instalment', gen_random_uuid(), '2026-02-03', 200, 'EUR', 'LATE', 1)`,
    );
  }

  it('leaves alone what is no longer exact when its turn comes', async () => {
    await importEntries(receipts(3));
    await expectInstalments(3);
    const pairs = (await batches(10)).flat();
    expect(pairs).toHaveLength(3);
    await service.sql(`UPDATE expectations SET matched_minor = 1 WHERE payment_reference = 'E2E-0'`);
    await service.sql(`UPDATE expectations SET cancelled = true WHERE payment_reference = 'E2E-1'`);
    const left = await dataSource.transaction((tx) => stillExact(tx, pairs));
    const [open] = await service.sql<{ id: string }>(
      `SELECT reference_id AS id FROM expectations WHERE payment_reference = 'E2E-2'`,
    );
    expect(left.map(({ target }) => target)).toEqual([open?.id]);
  });

  it('hands over the orders of one debit together, wherever a batch ends', async () => {
    await importEntries([
      ...receipts(3),
      { amount: '-10.00', bookingDate: day, batch: { paymentInformationId: 'BLOCK-1' } },
    ]);
    await expectInstalments(3);
    await emitOrders(5);
    for (const size of [1, 2, 3, 5, 100]) {
      const read = await batches(size);
      expect(read.flat()).toHaveLength(8);
      const entries = read.map((pairs) => [...new Set(pairs.map(({ entry }) => entry))]);
      expect(new Set(entries.flat()).size).toBe(entries.flat().length);
    }
    const { body } = await service.http('finance-officer').post('/matches/auto', {});
    expect(body).toMatchObject({ matched: 4, kinds: { instalment: 3, 'payment-order': 1 } });
    expect(await service.sql(`SELECT DISTINCT state FROM payment_orders`)).toEqual([{ state: 'SETTLED' }]);
  });

  /** Orders of two euros each, sent as one block. */
  async function emitOrders(count: number): Promise<void> {
    const file = randomUUID();
    await service.sql(
      `INSERT INTO payment_files (id, account_id, version, message_id, transfers, control_sum, content, sha256, emitted_on, created_by)
       SELECT $1, id, 'pain.001.001.09', 'M', $2, $3, '', encode(sha256(''), 'hex'), $4, 'test' FROM bank_accounts WHERE code = 'BNP'`,
      [file, count, `${count * 2}.00`, day],
    );
    await service.sql(
      `INSERT INTO payment_orders (id, payment_request, kind, beneficiary, amount_minor, currency, due_on, instrument, involved, state,
         end_to_end_id, uetr, block, file_id)
       SELECT gen_random_uuid(), gen_random_uuid(), 'TRANCHE', 'CITY', 200, 'EUR', $3, 'COOPERATION', '{}', 'EMITTED', 'O-' || at,
              gen_random_uuid(), 'BLOCK-1', $1 FROM generate_series(1, $2::int) AS at`,
      [file, count, day],
    );
  }
});
