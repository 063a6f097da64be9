import { type Day, isTargetDay, nextTargetDay } from '@abonde/calendar';
import {
  BusinessClock,
  type Command,
  DomainError,
  ENVIRONMENT,
  type Environment,
  notFound,
  UnitOfWork,
  uuid,
} from '@abonde/platform';
import { Inject, Injectable } from '@nestjs/common';
import { DataSource, In, type EntityManager } from 'typeorm';
import type { BankAccount } from '../accounts/account.entity';
import { AccountsService } from '../accounts/accounts.service';
import type { BankDetails } from '../beneficiaries/bank-details';
import { BeneficiariesService } from '../beneficiaries/beneficiaries.service';
import type { Beneficiary } from '../beneficiaries/beneficiary.entity';
import { isIbanCountry, isSepaIban } from '../beneficiaries/iban.rules';
import { writePain001 } from './pain-001.writer';
import {
  controlSum,
  type FileVersion,
  isSepa,
  type PaymentBlock,
  type PaymentFile,
  type Transfer,
} from './payment-file';
import { notInState } from './payment-order';
import { PaymentOrderRow } from './payment-order.entity';
import type { EmittedFileDto, PaymentFileDto, PaymentFileRequestDto } from './payment-orders.dto';
import { PaymentOrdersService } from './payment-orders.service';

interface NewFile {
  id: string;
  account: BankAccount;
  version: FileVersion;
  file: PaymentFile;
  day: Day;
  by: string;
}

interface Payable {
  order: PaymentOrderRow;
  beneficiary: Beneficiary;
  details: BankDetails;
}

