import { type Day, daysBetween } from '@abonde/calendar';
import { Money, type MoneyJson } from '@abonde/money';
import type { Missing } from '../conditions/condition';
import type { Instalment } from '../instalments/instalment.entity';
import type { Agreement } from './agreement.entity';
import type { AgreementDto, FiguresDto, InstalmentDto, MissingDto } from './agreement-answers.dto';

/** What a reader sees of an instalment on a day. */
export function instalmentDto(instalment: Instalment, today: Day): InstalmentDto {
  const { id, number, currency, dueOn, condition, state, calledOn, reference, document, sentOn, sentBy, sentTo } =
    instalment;
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
    reduced: money(instalment.reduced ?? 0n),
    interestOffset: money(instalment.interestOffset ?? 0n),
    sentOn,
    sentBy,
    sentTo,
    daysLate: isLate(instalment, today) ? daysBetween(dueOn, today) : 0,
  };
}

/** What an instalment waits for, with its figures as they travel. */
export function missingDto(missing: Missing): MissingDto {
  if (missing.code !== 'NOT_CONSUMED') return missing;
  const { code, consumed, required, lacking } = missing;
  return { code, consumed: consumed.toJSON(), required: required.toJSON(), lacking: lacking.toJSON() };
}

function isLate({ state, outstanding, dueOn }: Instalment, today: Day): boolean {
  return state === 'CALLED' && outstanding > 0n && dueOn < today;
}

/** What an agreement still brings, and what of it should be here already, in minor units of its currency. */
function awaited(instalments: readonly Instalment[], today: Day): { expected: bigint; late: bigint; daysLate: number } {
  const open = instalments.map(({ state, amount, outstanding }) => (state === 'EXPECTED' ? amount : outstanding));
  const late = instalments.filter((one) => isLate(one, today));
  return {
    expected: open.reduce((sum, part) => sum + part, 0n),
    late: late.reduce((sum, { outstanding }) => sum + outstanding, 0n),
    daysLate: Math.max(0, ...late.map(({ dueOn }) => daysBetween(dueOn, today))),
  };
}

/** What a reader sees of an agreement on a day. */
export function agreementDto(
  agreement: Agreement,
  donorName: string,
  figures: FiguresDto,
  instalments: readonly Instalment[],
  today: Day,
): AgreementDto {
  const { id, code, donor, instrument, currency, signedOn, countsAs, earmark, pool, interestClauses, basis, version } =
    agreement;
  const { expected, late, daysLate } = awaited(instalments, today);
  return {
    id,
    code,
    donor,
    donorName,
    instrument,
    amount: Money.minor(agreement.amount, currency).toJSON(),
    signedOn,
    period: { from: agreement.periodFrom, to: agreement.periodTo },
    countsAs,
    earmark,
    pool,
    interestClauses,
    managementFeeRate: agreement.managementFeeRate,
    coFinancingCap: agreement.coFinancingCap,
    incomeRecognition: agreement.incomeRecognition,
    eligibility: { from: agreement.eligibleFrom, to: agreement.eligibleTo },
    restrictions: agreement.restrictions,
    unspentClause: agreement.unspentClause,
    aidRate: agreement.aidRate,
    variationLimit: agreement.variationLimit,
    indirectCostCap: agreement.indirectCostCap,
    exchangeMethod: agreement.exchangeMethod,
    basis,
    version,
    figures,
    expected: Money.minor(expected, currency).toJSON(),
    late: Money.minor(late, currency).toJSON(),
    daysLate,
    instalments: instalments.map((instalment) => instalmentDto(instalment, today)),
  };
}
