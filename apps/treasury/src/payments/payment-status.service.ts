import { type Command, UnitOfWork, uuid } from '@abonde/platform';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Content } from '../statements/statement-file.reader';
import { remember } from './order-history.store';
import { PaymentOrderRow } from './payment-order.entity';
import { PaymentOrdersService } from './payment-orders.service';
import {
  isNews,
  isRejection,
  reasonCodes,
  reasonText,
  Statuses,
  type StatusReason,
  StatusReportRefused,
  type TransactionStatus,
} from './payment-status';
import type { OrderStatusDto, StatusReportDto } from './payment-status.dto';
import { readStatusFile } from './payment-status-file.reader';
import type { StatusEvent } from './payment-status.reader';

interface Answered {
  file: string;
  messageId: string;
  originalMessageId: string;
  orders: PaymentOrderRow[];
}

interface Told {
  status: string;
  reasons: readonly StatusReason[];
}

/** What banks say of the files they were given. Only a rejection changes an order: an entry of the bank settles it. */
@Injectable()
export class PaymentStatusService {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly orders: PaymentOrdersService,
  ) {}

  /**
   * All of a report or nothing; the same again changes nothing.
   * @throws {StatusReportRefused} 422, naming what can't be read, or the file, block or order that isn't ours
   */
  import(
    { idempotencyKey: _, ...command }: Command,
    content: Content,
  ): Promise<{ report: StatusReportDto; changed: boolean }> {
    return this.unitOfWork.run(command, async (tx) => {
      const file = readStatusFile(content);
      const statuses = new Statuses();
      let answered: Answered | undefined;
      for await (const events of file.events()) {
        for (const event of events) answered = (await this.take(tx, event, statuses, answered)) ?? answered;
      }
      if (!answered) throw unknown('UNKNOWN_PAYMENT_FILE', 'The report names no message of ours.', {});
      const orders = await this.apply(tx, answered.orders, statuses, command);
      const report = {
        ...{ file: answered.file, messageId: answered.messageId, originalMessageId: answered.originalMessageId },
        ...{ format: file.format, groupStatus: statuses.group, orders },
        changed: orders.filter(({ changed }) => changed).length,
        rejected: orders.filter(({ changed, status }) => changed && isRejection(status)).length,
      };
      const { id, isNew } = await store(tx, report, file.digest, command.actor.id);
      return { report: { id, ...report }, changed: isNew };
    });
  }

  private async take(
    tx: EntityManager,
    event: StatusEvent,
    statuses: Statuses,
    answered: Answered | undefined,
  ): Promise<Answered | undefined> {
    if (event.kind === 'header') return fileOf(tx, event);
    if (!answered) throw outOfOrder();
    if (event.kind === 'level') {
      checkBlock(event.level.block, answered);
      statuses.level(event.level);
    } else {
      statuses.transaction(orderNamed(event.transaction, answered).id, event.transaction);
    }
    return undefined;
  }

  private async apply(
    tx: EntityManager,
    orders: readonly PaymentOrderRow[],
    statuses: Statuses,
    command: Command,
  ): Promise<OrderStatusDto[]> {
    const told: OrderStatusDto[] = [];
    for (const order of orders) {
      const said = statuses.of(order);
      if (!said) continue;
      const changed = isNews({ status: order.bankStatus, reasons: order.bankReasons }, said);
      if (changed) await this.keep(tx, order, said, command);
      const { id, endToEndId, state } = order;
      told.push({ order: id, endToEndId, status: said.status, reasons: [...said.reasons], state, changed });
    }
    return told;
  }

  private async keep(
    tx: EntityManager,
    order: PaymentOrderRow,
    { status, reasons }: Told,
    { actor, correlationId }: Command,
  ): Promise<void> {
    Object.assign(order, { bankStatus: status, bankReasons: reasons, bankStatusAt: new Date() });
    const reason = reasonText(status, reasons);
    if (isRejection(status) && order.state === 'EMITTED') {
      await this.orders.turnDown(tx, order, reason, { correlationId, told: reasonCodes(status, reasons) });
    } else {
      await this.orders.move(tx, order, order.state, order.reason);
    }
    await remember(tx, order, { what: 'BANK_STATUS', actor, details: { status, reason, file: order.fileId } });
  }
}

/** The file a report answers, with its orders locked in one order. */
async function fileOf(
  tx: EntityManager,
  { messageId, originalMessageId }: Extract<StatusEvent, { kind: 'header' }>,
): Promise<Answered> {
  const [row]: { id: string }[] = await tx.query('SELECT id FROM payment_files WHERE message_id = $1', [
    originalMessageId,
  ]);
  if (!row) {
    const detail = `No payment file of ours has the message id ${originalMessageId}.`;
    throw unknown('UNKNOWN_PAYMENT_FILE', detail, { originalMessageId });
  }
  const orders = await tx.find(PaymentOrderRow, {
    where: { fileId: row.id },
    order: { id: 'ASC' },
    lock: { mode: 'pessimistic_write' },
  });
  return { file: row.id, messageId, originalMessageId, orders };
}

function checkBlock(block: string | null, { orders, originalMessageId }: Answered): void {
  if (block === null || orders.some((order) => order.block === block)) return;
  throw unknown('UNKNOWN_PAYMENT_BLOCK', `The file ${originalMessageId} has no block ${block}.`, {
    originalMessageId,
    block,
  });
}

function orderNamed(
  { endToEndId, instructionId, uetr }: TransactionStatus,
  { orders, originalMessageId }: Answered,
): PaymentOrderRow {
  const named = orders.find(
    (order) =>
      order.endToEndId === (endToEndId ?? instructionId) || (uetr !== null && order.uetr === uetr.toLowerCase()),
  );
  if (named) return named;
  const reference = endToEndId ?? instructionId ?? uetr;
  throw unknown('UNKNOWN_PAYMENT_ORDER', `The file ${originalMessageId} has no transfer ${reference}.`, {
    originalMessageId,
    endToEndId: reference,
  });
}

/** Answers the report stored before when the very same file comes again. */
async function store(
  tx: EntityManager,
  report: Omit<StatusReportDto, 'id'>,
  digest: string,
  by: string,
): Promise<{ id: string; isNew: boolean }> {
  const { file, messageId, format, groupStatus, orders, changed, rejected } = report;
  const [stored]: { id: string }[] = await tx.query(
    `INSERT INTO payment_status_reports (id, file_id, message_id, format, digest, group_status, transactions, changed, rejected, imported_by)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) ON CONFLICT (digest) DO NOTHING RETURNING id`,
    [uuid(), file, messageId, format, digest, groupStatus, orders.length, changed, rejected, by],
  );
  if (stored) return { id: stored.id, isNew: true };
  const [earlier]: { id: string }[] = await tx.query('SELECT id FROM payment_status_reports WHERE digest = $1', [
    digest,
  ]);
  return { id: earlier?.id ?? '', isNew: false };
}

function unknown(
  code: 'UNKNOWN_PAYMENT_FILE' | 'UNKNOWN_PAYMENT_ORDER' | 'UNKNOWN_PAYMENT_BLOCK',
  detail: string,
  figures: Record<string, unknown>,
): StatusReportRefused {
  return new StatusReportRefused(code, 'Not of our payments', detail, figures);
}

function outOfOrder(): StatusReportRefused {
  const detail = 'The report speaks of transfers before it says of which message they are.';
  return new StatusReportRefused('MALFORMED_STATUS_REPORT', 'Malformed payment status report', detail, {
    where: 'OrgnlGrpInfAndSts',
  });
}
