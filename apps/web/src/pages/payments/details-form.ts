import type { components } from '../../api/schema/treasury';
import { numberOf } from './change-history';
import type { Beneficiary } from './payments-api';

/** Bank details as they are typed: every field a text. */
export interface DetailsForm {
  name: string;
  code: string;
  country: string;
  kind: 'IBAN' | 'RIB' | 'LOCAL';
  number: string;
  bic: string;
  holder: string;
  line: string;
  building: string;
  postCode: string;
  town: string;
  region: string;
  regulatoryCode: string;
  regulatoryText: string;
}

export const emptyForm: DetailsForm = {
  ...{ name: '', code: '', country: '', kind: 'IBAN', number: '', bic: '', holder: '' },
  ...{ line: '', building: '', postCode: '', town: '', region: '', regulatoryCode: '', regulatoryText: '' },
};

/** The latest known details: what changes is typed over them. */
export function formOf({ name, code, country, details, proposed }: Beneficiary): DetailsForm {
  const known = proposed ?? details;
  if (!known) return { ...emptyForm, name, code, country };
  const { address, regulatory } = known;
  return {
    ...{ name, code, country, number: numberOf(known), bic: known.bic ?? '', holder: known.holder ?? '' },
    // The RIB of a country that pays by IBAN was kept as that IBAN.
    kind: known.iban ? 'IBAN' : known.kind,
    ...{ line: address.line ?? '', building: address.building ?? '', postCode: address.postCode ?? '' },
    ...{ town: address.town, region: address.region ?? '' },
    ...{ regulatoryCode: regulatory?.code ?? '', regulatoryText: regulatory?.text ?? '' },
  };
}

const fields = { IBAN: 'iban', RIB: 'rib', LOCAL: 'account' } as const;

/** What is sent: only what was filled in. */
export function requestOf(form: DetailsForm): components['schemas']['BankDetailsDto'] {
  const filled = <Name extends string>(name: Name, text: string) =>
    text.trim() ? ({ [name]: text.trim() } as Record<Name, string>) : {};
  const regulatory = { ...filled('code', form.regulatoryCode), ...filled('text', form.regulatoryText) };
  return {
    ...filled(fields[form.kind], form.number),
    ...filled('bic', form.bic),
    ...filled('holder', form.holder),
    address: {
      ...{ ...filled('line', form.line), ...filled('building', form.building), ...filled('postCode', form.postCode) },
      town: form.town.trim(),
      ...filled('region', form.region),
    },
    ...(Object.keys(regulatory).length > 0 && { regulatory }),
  };
}
