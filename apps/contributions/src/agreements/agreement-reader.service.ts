import { Ledger } from '@abonde/ledger';
import { Money } from '@abonde/money';
import { type Actor, BusinessClock, decodeCursor, notFound, type Page, paged } from '@abonde/platform';
import { Injectable } from '@nestjs/common';
import { DataSource, In } from 'typeorm';
import { Conditions } from '../conditions/conditions.service';
import { Donor } from '../donors/donor.entity';
import { confinedTo } from '../donors/donors.service';
import { shortfall } from '../envelopes/envelopes.service';
import type { MovementCause } from '../envelopes/movement';
import { Instalment } from '../instalments/instalment.entity';
import { Agreement, AgreementVersion } from './agreement.entity';
import type { AgreementDetailDto, AgreementDto, FigureDto, FiguresDto, VersionDto } from './agreement-answers.dto';
import { agreementDto, instalmentDto, missingDto } from './agreement.view';
import type { AgreementsQuery } from './agreements.dto';
import { Agreements } from './agreements.service';
import { changesBetween } from './versions';

/** Sums, in minor units of EUR, behind the figures of one agreement. */
interface Sums {
  moved: Partial<Record<MovementCause, bigint>>;
  reserved: bigint;
  disbursed: bigint;
  justified: bigint;
  refunded: bigint;
}

@Injectable()
export class AgreementReader {
  constructor(
    private readonly dataSource: DataSource,
    private readonly ledger: Ledger,
    private readonly agreements: Agreements,
    private readonly conditions: Conditions,
    private readonly clock: BusinessClock,
  ) {}

  async list(query: AgreementsQuery, actor: Actor): Promise<Page<AgreementDto>> {
    const after = decodeCursor(query.cursor)?.[0];
    const rows = await this.dataSource.manager
      .createQueryBuilder(Agreement, 'a')
      .where(conditionsOf(query, confinedTo(actor), after), {
        ...query,
        only: confinedTo(actor),
        after,
        today: await this.clock.today(),
      })
      .orderBy('a.id')
      .take(query.limit + 1)
      .getMany();
    const dtos = new Map((await this.describe(rows)).map((dto) => [dto.id, dto]));
    return paged(
      rows,
      query.limit,
      ({ id }) => [id],
      ({ id }) => dtos.get(id) as AgreementDto,
    );
  }

  async get(reference: string, actor: Actor): Promise<AgreementDetailDto> {
    const agreement = await this.readable(reference, actor);
    const [dto] = await this.describe([agreement]);
    const { manager } = this.dataSource;
    const instalments = await manager.find(Instalment, {
      where: { agreement: agreement.code },
      order: { number: 'ASC' },
    });
    const today = await this.clock.today();
    const missing = await this.conditions.missing(manager, agreement, instalments, today);
    return {
      ...(dto as AgreementDto),
      instalments: instalments.map((one) => ({
        ...instalmentDto(one, today),
        missing: (missing.get(one.number) ?? []).map(missingDto),
      })),
      versions: await this.versionsOf(agreement.code),
    };
  }

  async versions(reference: string, actor: Actor): Promise<VersionDto[]> {
    return this.versionsOf((await this.readable(reference, actor)).code);
  }

  private async readable(reference: string, actor: Actor): Promise<Agreement> {
    const agreement = await this.agreements.find(reference);
    const only = confinedTo(actor);
    if (only !== undefined && agreement.donor !== only) throw notFound('agreement', reference);
    return agreement;
  }

  private async versionsOf(agreement: string): Promise<VersionDto[]> {
    const rows = await this.dataSource.manager.find(AgreementVersion, {
      where: { agreement },
      order: { version: 'ASC' },
    });
    return rows.map(({ agreement: _own, recordedAt, ...row }, index) => {
      const before = rows[index - 1];
      return { ...row, recordedAt: recordedAt.toISOString(), changes: before ? changesBetween(before, row) : [] };
    });
  }

  private async describe(agreements: readonly Agreement[]): Promise<AgreementDto[]> {
    const codes = agreements.map(({ code }) => code);
    const donors = await this.dataSource.manager.findBy(Donor, { code: In(agreements.map(({ donor }) => donor)) });
    const names = new Map(donors.map(({ code, name }) => [code, name]));
    const instalments = await this.dataSource.manager.find(Instalment, {
      where: { agreement: In(codes) },
      order: { number: 'ASC' },
    });
    const today = await this.clock.today();
    const sums = await this.sums(codes);
    const free = await this.ledger.balances('fund:envelope:*');
    const short = await this.ledger.balances('fund:shortfall:*');
    return agreements.map((agreement) => {
      const own = instalments.filter((instalment) => instalment.agreement === agreement.code);
      const balances = {
        free: free.get(`fund:envelope:${agreement.code}`) ?? Money.zero(),
        short: short.get(shortfall(agreement.code)) ?? Money.zero(),
      };
      const figures = figuresOf(agreement, own, sums.get(agreement.code), balances);
      return agreementDto(agreement, names.get(agreement.donor) ?? agreement.donor, figures, own, today);
    });
  }

