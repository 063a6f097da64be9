import type { Day } from '@abonde/calendar';
import { accountNumber, maskedNumber, recentChange } from './bank-details';
import type { BeneficiaryDto, ChangeDto } from './beneficiaries.dto';
import type { Change } from './beneficiary-changes.store';
import type { Beneficiary } from './beneficiary.entity';
import { doubtsAbout } from './iban.rules';

/** `today` is the business day. */
export function beneficiaryDto(beneficiary: Beneficiary, today: Day): BeneficiaryDto {
  const { id, code, name, country, details, proposed, version } = beneficiary;
  const { proposedBy, proposedName, proposedOn, confirmedBy } = beneficiary;
  const known = details ?? proposed;
  return {
    ...{ id, code, name, country, confirmed: details !== null, details, proposed },
    ...{ proposedBy, proposedName, proposedOn, confirmedBy },
    recentChange: recentChange(beneficiary.changedOn, today),
    doubts: known ? doubtsAbout(known) : [],
    version,
  };
}

/** What stood before is recognisable and no more: the account may be somebody else's by now. */
export function changeDto({ act, before, after, reason, actor, actorName, day, at }: Change): ChangeDto {
  return {
    act,
    by: actor,
    byName: actorName,
    on: day,
    at: at.toISOString(),
    before: before && maskedNumber(accountNumber(before)),
    after,
    reason,
  };
}
