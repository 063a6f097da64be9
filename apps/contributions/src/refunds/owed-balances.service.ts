import { Ledger } from '@abonde/ledger';
import { Money } from '@abonde/money';
import { BusinessClock } from '@abonde/platform';
import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager, In } from 'typeorm';
import { Agreement } from '../agreements/agreement.entity';
import { Donor } from '../donors/donor.entity';
import { entriesLink } from '../envelopes/entries';
import { envelope, Envelopes } from '../envelopes/envelopes.service';
import { endedStates, ProjectRow } from '../projects/project.entity';
import { owedTo } from './owed.query';
import type { OwedDto } from './refunds.dto';
import { unspentBecause } from './unspent';

type Found = Pick<OwedDto, 'kind' | 'because' | 'since' | 'entries'> & { amount: Money };

/** What should go back to donors: set aside for them already, or unspent once an agreement's time or projects are over. */
@Injectable()
export class OwedBalances {
  constructor(
    private readonly dataSource: DataSource,
    private readonly ledger: Ledger,
    private readonly envelopes: Envelopes,
    private readonly clock: BusinessClock,
  ) {}

  /** In the order of the agreements' codes. */
  async list(): Promise<OwedDto[]> {
    return this.dataSource.transaction('REPEATABLE READ', async (tx) => {
      const agreements = await tx.find(Agreement, { order: { code: 'ASC' } });
      const donors = await tx.findBy(Donor, { code: In(agreements.map(({ donor }) => donor)) });
      const names = new Map(donors.map(({ code, name }) => [code, name]));
      const free = await this.ledger.balances('fund:envelope:*', undefined, tx);
      const due = await this.ledger.balances('fund:due-to-donor:*', undefined, tx);
      const ended = new Set((await tx.findBy(ProjectRow, { state: In(endedStates) })).map(({ code }) => code));
      const today = await this.clock.today(tx);
      const owed: OwedDto[] = [];
      for (const agreement of agreements) {
        const { code, donor, unspentClause } = agreement;
        const found = [
          ...(due.get(dueTo(code))?.isPositive() ? await this.setAside(tx, code) : []),
          ...unspent(agreement, free.get(envelope(code)) ?? Money.zero(), ended, today),
        ];
        const whose = { agreement: code, donor, donorName: names.get(donor) ?? donor, unspentClause };
        owed.push(...found.map(({ amount, ...rest }) => ({ ...whose, ...rest, amount: amount.toJSON() })));
      }
      return owed;
    });
  }

  private async setAside(tx: EntityManager, code: string): Promise<Found[]> {
    const { aid, interest } = await owedTo(tx, this.envelopes, code);
    const entries = entriesLink({ account: dueTo(code), agreement: code, side: 'credit' });
    const found: Found[] = [
      { kind: 'AID_RETURN', because: 'REAL_COST', since: null, entries, amount: aid },
      { kind: 'INTEREST_RETURN', because: 'INTEREST_CLAUSE', since: null, entries, amount: interest },
    ];
    return found.filter(({ amount }) => amount.isPositive());
  }
}

const dueTo = (code: string) => `fund:due-to-donor:${code}`;

function unspent(agreement: Agreement, free: Money, ended: ReadonlySet<string>, today: string): Found[] {
  const { code, internal, earmark, unspentClause, periodTo, eligibleTo } = agreement;
  if (!free.isPositive()) return [];
  const last = periodTo < eligibleTo ? periodTo : eligibleTo;
  const because = unspentBecause({ internal, earmark, unspentClause, lastDay: last }, ended, today);
  if (because === null) return [];
  const entries = entriesLink({ account: envelope(code), agreement: code, side: 'credit' });
  return [{ kind: 'DONOR_REFUND', because, since: because === 'PERIOD_OVER' ? last : null, entries, amount: free }];
}
