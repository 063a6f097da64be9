import type { CloudEvent, UndoObstacle } from '@abonde/contracts';
import { InsufficientFunds } from '@abonde/ledger';
import type { Outbox } from '@abonde/messaging';
import type { Money, MoneyJson } from '@abonde/money';
import type { EntityManager } from 'typeorm';

/** Why a service does not take back what it booked of a match. Nothing of it is changed. */
export class UndoRefused extends Error {
  /** @param subject code of what it is about @param missing what must be free again for it, where it is a question of money */
  constructor(
    readonly obstacle: UndoObstacle,
    readonly subject: string,
    readonly missing: Money | null = null,
  ) {
    super(`${obstacle}: ${subject}`);
    this.name = 'UndoRefused';
  }

  /** As it is told to treasury. */
  about(match: string): { match: string; obstacle: UndoObstacle; subject: string; missing: MoneyJson | null } {
    const { obstacle, subject, missing } = this;
    return { match, obstacle, subject, missing: missing && missing.toJSON() };
  }
}

/** Takes back all that was asked, or nothing: answers why not. A floor that would be broken is money that was used since. */
export async function tryUndo(
  tx: EntityManager,
  takeBack: (tx: EntityManager) => Promise<void>,
): Promise<UndoRefused | undefined> {
  try {
    await tx.transaction(takeBack);
    return undefined;
  } catch (error) {
    if (error instanceof UndoRefused) return error;
    if (error instanceof InsufficientFunds)
      return new UndoRefused('MONEY_USED', error.account, error.requested.minus(error.available));
    throw error;
  }
}

/** Tells treasury that a service took back all that was asked of it, or why it took back nothing. */
export async function answerUndo(
  tx: EntityManager,
  outbox: Outbox,
  service: 'contributions' | 'disbursements' | 'emergency-fund',
  { match, cause }: { match: string; cause: CloudEvent },
  refused: UndoRefused | undefined,
): Promise<void> {
  const told = refused
    ? { type: `abonde.${service}.match-undo-refused.v1` as const, data: refused.about(match) }
    : { type: `abonde.${service}.match-undone.v1` as const, data: { match } };
  await outbox.addAll(tx, [{ ...told, key: match, cause }]);
}