  private async sums(codes: readonly string[]): Promise<Map<string, Sums>> {
    const rows: { agreement: string; kind: string; sum: string }[] = await this.dataSource.query(
      `SELECT agreement, cause AS kind, sum(delta)::text AS sum FROM movement WHERE agreement = ANY ($1) GROUP BY 1, 2
       UNION ALL
       SELECT agreement, 'disbursed', sum(disbursed)::text FROM consumption WHERE agreement = ANY ($1) GROUP BY 1
       UNION ALL
       SELECT agreement, 'justified', sum(justified)::text FROM consumption WHERE agreement = ANY ($1) GROUP BY 1
       UNION ALL
       SELECT agreement, 'refunded', sum(paid)::text FROM refund WHERE kind = 'DONOR_REFUND' AND agreement = ANY ($1) GROUP BY 1
       UNION ALL
       SELECT line ->> 'agreement', 'reserved', sum((line ->> 'minor')::bigint)::text
         FROM allocation, jsonb_array_elements(lines) line
        WHERE status = 'PROPOSED' AND line ->> 'agreement' = ANY ($1) GROUP BY 1`,
      [codes],
    );
    const sums = new Map<string, Sums>(
      codes.map((code) => [code, { moved: {}, reserved: 0n, disbursed: 0n, justified: 0n, refunded: 0n }]),
    );
    for (const { agreement, kind, sum } of rows) {
      const target = sums.get(agreement);
      if (!target) continue;
      if (kind === 'reserved' || kind === 'disbursed' || kind === 'justified' || kind === 'refunded')
        target[kind] = BigInt(sum);
      else target.moved[kind as MovementCause] = BigInt(sum);
    }
    return sums;
  }
}

function figuresOf(
  agreement: Agreement,
  instalments: readonly Instalment[],
  sums: Sums | undefined,
  balances: { free: Money; short: Money },
): FiguresDto {
  const { code, currency } = agreement;
  const moved = (...causes: MovementCause[]) => causes.reduce((total, cause) => total + (sums?.moved[cause] ?? 0n), 0n);
  const called = instalments
    .filter(({ state }) => state !== 'EXPECTED')
    .reduce((total, { amount }) => total + amount, 0n);
  const figure = (minor: bigint, account: string, { book = 'contributions', in: unit = 'EUR' } = {}): FigureDto => ({
    value: Money.minor(minor, unit).toJSON(),
    entries: `/api/reporting/ledger?${new URLSearchParams({ book, account, agreement: code }).toString()}`,
  });
  return {
    pledged: figure(agreement.amount, `pledge:${code}`, { in: currency }),
    called: figure(called, `receivable:${code}`, { in: currency }),
    received: figure(moved('RECEIVED', 'RETURNED', 'OPENING') - balances.short.minor, `fund:envelope:${code}`),
    reserved: figure(sums?.reserved ?? 0n, 'fund:reserved:*'),
    allocated: figure(-moved('ALLOCATED', 'RELEASED'), 'fund:transfer:disbursements'),
    disbursed: figure(sums?.disbursed ?? 0n, 'fund:to-justify:*', { book: 'disbursements' }),
    justified: figure(sums?.justified ?? 0n, 'fund:advanced:*', { book: 'disbursements' }),
    refunded: figure(sums?.refunded ?? 0n, `fund:due-to-donor:${code}`),
    free: figure(balances.free.minor, `fund:envelope:${code}`),
  };
}

/** Conditions of the list, as SQL with named parameters. */
function conditionsOf(
  { donor, instrument, currency, earmark, late }: AgreementsQuery,
  only: string | undefined,
  after: string | number | undefined,
): string {
  const overdue = `EXISTS (SELECT FROM instalment i WHERE i.agreement = a.code AND i.state = 'CALLED' AND i.outstanding > 0 AND i.due_on < :today)`;
  return [
    'TRUE',
    ...(after !== undefined ? ['a.id > :after'] : []),
    ...(only !== undefined ? ['a.donor = :only'] : []),
    ...(donor !== undefined ? ['a.donor = :donor'] : []),
    ...(instrument ? ['a.instrument = :instrument'] : []),
    ...(currency ? ['a.currency = :currency'] : []),
    ...(earmark ? [`a.earmark ->> 'level' = :earmark`] : []),
    ...(late === 'true' ? [overdue] : []),
    ...(late === 'false' ? [`NOT ${overdue}`] : []),
  ].join(' AND ');
}
