import { type Actor, BusinessClock, decodeCursor, notFound, type Page, paged } from '@abonde/platform';
import { Injectable } from '@nestjs/common';
import { DataSource, In } from 'typeorm';
import { Conditions } from '../conditions/conditions.service';
import { Donor } from '../donors/donor.entity';
import { confinedTo } from '../donors/donors.service';
import type { EnvelopeFigures } from '../envelopes/figures';
import { Figures } from '../envelopes/figures.service';
import { Instalment } from '../instalments/instalment.entity';
import { Agreement, AgreementVersion } from './agreement.entity';
import type { AgreementDetailDto, AgreementDto, VersionDto } from './agreement-answers.dto';
import { agreementDto, instalmentDto, missingDto } from './agreement.view';
import type { AgreementsQuery } from './agreements.dto';
import { Agreements } from './agreements.service';
import { changesBetween } from './versions';

@Injectable()
export class AgreementReader {
  constructor(
    private readonly dataSource: DataSource,
    private readonly figures: Figures,
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
    const figures = await this.figures.of(agreements);
    return agreements.map((agreement) => {
      const own = instalments.filter((instalment) => instalment.agreement === agreement.code);
      const its = figures.get(agreement.code) as EnvelopeFigures;
      return agreementDto(agreement, names.get(agreement.donor) ?? agreement.donor, its, own, today);
    });
  }
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
