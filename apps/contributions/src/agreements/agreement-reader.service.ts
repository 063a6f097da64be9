import { Money, type MoneyJson } from '@abonde/money';
import { type Actor, decodeCursor, notFound, type Page, paged } from '@abonde/platform';
import { Injectable } from '@nestjs/common';
import { DataSource, In, MoreThan } from 'typeorm';
import { Donor } from '../donors/donor.entity';
import { confinedTo } from '../donors/donors.service';
import type { EnvelopeFigures } from '../envelopes/figures';
import { Figures } from '../envelopes/figures.service';
import { Instalment } from '../instalments/instalment.entity';
import { Agreement, AgreementVersion } from './agreement.entity';
import type { AgreementDetailDto, AgreementDto, AgreementsQuery, InstalmentDto } from './agreements.dto';
import { Agreements } from './agreements.service';

@Injectable()
export class AgreementReader {
  constructor(
    private readonly dataSource: DataSource,
    private readonly figures: Figures,
    private readonly agreements: Agreements,
  ) {}

  async list({ limit, cursor, donor, instrument }: AgreementsQuery, actor: Actor): Promise<Page<AgreementDto>> {
    const after = decodeCursor(cursor)?.[0];
    const only = confinedTo(actor) ?? donor;
    const where = {
      ...(after !== undefined && { id: MoreThan(String(after)) }),
      ...(only !== undefined && { donor: only }),
      ...(instrument && { instrument }),
    };
    const rows = await this.dataSource.manager.find(Agreement, { where, order: { id: 'ASC' }, take: limit + 1 });
    const dtos = new Map((await this.describe(rows)).map((dto) => [dto.id, dto]));
    return paged(
      rows,
      limit,
      ({ id }) => [id],
      ({ id }) => dtos.get(id) as AgreementDto,
    );
  }

  async get(reference: string, actor: Actor): Promise<AgreementDetailDto> {
    const agreement = await this.agreements.find(reference);
    const only = confinedTo(actor);
    if (only !== undefined && agreement.donor !== only) throw notFound('agreement', reference);
    const [dto] = await this.describe([agreement]);
    const versions = await this.dataSource.manager.find(AgreementVersion, {
      where: { agreement: agreement.code },
      order: { version: 'ASC' },
    });
    return {
      ...(dto as AgreementDto),
      versions: versions.map(({ version, terms, reason, effectiveDate, actor: by }) => ({
        version,
        terms,
        reason,
        effectiveDate,
        actor: by,
      })),
    };
  }

  private async describe(agreements: readonly Agreement[]): Promise<AgreementDto[]> {
    const codes = agreements.map(({ code }) => code);
    const donors = await this.dataSource.manager.findBy(Donor, { code: In(agreements.map(({ donor }) => donor)) });
    const names = new Map(donors.map(({ code, name }) => [code, name]));
    const instalments = await this.dataSource.manager.find(Instalment, {
      where: { agreement: In(codes) },
      order: { number: 'ASC' },
    });
    const figures = await this.figures.of(agreements);
    return agreements.map((agreement) => {
      const own = instalments.filter((instalment) => instalment.agreement === agreement.code);
      return toDto(
        agreement,
        names.get(agreement.donor) ?? agreement.donor,
        figures.get(agreement.code) as EnvelopeFigures,
        own,
      );
    });
  }
}

export function instalmentDto(instalment: Instalment): InstalmentDto {
  const { id, number, currency, dueOn, condition, state, calledOn, reference, document } = instalment;
  const money = (minor: bigint): MoneyJson => Money.minor(minor, currency).toJSON();
  return {
    id,
    number,
    amount: money(instalment.amount),
    dueOn,
    condition,
    state,
    calledOn,
    reference,
    document,
    outstanding: money(instalment.outstanding),
  };
}

function toDto(
  agreement: Agreement,
  donorName: string,
  figures: EnvelopeFigures,
  instalments: readonly Instalment[],
): AgreementDto {
  const {
    id,
    code,
    donor,
    instrument,
    signedOn,
    countsAs,
    earmark,
    pool,
    interestClauses,
    managementFeeRate,
    coFinancingCap,
    version,
  } = agreement;
  const { incomeRecognition, reportingDeadlines, documents, basis } = agreement;
  return {
    id,
    code,
    donor,
    donorName,
    instrument,
    amount: Money.minor(agreement.amount, agreement.currency).toJSON(),
    signedOn,
    period: { from: agreement.periodFrom, to: agreement.periodTo },
    countsAs,
    earmark,
    pool,
    interestClauses,
    managementFeeRate,
    coFinancingCap,
    incomeRecognition,
    reportingDeadlines,
    documents,
    basis,
    version,
    figures,
    instalments: instalments.map(instalmentDto),
  };
}
