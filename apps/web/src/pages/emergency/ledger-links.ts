const book = '/api/reporting/ledger?book=emergency-fund';

/** Entries behind the fund's own figures, read on the side on which they add up to them. */
export const entriesOf = {
  available: `${book}&account=fund:emergency,fund:shortfall:*&side=credit`,
  credited: `${book}&account=fund:emergency&side=credit`,
  accrued: `${book}&account=accrued-interest:*`,
  committed: `${book}&account=fund:aid:*&side=credit`,
  shortfall: `${book}&account=fund:shortfall:*`,
  donations: (aidCase: string) => `${book}&account=fund:donations:${aidCase}&side=credit`,
};
