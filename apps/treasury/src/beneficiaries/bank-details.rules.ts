import { DomainError } from '@abonde/platform';
import { bankText } from '../payments/bank-text';
import type { BankDetails } from './bank-details';
import { addressOf, type BankDetailsDto, type RegisterBeneficiaryDto } from './beneficiaries.dto';
import { checkedAccount, checkedBic, checkedIban, checkedRib } from './iban.rules';

/**
 * What was entered, checked and in one form.
 * @throws {DomainError} 422 `BANK_DETAILS_MISSING`, `INVALID_IBAN`, `INVALID_RIB`, `INVALID_ACCOUNT`, `INVALID_BIC`, `TEXT_NOT_LATIN`
 */
export function checkedDetails(
  { iban, rib, account, bic, holder, address, regulatory }: BankDetailsDto,
  { name, country }: Pick<RegisterBeneficiaryDto, 'name' | 'country'>,
): BankDetails {
  checkWritable(holder ? 'holder' : 'name', holder ?? name);
  checkWritable('address.town', address.town);
  if (!iban && !rib && !(account && bic)) {
    throw new DomainError({
      code: 'BANK_DETAILS_MISSING',
      status: 422,
      title: 'Bank details missing',
      detail: 'Give an iban, a rib, or an account number with the bic of its bank.',
      field: account ? 'bic' : 'iban',
    });
  }
  return {
    ...numberOf({ iban, rib, account, country }),
    bic: bic ? checkedBic(bic) : null,
    holder: holder?.trim() || null,
    address: addressOf(address),
    regulatory: regulatory ? { code: regulatory.code || null, text: regulatory.text || null } : null,
  };
}

type Given = Pick<BankDetailsDto, 'iban' | 'rib' | 'account'> & { country: string };

function numberOf({ iban, rib, account, country }: Given): Pick<BankDetails, 'kind' | 'iban' | 'account'> {
  if (iban) return { kind: 'IBAN', iban: checkedIban(iban), account: null };
  if (!rib) return { kind: 'LOCAL', iban: null, account: checkedAccount(account ?? '') };
  const number = checkedRib(rib, country);
  return { kind: 'RIB', iban: null, account: null, ...number };
}

/** Banks read Latin letters only: a name of which none is left can't be paid to. */
function checkWritable(field: string, text: string): void {
  if (bankText(text, 70) !== '') return;
  throw new DomainError({
    code: 'TEXT_NOT_LATIN',
    status: 422,
    title: 'Not in Latin letters',
    detail: `Banks take Latin letters and digits only: nothing of “${text}” can be written.`,
    field,
  });
}
