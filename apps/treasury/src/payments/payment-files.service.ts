import { createHash } from 'node:crypto';
import { Money } from '@abonde/money';
import type { Day } from '@abonde/calendar';
import { Outbox } from '@abonde/messaging';
import {
  type Actor,
  BusinessClock,
  type Command,
  decodeCursor,
  ENVIRONMENT,
  type Environment,
  notFound,
  type Page,
  paged,
  type PageQuery,
  UnitOfWork,
  uuid,
} from '@abonde/platform';
import { Inject, Injectable } from '@nestjs/common';
import { DataSource, In, type EntityManager } from 'typeorm';
import type { BankAccount } from '../accounts/account.entity';
import { AccountsService } from '../accounts/accounts.service';
import { checksOf } from './order-checks';
import { remember } from './order-history.store';
import { tellOrder } from './order-told.store';
import { writePain001 } from './pain-001.writer';
import { type Payee, payeesOf } from './payees.store';
import { composeFile, type Payable } from './payment-file.composer';
import { controlSum, type FileVersion, type PaymentFile } from './payment-file';
import type { EmittedFileDto, PaymentFileDto, PaymentFileRequestDto } from './payment-files.dto';
import { notInState, PaymentRefused } from './payment-order';
import { PaymentOrderRow } from './payment-order.entity';
import { factsAbout } from './payment-order.view';
import { changePending, PaymentOrdersService } from './payment-orders.service';

interface Stored {
  id: string;
  account: BankAccount;
  version: FileVersion;
  file: PaymentFile;
  day: Day;
  by: string;
}

