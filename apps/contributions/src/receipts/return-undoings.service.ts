import type { CloudEvent, UndoPart } from '@abonde/contracts';
import { debitCredit, Ledger, type Transaction } from '@abonde/ledger';
import { UndoRefused } from '@abonde/match-undo';
import { Waiting } from '@abonde/messaging';
import { largestRemainder, Money } from '@abonde/money';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { about, Agreement } from '../agreements/agreement.entity';
import { Proposals } from '../allocations/proposals.service';
import { envelope, Envelopes, shortfall } from '../envelopes/envelopes.service';
import { MovementRow } from '../envelopes/movement.entity';
import type { Origin } from '../envelopes/origin';
import { Instalment } from '../instalments/instalment.entity';
import { agreementsOf, ReceiptBooks } from './receipt-books.service';
import { type Receipt, ReceiptPart, Unapplied } from './receipt.entity';
import type { ReturnMemo } from './return-memo';

/** A receipt of which the bank took nothing back after all: its money is here again, and what it had paid is paid. */
@Injectable()
export class ReturnUndoings {
  constructor(
    private readonly ledger: Ledger,
    private readonly envelopes: Envelopes,
    private readonly receipts: ReceiptBooks,
    private readonly proposals: Proposals,
  ) {}

  /** @throws {UndoRefused} `SETTLED_OTHERWISE`, `RETURN_NOT_REMEMBERED` @throws {Waiting} while the return itself has not come */
  async takeBack(
    tx: EntityManager,
    { id: match, transfer, undoTransfer }: UndoPart,
    event: CloudEvent<'abonde.treasury.match-undo-requested.v1'>,
    origin: Origin,
  ): Promise<void> {
    const receipt = await this.receipts.find(tx, match);
    const [returned] = await this.ledger.find(tx, { transfer });
    if (!returned) throw new Waiting(`transfer:${transfer}`);
    const { owed, waiting } = memoOf(returned, match);
    for (const one of owed) await this.paidAgain(tx, one, returned.valueDate);
    for (const { unapplied: id, minor } of waiting) await tx.increment(Unapplied, { id }, 'remaining', minor);
    const posted = await this.ledger.reverse(tx, returned.id, {
      ...{ kind: 'receipt-returned', reason: event.data.reason || 'Rapprochement annulé', actor: origin.actor },
      ...{ transfer: undoTransfer, floors: 'FACT' },
      ...(event.accountingdate && { accountingDate: await this.ledger.firstOpenDay(tx, event.accountingdate) }),
    });
    const dates = { valueDate: returned.valueDate, accountingDate: posted.accountingDate };
    const movements = await tx.findBy(MovementRow, { transaction: returned.id });
    const opposite = movements.map(({ agreement, delta, cause }) => ({ agreement, delta: -delta, cause }));
    await this.envelopes.tell(tx, { id: posted.id, ...dates }, opposite, origin);
    await this.clearShortfalls(tx, returned, dates, origin);
    const parts = await this.asBefore(tx, receipt, returned);
    await this.receipts.tellSchedules(tx, agreementsOf(parts), origin);
    await this.proposals.fill(tx, origin);
  }

  private async paidAgain(
    tx: EntityManager,
    { instalment: id, minor, booked }: ReturnMemo['owed'][number],
    onDay: string,
  ): Promise<void> {
    const instalment = await tx.findOneOrFail(Instalment, { where: { id }, lock: { mode: 'pessimistic_write' } });
    const amount = Money.minor(BigInt(minor), instalment.currency);
    const outstanding = Money.minor(instalment.state === 'CALLED' ? instalment.outstanding : 0n, instalment.currency);
    if (outstanding.compare(amount) < 0)
      throw new UndoRefused('SETTLED_OTHERWISE', instalment.agreement, amount.minus(outstanding));
    await this.receipts.settled(tx, instalment, amount, Money.minor(BigInt(booked)), onDay);
  }

  /** A shortfall that other income has repaid since gives that income back to its envelope. */
  private async clearShortfalls(
    tx: EntityManager,
    { postings, reference }: Transaction,
    dates: { valueDate: string; accountingDate: string },
    origin: Origin,
  ): Promise<void> {
    const keys = new Set(postings.flatMap(({ account }) => shortfallKey(account) ?? []));
    for (const key of [...keys].sort()) {
      const beyond = (await this.ledger.balance(shortfall(key), undefined, tx)).negated();
      if (!beyond.isPositive()) continue;
      const agreement = await tx.findOneBy(Agreement, { code: key });
      if (!agreement) throw new UndoRefused('SETTLED_OTHERWISE', key, beyond);
      await this.envelopes.record(
        tx,
        {
          ...{ kind: 'shortfall-repaid', reason: 'Insuffisance sans objet', reference: reference ?? key, ...dates },
          postings: debitCredit(shortfall(key), envelope(key), beyond, about(agreement)),
        },
        [{ agreement: key, delta: beyond.minor, cause: 'RETURNED' }],
        origin,
        'FACT',
      );
    }
  }

  private async asBefore(tx: EntityManager, receipt: Receipt, { postings }: Transaction): Promise<ReceiptPart[]> {
    const cash = postings.filter(({ account }) => account === 'clearing:treasury');
    const amount = Money.sum(cash.map(({ eur }) => eur.negated())).minor;
    const parts = await tx.find(ReceiptPart, { where: { receipt: receipt.id }, order: { id: 'ASC' } });
    const back = largestRemainder(
      amount,
      parts.map(({ id, returned }) => ({ key: id, weight: returned })),
    );
    for (const part of parts) part.returned -= back.get(part.id) ?? 0n;
    receipt.returned -= amount;
    if (receipt.returned === 0n) receipt.state = 'RECORDED';
    await tx.save([receipt, ...parts]);
    return parts;
  }
}

/** Returns booked before what they did was kept can't be undone. */
function memoOf({ metadata }: Transaction, match: string): ReturnMemo {
  const { owed, waiting } = metadata as Partial<ReturnMemo>;
  if (!owed || !waiting) throw new UndoRefused('RETURN_NOT_REMEMBERED', match);
  return { owed, waiting };
}

function shortfallKey(account: string): string | undefined {
  const prefix = shortfall('');
  return account.startsWith(prefix) ? account.slice(prefix.length) : undefined;
}
