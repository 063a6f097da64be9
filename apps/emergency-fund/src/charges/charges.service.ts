import { type Actor, BusinessClock, DomainError, forbidden, isUuid, notFound, uuid } from '@abonde/platform';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Facts } from '../facts/facts.service';
import { bearerOf } from './charge-policy';
import { StoredChargePolicy } from './charge-policy.entity';
import type { ChargePolicyDto, ChargesDto, SetChargePolicyDto } from './charges.dto';

/** Who bears negative interest: proposed by one person, in force once another confirms it. */
@Injectable()
export class ChargesService {
  constructor(
    private readonly facts: Facts,
    private readonly clock: BusinessClock,
  ) {}

  async all(tx: EntityManager): Promise<ChargesDto> {
    const stored = await tx.find(StoredChargePolicy, { order: { from: 'DESC', setAt: 'DESC', id: 'ASC' } });
    const today = await this.clock.today(tx);
    return { bearer: bearerOf(await this.facts.charges(tx), today), policies: stored.map(policyView) };
  }

  async set(tx: EntityManager, { from, bearer, reason }: SetChargePolicyDto, actor: Actor): Promise<ChargePolicyDto> {
    const set: StoredChargePolicy = {
      ...{ id: uuid(), from, bearer, reason, setBy: actor.id, setAt: new Date() },
      ...{ confirmedBy: null, confirmedAt: null },
    };
    await tx.insert(StoredChargePolicy, set);
    return policyView(set);
  }

  /** From now on it holds, from its own first day; what was accrued and shared since is restated by the next run. */
  async confirm(tx: EntityManager, id: string, actor: Actor): Promise<ChargePolicyDto> {
    const found = isUuid(id)
      ? await tx.findOne(StoredChargePolicy, { where: { id }, lock: { mode: 'pessimistic_write' } })
      : null;
    if (!found) throw notFound('charge policy', id);
    if (found.confirmedBy !== null) {
      throw new DomainError({
        code: 'ALREADY_CONFIRMED',
        status: 409,
        title: 'Already confirmed',
        detail: 'This policy is already in force.',
      });
    }
    if (found.setBy === actor.id) throw forbidden('Whoever proposed who bears negative interest does not confirm it.');
    const confirmed = { ...found, confirmedBy: actor.id, confirmedAt: new Date() };
    await tx.save(StoredChargePolicy, confirmed);
    const { from, bearer } = confirmed;
    await this.facts.mark(tx, from, {
      kind: 'CHARGES',
      text: `negative interest borne by ${bearer} from ${from}`,
      figures: { bearer, day: from },
    });
    return policyView(confirmed);
  }
}

function policyView({ confirmedBy, confirmedAt, setAt: _, ...set }: StoredChargePolicy): ChargePolicyDto {
  const status = confirmedBy === null ? 'PENDING' : 'CONFIRMED';
  return { ...set, status, confirmedAt: confirmedAt?.toISOString() ?? null };
}
