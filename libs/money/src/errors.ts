/** Bad input about money: names the rule it breaks. Answered as 422 by the platform. */
export class MoneyError extends Error {
  readonly status = 422;
  constructor(
    readonly code:
      | 'INVALID_AMOUNT'
      | 'UNKNOWN_CURRENCY'
      | 'TOO_MANY_DECIMALS'
      | 'CURRENCY_MISMATCH'
      | 'INVALID_RATE'
      | 'NOTHING_TO_SHARE',
    readonly title: string,
    readonly figures: Record<string, unknown> = {},
  ) {
    super(title);
    this.name = code;
  }
}
