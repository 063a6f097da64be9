/** The word for an account that gave to an aid, and to which it goes back. */
export function sourceName(account: string): 'source.donations' | 'source.fund' {
  return account.startsWith('fund:donations:') ? 'source.donations' : 'source.fund';
}