/** Approved orders put into a file for the bank. An order is emitted once, and what was emitted never changes. */
@Injectable()
export class PaymentFilesService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly unitOfWork: UnitOfWork,
    private readonly clock: BusinessClock,
    private readonly accounts: AccountsService,
    private readonly orders: PaymentOrdersService,
    private readonly outbox: Outbox,
    @Inject(ENVIRONMENT) private readonly environment: Environment,
  ) {}

  /**
   * An order in another currency than the account's is exchanged by the bank, at the rate of its day.
   * @throws {PaymentRefused} 409 `ORDER_NOT_OPEN`, `BANK_DETAILS_CHANGE_PENDING`; 422 `BENEFICIARY_NOT_CONFIRMED`, `BIC_MISSING`,
   * `NOT_A_PAYING_ACCOUNT`
   */
  emit(command: Command, request: PaymentFileRequestDto): Promise<EmittedFileDto> {
    const { version = '09', charges = 'SHAR', urgent = false } = request;
    const fileVersion: FileVersion = version.endsWith('03') ? 'pain.001.001.03' : 'pain.001.001.09';
    return this.unitOfWork.run(command, async (tx) => {
      const account = await this.accounts.get(request.accountId, tx);
      checkPaying(account);
      const day = await this.clock.effective(request.effectiveDate, tx);
      const payables = await this.payables(tx, request.orderIds, account, day);
      const id = uuid();
      const emission = {
        messageId: id.replaceAll('-', '').toUpperCase(),
        ...{ today: day, account, organisation: this.organisation(), urgent },
        chargeBearer: charges === 'SHAR' ? ('SHAR' as const) : ('DEBT' as const),
      };
      const file = composeFile(emission, payables);
      const stored = await this.store(tx, { id, account, version: fileVersion, file, day, by: command.actor.id });
      for (const { order } of payables) await this.emitted(tx, order, id, file, command);
      const orders = payables.map(({ order }) => ({ id: order.id, endToEndId: order.endToEndId }));
      return { id, messageId: file.messageId, ...stored, orders };
    });
  }

  /** The very bytes that were emitted; each reading is counted. @throws {DomainError} 404 `NOT_FOUND` */
  async content(id: string, actor: Actor): Promise<{ name: string; content: Buffer; sha256: string }> {
    const [row]: { id: string; message_id: string; content: string; sha256: string }[] = await this.dataSource.query(
      'SELECT id, message_id, content, sha256 FROM payment_files WHERE id::text = $1',
      [id],
    );
    if (!row) throw notFound('payment file', id);
    await this.dataSource.query('INSERT INTO payment_file_downloads (file_id, actor) VALUES ($1, $2)', [
      row.id,
      actor.id,
    ]);
    return { name: `${row.message_id}.xml`, content: Buffer.from(row.content), sha256: row.sha256 };
  }

  /** Newest first. */
  async list({ limit, cursor }: PageQuery): Promise<Page<PaymentFileDto>> {
    const [at = null, id = null] = decodeCursor(cursor) ?? [];
    const rows: FileRow[] = await this.dataSource.query(fileList, [at, id, limit + 1]);
    return paged(
      rows,
      limit,
      (row) => [row.cursor_at, row.id],
      ({ cursor_at: _, sums, ...file }) => ({
        ...file,
        sums: sums.map(({ minor, currency }) => Money.minor(BigInt(minor), currency).toJSON()),
      }),
    );
  }

  private organisation(): { name: string; town: string; country: string } {
    return {
      name: this.environment['ORGANISATION_NAME'] ?? 'AIMF',
      town: this.environment['ORGANISATION_TOWN'] ?? 'Paris',
      country: this.environment['ORGANISATION_COUNTRY'] ?? 'FR',
    };
  }

  private async payables(
    tx: EntityManager,
    ids: readonly string[],
    account: BankAccount,
    today: Day,
  ): Promise<Payable[]> {
    const orders = await tx.find(PaymentOrderRow, {
      where: { id: In([...ids]) },
      order: { id: 'ASC' },
      lock: { mode: 'pessimistic_write' },
    });
    const missing = ids.find((id) => !orders.some((order) => order.id === id));
    if (missing) throw notFound('payment order', missing);
    const payees = await payeesOf(tx, orders);
    return orders.map((order) => payableOf(order, payees.get(order.id), account, today));
  }

  private async emitted(
    tx: EntityManager,
    order: PaymentOrderRow,
    fileId: string,
    { messageId, blocks }: PaymentFile,
    { actor, correlationId }: Command,
  ): Promise<void> {
    const block = blocks.find(({ transfers }) => transfers.some(({ endToEndId }) => endToEndId === order.endToEndId));
    Object.assign(order, { fileId, block: block?.id ?? null, executionOn: block?.executionDay ?? null });
    await this.orders.move(tx, order, 'EMITTED');
    await remember(tx, order, { what: 'EMITTED', actor, details: { file: fileId, messageId } });
    await tellOrder(tx, this.outbox, 'emitted', order, { correlationId });
  }

  private async store(
    tx: EntityManager,
    { id, account, version, file, day, by }: Stored,
  ): Promise<Pick<EmittedFileDto, 'transfers' | 'controlSum' | 'sha256'>> {
    const transfers = file.blocks.flatMap((block) => block.transfers);
    const content = writePain001(file, version);
    const sha256 = createHash('sha256').update(content).digest('hex');
    const sum = controlSum(transfers);
    await tx.query(
      `INSERT INTO payment_files (id, account_id, version, message_id, transfers, control_sum, content, sha256, emitted_on, created_by)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
      [id, account.id, version, file.messageId, transfers.length, sum, content, sha256, day, by],
    );
    return { transfers: transfers.length, controlSum: sum, sha256 };
  }
}

type FileRow = Omit<PaymentFileDto, 'sums'> & { cursor_at: string; sums: { minor: string; currency: string }[] };

const fileList = `
  SELECT f.id, f.created_at::text AS cursor_at, a.code AS account, f.version, f.message_id AS "messageId", f.transfers, f.control_sum AS "controlSum", f.sha256,
         f.emitted_on::text AS "emittedOn", f.created_by AS "createdBy", s.sums, t.states,
         (SELECT count(*)::int FROM payment_file_downloads d WHERE d.file_id = f.id) AS downloads,
         (SELECT count(*)::int FROM payment_status_reports r WHERE r.file_id = f.id) AS reports
    FROM payment_files f JOIN bank_accounts a ON a.id = f.account_id
    CROSS JOIN LATERAL (SELECT coalesce(jsonb_agg(jsonb_build_object('minor', minor::text, 'currency', currency) ORDER BY currency), '[]') AS sums
      FROM (SELECT sum(amount_minor) AS minor, currency FROM payment_orders o WHERE o.file_id = f.id GROUP BY currency) AS c) AS s
    CROSS JOIN LATERAL (SELECT coalesce(jsonb_agg(jsonb_build_object('status', state, 'count', count) ORDER BY state), '[]') AS states
      FROM (SELECT state, count(*) AS count FROM payment_orders o WHERE o.file_id = f.id GROUP BY state) AS c) AS t
   WHERE $1::timestamptz IS NULL OR (f.created_at, f.id) < ($1::timestamptz, $2::uuid)
   ORDER BY f.created_at DESC, f.id DESC LIMIT $3`;

function checkPaying({ code, kind }: BankAccount): void {
  if (kind === 'CURRENT') return;
  const detail = `${code} is a term deposit: payments leave from a current account.`;
  throw new PaymentRefused('NOT_A_PAYING_ACCOUNT', 422, 'Nothing is paid from there', detail, { account: code });
}

function payableOf(order: PaymentOrderRow, payee: Payee | undefined, account: BankAccount, today: Day): Payable {
  if (order.state !== 'APPROVED') throw notInState(order, 'APPROVED');
  const beneficiary = payee?.beneficiary;
  const { details } = beneficiary ?? {};
  if (!payee || !beneficiary || !details) throw notConfirmed(order);
  const [check] = checksOf(order, factsAbout(payee), new Set([account.currency]), today).filter(
    ({ blocking }) => blocking,
  );
  if (check?.code === 'BANK_DETAILS_CHANGE_PENDING') throw changePending(order.id, beneficiary.id);
  if (check) {
    throw new PaymentRefused(check.code, 422, 'The order can’t be paid as it is', check.detail, {
      order: order.id,
      beneficiary: order.beneficiary,
    });
  }
  return { order, beneficiary, details };
}

function notConfirmed(order: PaymentOrderRow): PaymentRefused {
  return new PaymentRefused(
    'BENEFICIARY_NOT_CONFIRMED',
    422,
    'Beneficiary not confirmed',
    'The bank details of the beneficiary are not registered, or not confirmed by a second person.',
    { order: order.id, beneficiary: order.beneficiary },
  );
}
