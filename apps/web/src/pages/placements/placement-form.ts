import { useForm } from '@mantine/form';
import { useTranslation } from 'react-i18next';
import type { Schemas } from './api';
import { plainRate } from './plain-rate';

type Opening = Schemas['OpenPlacementDto'];

export const dayCounts = [
  'ACT/360',
  'ACT/365F',
  'ACT/ACT',
  '30E/360',
  '30E/360-ISDA',
] as const satisfies readonly Opening['dayCount'][];
export const capitalisations = [
  'DAILY',
  'MONTHLY',
  'QUARTERLY',
  'YEARLY',
  'AT_MATURITY',
] as const satisfies readonly Opening['capitalisation'][];
export const compoundings = [
  'SIMPLE',
  'DAILY',
  'MONTHLY',
  'QUARTERLY',
  'YEARLY',
] as const satisfies readonly Opening['compounding'][];
export const conventions = [
  'FOLLOWING',
  'MODIFIED_FOLLOWING',
  'PRECEDING',
  'NONE',
] as const satisfies readonly Opening['maturityConvention'][];

export const bases = ['POOL', 'ACCOUNT'] as const satisfies readonly Opening['bearsOn'][];

const nothing = {
  account: '',
  isDeposit: false,
  /** Blank leaves it to what the pool bears already. */
  bearsOn: '' as '' | (typeof bases)[number],
  dayCount: 'ACT/360' as Opening['dayCount'],
  capitalisation: 'QUARTERLY' as Opening['capitalisation'],
  compounding: 'SIMPLE' as NonNullable<Opening['compounding']>,
  openedOn: '',
  taxRate: '',
  varianceAmount: '1.00',
  variancePercent: '1',
  principal: '',
  maturesOn: '',
  maturityConvention: 'FOLLOWING' as Opening['maturityConvention'],
  noticeDays: '',
  breakRate: '',
};

export type PlacementValues = typeof nothing;
export type PlacementForm = ReturnType<typeof usePlacementForm>;

/** What is agreed with the bank; a term deposit has a sum and an end besides. */
export function usePlacementForm() {
  const { t } = useTranslation('placements');
  const required = (value: string) => (value.trim() === '' ? t('open.missing') : null);
  const rate = (value: string) => (value.trim() !== '' && plainRate(value) === undefined ? t('propose.unread') : null);
  return useForm({
    initialValues: nothing,
    validate: {
      account: required,
      openedOn: required,
      taxRate: rate,
      variancePercent: rate,
      principal: (value, { isDeposit }) => (isDeposit ? required(value) : null),
      maturesOn: (value, { isDeposit }) => (isDeposit ? required(value) : null),
      noticeDays: (value, { isDeposit }) => (isDeposit && !/^\d*$/.test(value) ? t('open.daysUnread') : null),
      breakRate: (value, { isDeposit }) => (isDeposit ? rate(value) : null),
    },
  });
}

/** What is sent: what was left blank is left out. */
export function openingOf(values: PlacementValues, currency: string): Opening {
  const { account, isDeposit, dayCount, capitalisation, compounding, openedOn, taxRate, maturityConvention } = values;
  const { varianceAmount, variancePercent, principal, maturesOn, noticeDays, breakRate, bearsOn } = values;
  return {
    ...{ account, currency, dayCount, compounding, openedOn, maturityConvention },
    capitalisation: isDeposit ? 'AT_MATURITY' : capitalisation,
    ...(!isDeposit && bearsOn && { bearsOn }),
    ...(taxRate && { taxRate: plainRate(taxRate) ?? taxRate }),
    ...(varianceAmount && { varianceAmount: { amount: varianceAmount, currency: 'EUR' } }),
    ...(variancePercent && { variancePercent: plainRate(variancePercent) ?? variancePercent }),
    ...(isDeposit && {
      principal: { amount: principal, currency: 'EUR' },
      maturesOn,
      ...(noticeDays && { noticeDays: Number(noticeDays) }),
      ...(breakRate && { breakRate: plainRate(breakRate) ?? breakRate }),
    }),
  };
}
