import { BusinessClock, uuid } from '@abonde/platform';
import { Injectable } from '@nestjs/common';
import { type EntityManager, In } from 'typeorm';
import { AllocationAct } from './allocation-act.entity';
import type { Allocation } from './allocation.entity';

/** Keeps who did what to an allocation; a proposal's makers are read from it. */
@Injectable()
export class AllocationHistory {
  constructor(private readonly clock: BusinessClock) {}

  async keep(
    tx: EntityManager,
    { id, lines, missing }: Pick<Allocation, 'id' | 'lines' | 'missing'>,
    act: AllocationAct['act'],
    actor: string,
    note: string | null = null,
  ): Promise<void> {
    const onDay = await this.clock.today(tx);
    await tx.insert(AllocationAct, { id: uuid(), allocation: id, act, actor, note, lines, missing, onDay });
  }

  /** Everybody who asked for the proposal or changed it: none of them confirms it. */
  async makers(tx: EntityManager, allocation: string): Promise<string[]> {
    const made = await tx.findBy(AllocationAct, { allocation, act: In(['PROPOSED', 'ADJUSTED']) });
    return [...new Set(made.map(({ actor }) => actor))];
  }

  /** Oldest first. */
  of(tx: EntityManager, allocation: string): Promise<AllocationAct[]> {
    return tx.find(AllocationAct, { where: { allocation }, order: { id: 'ASC' } });
  }
}
