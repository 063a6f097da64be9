import { Money } from '@abonde/money';
import { BusinessClock, notFound } from '@abonde/platform';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { accountNumber, type Address } from '../beneficiaries/bank-details';
import { type BankFact, bankFactsOf } from './bank-facts.query';
import { orderSheet, type OrderSheet } from './payment-order.pdf';
import { PaymentOrderRow } from './payment-order.entity';
import { payeesOf } from './payees.store';

interface FileRow {
  message_id: string;
  account: string;
  emitted_on: string;
}

/** The order as a PDF. */
@Injectable()
export class PaymentOrderSheets {
  constructor(
    private readonly dataSource: DataSource,
    private readonly clock: BusinessClock,
  ) {}

  /** @throws {DomainError} 404 `NOT_FOUND` */
  async sheet(id: string, language: 'fr' | 'en'): Promise<{ name: string; content: Buffer }> {
    const tx = this.dataSource.manager;
    const order = await tx.findOneBy(PaymentOrderRow, { id });
    if (!order) throw notFound('payment order', id);
    const beneficiary = (await payeesOf(tx, [order])).get(order.id)?.beneficiary;
    const details = beneficiary?.details;
    const facts = (await bankFactsOf(tx, [order.id])).get(order.id) ?? [];
    const content = await orderSheet({
      ...{ language, endToEndId: order.endToEndId, kind: order.kind, amount: order.amount, dueOn: order.dueOn },
      subject: order.tranche ?? order.case ?? order.agreement ?? order.project ?? '',
      state: order.state,
      beneficiary:
        beneficiary && details
          ? {
              ...{ name: beneficiary.name, holder: details.holder, bic: details.bic },
              account: accountNumber(details),
              address: oneLine(details.address, beneficiary.country),
            }
          : null,
      approvals: order.approvals.map(({ actor, name = actor, role, at }) => ({ name, role, on: at })),
      file: await this.fileOf(order),
      facts: facts.flatMap(factLine),
      printedOn: await this.clock.today(),
    });
    return { name: `${order.endToEndId}.pdf`, content };
  }

  private async fileOf({ fileId, executionOn }: PaymentOrderRow): Promise<OrderSheet['file']> {
    const [row]: FileRow[] = await this.dataSource.query(
      `SELECT f.message_id, a.code AS account, f.emitted_on::text FROM payment_files f JOIN bank_accounts a ON a.id = f.account_id
        WHERE f.id = $1`,
      [fileId],
    );
    return row ? { messageId: row.message_id, account: row.account, emittedOn: row.emitted_on, executionOn } : null;
  }
}

function factLine({ what, bookingDate: on, amount, reason }: BankFact): OrderSheet['facts'][number][] {
  return what === 'SECOND_DEBIT' ? [] : [{ what, on, amount: Money.of(amount), reason }];
}

function oneLine({ line, building, postCode, town, region }: Address, country: string): string {
  const place = [postCode, town].filter(Boolean).join(' ');
  return [[building, line].filter(Boolean).join(' '), place, region, country].filter(Boolean).join(', ');
}
