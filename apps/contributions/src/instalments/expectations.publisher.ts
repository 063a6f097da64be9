import type { CloudEvent, EventData } from '@abonde/contracts';
import type { Outbox } from '@abonde/messaging';
import { Money } from '@abonde/money';
import { type EntityManager, In } from 'typeorm';
import { Agreement } from '../agreements/agreement.entity';
import { Instalment, instalmentFact, SettlementRow } from './instalment.entity';

interface Trace {
  cause?: CloudEvent;
  correlationId?: string;
}

/**
 * Tells treasury what the bank is still to bring for an instalment whose debt something else than a receipt lowered: it is
 * told the whole amount, receipts included, since it counts those by itself. An instalment given up is cancelled.
 */
export async function tellExpectation(
  tx: EntityManager,
  outbox: Outbox,
  instalment: Instalment,
  donor: string,
  trace: Trace,
): Promise<void> {
  const elsewhere = await tx.findBy(SettlementRow, {
    instalment: instalment.id,
    cause: In(['WRITTEN_OFF', 'APPLIED', 'OFFSET']),
  });
  const expected = elsewhere.reduce((total, { amount }) => total + amount, instalment.amount);
  const type =
    instalment.state === 'WRITTEN_OFF'
      ? 'abonde.contributions.instalment-cancelled.v1'
      : 'abonde.contributions.instalment-amended.v1';
  const amount = Money.minor(expected, instalment.currency).toJSON();
  const data = { ...instalmentFact(instalment, donor), ...(instalment.state !== 'WRITTEN_OFF' && { amount }) };
  await outbox.add(tx, type, { key: instalment.agreement, data, ...trace });
}

type Scheduled = EventData<'abonde.contributions.schedule-changed.v1'>['instalments'][number];

/** Tells what is expected of an agreement, called or not: its whole schedule, so that the last word suffices. */
export async function tellSchedule(tx: EntityManager, outbox: Outbox, code: string, trace: Trace): Promise<void> {
  const { donor, instrument, basis, amount, currency } = await tx.findOneByOrFail(Agreement, { code });
  const rows = await tx.find(Instalment, { where: { agreement: code }, order: { number: 'ASC' } });
  const instalments = rows.map((row): Scheduled => ({
    instalment: row.id,
    number: row.number,
    dueOn: row.dueOn,
    state: row.state,
    condition: row.condition.kind,
    amount: Money.minor(row.amount, row.currency).toJSON(),
    outstanding: Money.minor(row.state === 'EXPECTED' ? row.amount : row.outstanding, row.currency).toJSON(),
  }));
  const agreed = Money.minor(amount, currency).toJSON();
  const data = { agreement: code, donor, instrument, basis, amount: agreed, instalments };
  await outbox.add(tx, 'abonde.contributions.schedule-changed.v1', { key: code, data, ...trace });
}