/** Approved orders put into a file for the bank. An order is emitted once. */
@Injectable()
export class PaymentFilesService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly unitOfWork: UnitOfWork,
    private readonly clock: BusinessClock,
    private readonly accounts: AccountsService,
    private readonly beneficiaries: BeneficiariesService,
    private readonly orders: PaymentOrdersService,
    @Inject(ENVIRONMENT) private readonly environment: Environment,
  ) {}

  /** @throws {DomainError} 409 `ORDER_NOT_OPEN`, 422 `BENEFICIARY_NOT_CONFIRMED` */
  emit(
    command: Command,
    { accountId, orderIds, version = '09', effectiveDate }: PaymentFileRequestDto,
  ): Promise<EmittedFileDto> {
    const fileVersion: FileVersion = version.endsWith('03') ? 'pain.001.001.03' : 'pain.001.001.09';
    return this.unitOfWork.run(command, async (tx) => {
      const account = await this.accounts.get(accountId, tx);
      const payables = await this.payables(tx, orderIds);
      const id = uuid();
      const day = await this.clock.effective(effectiveDate, tx);
      const file = this.compose(id, day, account, payables);
      await this.store(tx, { id, account, version: fileVersion, file, day, by: command.actor.id });
      for (const { order } of payables) {
        order.fileId = id;
        order.block =
          file.blocks.find(({ transfers }) => transfers.some(({ endToEndId }) => endToEndId === order.endToEndId))
            ?.id ?? null;
        await this.orders.move(tx, order, 'EMITTED');
        await this.orders.tell(tx, 'emitted', order, { correlationId: command.correlationId });
      }
      return { id, orders: payables.map(({ order }) => ({ id: order.id, endToEndId: order.endToEndId })) };
    });
  }

  async content(id: string): Promise<{ name: string; content: string }> {
    const [row]: { message_id: string; content: string }[] = await this.dataSource.query(
      'SELECT message_id, content FROM payment_files WHERE id::text = $1',
      [id],
    );
    if (!row) throw notFound('payment file', id);
    return { name: `${row.message_id}.xml`, content: row.content };
  }

  async list(): Promise<PaymentFileDto[]> {
    return this.dataSource.query(
      `SELECT f.id, a.code AS account, f.version, f.message_id AS "messageId", f.transfers, f.control_sum AS "controlSum",
              f.emitted_on::text AS "emittedOn", f.created_by AS "createdBy"
         FROM payment_files f JOIN bank_accounts a ON a.id = f.account_id ORDER BY f.created_at DESC LIMIT 500`,
    );
  }

  private async payables(tx: EntityManager, ids: string[]): Promise<Payable[]> {
    const orders = await tx.find(PaymentOrderRow, {
      where: { id: In(ids) },
      order: { id: 'ASC' },
      lock: { mode: 'pessimistic_write' },
    });
    const missing = ids.find((id) => !orders.some((order) => order.id === id));
    if (missing) throw notFound('payment order', missing);
    const payables: Payable[] = [];
    for (const order of orders) {
      if (order.state !== 'APPROVED') throw notInState(order, 'APPROVED');
      const beneficiary = await this.beneficiaries.find(tx, order.beneficiary);
      if (!beneficiary?.details) throw notConfirmed(order);
      payables.push({ order, beneficiary, details: beneficiary.details });
    }
    return payables;
  }

  private compose(id: string, today: Day, account: BankAccount, payables: Payable[]): PaymentFile {
    const messageId = reference(id);
    const executionDay = isTargetDay(today) ? today : nextTargetDay(today);
    const blocks = new Map<string, PaymentBlock>();
    for (const payable of payables) {
      const sepa = isSepa(payable.order.amount, account.iban, payable.details.iban, isSepaIban);
      const key = sepa ? 'SEPA' : payable.order.currency;
      const block = blocks.get(key) ?? { id: `${messageId}-${blocks.size + 1}`, sepa, executionDay, transfers: [] };
      block.transfers.push(transferOf(payable));
      blocks.set(key, block);
    }
    const name = this.environment['ORGANISATION_NAME'] ?? 'AIMF';
    return {
      messageId,
      createdAt: `${today}T${new Date().toISOString().slice(11, 19)}`,
      initiator: name,
      debtor: {
        name,
        country: account.iban?.slice(0, 2) ?? 'FR',
        town: this.environment['ORGANISATION_TOWN'] ?? 'Paris',
        account: accountOf(account.iban, account.otherId),
        bic: account.bic,
        currency: account.currency,
      },
      blocks: [...blocks.values()],
    };
  }

  private async store(tx: EntityManager, { id, account, version, file, day, by }: NewFile): Promise<void> {
    const transfers = file.blocks.flatMap((block) => block.transfers);
    await tx.query(
      `INSERT INTO payment_files (id, account_id, version, message_id, transfers, control_sum, content, emitted_on, created_by)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
      [
        id,
        account.id,
        version,
        file.messageId,
        transfers.length,
        controlSum(transfers),
        writePain001(file, version),
        day,
        by,
      ],
    );
  }
}

function transferOf({ order, beneficiary, details }: Payable): Transfer {
  const subject = order.tranche ?? order.case ?? order.agreement ?? order.project ?? order.kind;
  return {
    endToEndId: order.endToEndId,
    instructionId: order.endToEndId,
    uetr: order.uetr,
    amount: order.amount,
    creditor: { name: beneficiary.name, country: beneficiary.country, address: details.address },
    account: accountOf(details.iban, details.account),
    bic: details.bic,
    remittance: `AIMF ${subject}`,
  };
}

/** An IBAN is written as one only where its country is in the registry: elsewhere banks take it as a plain number. */
function accountOf(iban: string | null, other: string | null): { iban: string } | { other: string } {
  if (iban && isIbanCountry(iban.slice(0, 2))) return { iban };
  return { other: iban ?? other ?? '' };
}

/** 32 characters: a message id has 35 at most. */
function reference(id: string): string {
  return id.replaceAll('-', '').toUpperCase();
}

function notConfirmed(order: PaymentOrderRow): DomainError {
  return new DomainError({
    code: 'BENEFICIARY_NOT_CONFIRMED',
    status: 422,
    title: 'Beneficiary not confirmed',
    detail: 'The bank details of the beneficiary are not registered, or not confirmed by a second person.',
    order: order.id,
    beneficiary: order.beneficiary,
  });
}
